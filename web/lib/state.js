/* state.js: what is in the address, so that a link shows what its sender saw: "#/read/9f2c41d0b7e35a68?stance=denies&t=t3". It stands behind the
 * #, so
 * no server ever gets it. */

export function place() {
    const [path, query] = location.hash.replace(/^#/, "").split("?");
    return { path: path || "/", values: Object.fromEntries(new URLSearchParams(query || "")) };
}

export function address(path, values = {}) {
    const q = new URLSearchParams();
    for (const [key, value] of Object.entries(values)) if (value) q.set(key, value);
    const text = q.toString();
    return `#${path}${text ? `?${text}` : ""}`;
}

/* Changes values of the address without leaving the view. */
export function keep(changes) {
    const { path, values } = place();
    history.replaceState(history.state, "", address(path, { ...values, ...changes }));
}

/* Opens a view. */
export function go(path, values) {
    location.hash = address(path, values);
}

/* ---- A whole text in an address ---- */

const LONGEST = 2 << 20;

export async function pack(value) {
    const stream = new Blob([JSON.stringify(value)]).stream().pipeThrough(new CompressionStream("deflate-raw"));
    const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
    let text = "";
    for (const byte of bytes) text += String.fromCharCode(byte);
    return btoa(text).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

/* Throws on what is none. */
export async function unpack(text) {
    const bytes = Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));
    const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw")).getReader();
    const parts = [];
    for (let n = 0; ;) {
        const { done, value } = await reader.read();
        if (done) break;
        if ((n += value.length) > LONGEST) throw new Error("too long");
        parts.push(value);
    }
    return JSON.parse(await new Blob(parts).text());
}
