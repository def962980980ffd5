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

/* Tells everybody: a fault of something that has no place of its own to say it in. */
export function tell(text) {
    const note = h("div.toast", { role: "alert" }, sentence(text));
    document.body.append(note);
    setTimeout(() => note.remove(), 8000);
}

export const capital = (text) => text.replace(/^\p{Ll}/u, (c) => c.toUpperCase());

/* A message of the server as a sentence of the page's. */
export const sentence = (text) => capital(text).replace(/([^.!?…])$/, "$1.");

/* What stands where something is not there: why, and where to go on. */
export function absent(title, why, href, words) {
    return h("div.opening", {}, h("h1", {}, title), h("p.lead", {}, sentence(why)), h("p.back", {}, h("a.button", { href }, words)));
}

/* A status line while something is fetched, which is not there if it comes at once. */
export function waiting(parent, words) {
    const line = h("p.note.waiting", { role: "status" }, words);
    parent.replaceChildren(line);
    return line;
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
