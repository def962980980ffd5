/* dom.js: elements from values. Text of an article only ever becomes a text node: nothing here, or anywhere in this page, parses HTML. */

/* h("a.quiet", { href: "#/" }, "Read", child, ...): an element with classes, attributes or on... listeners, and children; null and false are
 * left out. */
export function h(tag, props, ...children) {
    const [name, ...classes] = tag.split(".");
    const el = document.createElement(name);
    if (classes.length) el.className = classes.join(" ");
    for (const [key, value] of Object.entries(props || {})) {
        if (value === null || value === undefined || value === false) continue;
        if (key.startsWith("on")) el.addEventListener(key.slice(2), value);
        else if (key === "dataset") Object.assign(el.dataset, value);
        else if (key === "value") el.value = value;
        else el.setAttribute(key, value === true ? "" : value);
    }
    add(el, children);
    return el;
}

export function add(el, children) {
    for (const child of [children].flat(Infinity)) if (child !== null && child !== undefined && child !== false) el.append(child);
    return el;
}

/* An SVG element. */
export function svg(name, props, ...children) {
    const el = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(props || {})) {
        if (value === null || value === undefined || value === false) continue;
        if (key.startsWith("on")) el.addEventListener(key.slice(2), value);
        else el.setAttribute(key, value);
    }
    return add(el, children);
}

export const $ = (id) => document.getElementById(id);

export const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

/* Tells a screen reader, in its own time. */
export function say(text) {
    $("said").textContent = text;
}

/* "1 claim", "3 claims"; irregular plurals are given. */
export const count = (n, one, many = one + "s") => `${n.toLocaleString("en")} ${n === 1 ? one : many}`;

/* An address of an article that may be followed: a page on the web. */
export function webAddress(text) {
    try {
        const url = new URL(text);
        return url.protocol === "http:" || url.protocol === "https:" ? url.href : null;
    } catch {
        return null;
    }
}
