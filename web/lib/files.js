/* files.js: files of a person's computer as articles. */

export function typeOf(name, text) {
    if (/\.(x?html?)$/i.test(name)) return "text/html";
    if (/\.(json|jsonl|ndjson)$/i.test(name)) return "application/json";
    return /^\s*<(!doctype|html|head|body|article|p)\b/i.test(text) ? "text/html" : "text/plain";
}

export function isJson(text) {
    try {
        JSON.parse(text);
        return true;
    } catch {
        return false;
    }
}

/* A page's bytes as text: by its byte order mark, by what it declares near its beginning, else UTF-8, or Windows' Latin where it is none. */
function decoded(bytes) {
    const head = new TextDecoder("latin1").decode(bytes.slice(0, 1024));
    const declared = /<meta[^>]+charset\s*=\s*["']?([\w-]+)/i.exec(head)?.[1];
    for (const [label, fatal] of [
        [declared, false],
        ["utf-8", true],
    ]) {
        try {
            if (label) return new TextDecoder(label, { fatal }).decode(bytes);
        } catch {
            /* a label that nobody knows, or bytes that are none of it */
        }
    }
    return new TextDecoder("windows-1252").decode(bytes);
}

/* Bodies of JSON Lines, each of at most `largest` bytes, with all articles of the files. */
export async function asRecords(files, outlet, largest) {
    const bodies = [];
    let lines = [];
    let size = 0;
    const put = (line) => {
        const n = new Blob([line]).size + 1;
        if (lines.length && size + n > largest) {
            bodies.push(lines.join("\n"));
            lines = [];
            size = 0;
        }
        lines.push(line);
        size += n;
    };
    for (const file of files) {
        const type = typeOf(file.name, "");
        const about = outlet ? { outlet } : {};
        if (type === "application/json") {
            const text = await file.text();
            for (const line of isJson(text) ? [JSON.stringify(JSON.parse(text))] : text.split(/\r?\n/)) if (line.trim()) put(line);
        } else {
            const text = decoded(new Uint8Array(await file.arrayBuffer()));
            put(JSON.stringify({ id: file.name, [type === "text/html" ? "html" : "text"]: text, ...about }));
        }
    }
    if (lines.length) bodies.push(lines.join("\n"));
    return bodies;
}
