/* markdown.js: the little Markdown that README.md is written in, as elements: headings, paragraphs, lists, tables, code, and
 * the drawings of docs/, which the server has too. */
import { h } from "./dom.js";

/* `code`, **bold**, *emphasis*; of a link its text, since it leads into the repository. */
function inline(text) {
    const parts = [];
    for (const m of text.matchAll(/`([^`]+)`|\*\*([^*]+)\*\*|\*([^*\s][^*]*)\*|\[([^\]]+)\]\([^)]*\)|([^`*[]+|[`*[])/g)) {
        if (m[1]) parts.push(h("code", {}, m[1]));
        else if (m[2]) parts.push(h("b", {}, inline(m[2])));
        else if (m[3]) parts.push(h("em", {}, m[3]));
        else parts.push(m[4] || m[5]);
    }
    return parts;
}

const cells = (line) =>
    line
        .replace(/^\||\|$/g, "")
        .split("|")
        .map((c) => c.trim());

function table(rows, name) {
    const right = cells(rows[1]).map((c) => c.endsWith(":"));
    const row = (line, tag) =>
        h(
            "tr",
            {},
            cells(line).map((c, i) => h(tag, { class: right[i] ? "number" : null, scope: tag === "th" ? "col" : null }, inline(c))),
        );
    return h(
        "div.wide",
        { role: "region", tabindex: "0", "aria-label": name },
        h(
            "table",
            {},
            h("thead", {}, row(rows[0], "th")),
            h(
                "tbody",
                {},
                rows.slice(2).map((r) => row(r, "td")),
            ),
        ),
    );
}

export function markdown(text) {
    const out = [];
    let name = "Table";
    for (const block of text.trim().split(/\n{2,}|\n(?=## )/)) {
        const lines = block.split("\n");
        const heading = /^#+ (.*)$/.exec(lines[0]);
        if (heading) {
            out.push(h("h2", {}, inline((name = heading[1]))));
            lines.shift();
        }
        if (!lines.length) continue;
        const image = /^!\[([^\]]*)\]\((docs\/[\w-]+\.svg)\)$/.exec(lines.join(" "));
        if (image) out.push(h("img", { src: `/${image[2]}`, alt: image[1] }));
        else if (lines[0].startsWith("|")) out.push(table(lines, name));
        else if (lines[0].startsWith("- "))
            out.push(
                h(
                    "ul",
                    {},
                    lines
                        .join("\n")
                        .split(/^- /m)
                        .filter(Boolean)
                        .map((item) => h("li", {}, inline(item.replaceAll("\n", " ")))),
                ),
            );
        else out.push(h("p", {}, inline(lines.join(" "))));
    }
    return out;
}
