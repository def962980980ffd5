/* paper.js: the article, marked as one would mark paper: a source underlined, a cue dotted, a content highlighted, a loaded word underlined with a
 * wave. Each piece knows which attributions and claims it belongs to. */
import { h } from "./dom.js";
import { Cutter, lines } from "./document.js";
import { loadedKinds } from "./words.js";

const elements = { headline: "h1", subheading: "h2", dek: "p", paragraph: "p" };

/* Returns the <article>; cues (or contents without one) are the buttons of a toolbar of sorts: one tab stop, arrows go on from there. */
export function paper(article) {
    const cutter = new Cutter(article),
        first = new Map(),
        root = h("article.paper", { lang: article.language || "en" });
    for (const a of article.attributions) {
        const [start] = a.cue[0] || a.content[0] || a.source[0];
        const role = a.cue.length ? "cue" : a.content.length ? "content" : "source";
        first.set(`${role} ${start}`, [...(first.get(`${role} ${start}`) || []), a.id]);
    }
    const put = (parent, start, end) =>
        cutter.cut(start, end, (from, to, open) => {
            const text = article.piece(from, to);
            if (!open.length) {
                parent.append(text);
                return;
            }
            const voices = [...new Set(open.filter((s) => s.role !== "loaded" && s.role !== "claim").map((s) => s.id))];
            const claims = [...new Set(open.filter((s) => s.role === "claim").map((s) => s.id))];
            const roles = new Set(open.map((s) => s.role)),
                depth = open.filter((s) => s.role === "content").length;
            const loaded = open.find((s) => s.role === "loaded");
            const el = h("span.m", { dataset: { t: voices.join(" "), c: claims.join(" ") } });
            for (const role of ["source", "cue", "content"]) if (roles.has(role)) el.classList.add(role);
            if (depth > 1) el.classList.add("inner");
            if (claims.length && !voices.length) el.classList.add("own");
            for (const role of ["cue", "content", "source"]) {
                const opens = first.get(`${role} ${from}`);
                if (!opens || !roles.has(role)) continue;
                first.delete(`${role} ${from}`);
                el.dataset.opens = opens.join(" ");
                el.tabIndex = -1;
                el.setAttribute("role", "button");
                el.setAttribute("aria-pressed", "false");
                el.setAttribute("aria-describedby", `sum-${opens[0]}`);
                break;
            }
            if (loaded) el.append(h("em.loaded", { title: `loaded: ${loadedKinds[loaded.id] || loaded.id}` }, text));
            else el.append(text);
            parent.append(el);
        });
    for (const line of lines(article)) {
        const lead = line.find((b) => b.kind !== "dateline" && b.kind !== "credit") || line[0];
        const el = h(elements[lead.kind] || "p", { class: `b-${lead.kind}` });
        line.forEach((block, i) => {
            if (i) put(el, line[i - 1].end, block.start);
            if (block === lead) put(el, block.start, block.end);
            else {
                const small = h("small", { class: `b-${block.kind}` });
                put(small, block.start, block.end);
                el.append(small);
            }
        });
        root.append(el);
    }
    if (!root.querySelector("h1")) root.prepend(h("h1.away", {}, article.title || "Article"));
    const button = root.querySelector("[role=button]");
    if (button) button.tabIndex = 0;
    return root;
}
