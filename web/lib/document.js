/* document.js: a document of the API (docs/format.md) as the page asks it. Offsets there count code points, here UTF-16 units: the change is
 * made in one
 * place, at(). */

export class Article {
    constructor(json) {
        Object.assign(this, json);
        this.actorOf = new Map(json.actors.map((a) => [a.id, a]));
        this.attributionOf = new Map(json.attributions.map((a) => [a.id, a]));
        this.claimOf = new Map(json.claims.map((c) => [c.id, c]));
        this.units = offsets(json.text);
    }

    /* The UTF-16 offset of a code point. */
    at(point) {
        return this.units ? this.units[point] : point;
    }

    piece(start, end) {
        return this.text.slice(this.at(start), this.at(end));
    }

    words(spans) {
        return spans.map(([start, end]) => this.piece(start, end)).join(" … ");
    }

    sentence(i) {
        const s = this.sentences[i];
        return s ? this.piece(s.start, s.end) : "";
    }

    /* The sentence in which a code point lies. */
    sentenceAt(point) {
        const s = this.sentences.find((one) => one.start <= point && point < one.end);
        return s ? this.piece(s.start, s.end) : "";
    }

    name(actor) {
        if (actor === null) return "nobody named";
        if (actor === "outlet") return this.outlet || "the outlet";
        return this.actorOf.get(actor)?.name ?? actor;
    }

    /* Everybody who speaks, with how often, the most heard first. */
    voices() {
        const n = new Map();
        for (const a of this.attributions) if (a.actor) n.set(a.actor, (n.get(a.actor) || 0) + 1);
        return [...n].sort((a, b) => b[1] - a[1] || this.name(a[0]).localeCompare(this.name(b[0])));
    }

    tally(field) {
        const n = new Map();
        for (const a of this.attributions) n.set(a[field], (n.get(a[field]) || 0) + 1);
        return [...n].sort((a, b) => b[1] - a[1]);
    }

    disputed(claim) {
        const sides = new Set(claim.positions.map((p) => p.position));
        return sides.has("asserts") && ["denies", "doubts", "no-evidence"].some((p) => sides.has(p));
    }

    /* Whose words the story consists of: shares of its characters by the source type of the outermost attribution in whose content they stand;
     * "outlet" for the rest. What is not the story (menus, related links) does not count. */
    shares() {
        const points = this.units ? this.units.length - 1 : this.text.length;
        const whose = new Array(points).fill(null);
        for (const b of this.blocks)
            if (!["boilerplate", "related", "credit", "byline", "dateline"].includes(b.kind)) whose.fill("outlet", b.start, b.end);
        for (const a of this.attributions)
            if (a.within === null)
                for (const [start, end] of a.content) for (let i = start; i < end; i++) if (whose[i] === "outlet") whose[i] = a.source_type;
        const n = new Map();
        let all = 0;
        for (const one of whose)
            if (one) {
                n.set(one, (n.get(one) || 0) + 1);
                all++;
            }
        return [...n].map(([kind, k]) => [kind, k / all]).sort((a, b) => (b[0] === "outlet") - (a[0] === "outlet") || b[1] - a[1]);
    }
}

/* Code point -> UTF-16 offset; null where both are the same. */
function offsets(text) {
    if (!/[\uD800-\uDBFF]/.test(text)) return null;
    const at = [];
    let unit = 0;
    for (const c of text) {
        at.push(unit);
        unit += c.length;
    }
    at.push(unit);
    return at;
}

/* The blocks of each line: a dateline or credit inside a line is a block of its own on that line. */
export function lines(article) {
    const all = [];
    for (const block of article.blocks) {
        const last = all.at(-1)?.at(-1);
        if (last && !/[\r\n]/.test(article.piece(last.end, block.start))) all.at(-1).push(block);
        else all.push([block]);
    }
    return all;
}

/* The text cut at every edge of a span: spans of several attributions overlap freely, elements cannot. Calls each(start, end, open) for the pieces of
 * [start, end) in order; open: the spans that cover it. */
export class Cutter {
    constructor(article) {
        this.spans = [];
        for (const a of article.attributions)
            for (const role of ["source", "cue", "content"]) for (const [start, end] of a[role]) this.spans.push({ start, end, role, id: a.id });
        for (const c of article.claims)
            for (const m of c.mentions) for (const [start, end] of m.spans) this.spans.push({ start, end, role: "claim", id: c.id });
        for (const l of article.loaded) this.spans.push({ start: l.start, end: l.end, role: "loaded", id: l.kind });
        this.spans.sort((a, b) => a.start - b.start || b.end - a.end);
        this.next = 0;
        this.open = [];
    }

    cut(start, end, each) {
        while (start < end) {
            this.open = this.open.filter((s) => s.end > start);
            for (; this.next < this.spans.length && this.spans[this.next].start <= start; this.next++)
                if (this.spans[this.next].end > start) this.open.push(this.spans[this.next]);
            let stop = end;
            for (const s of this.open) stop = Math.min(stop, s.end);
            if (this.next < this.spans.length) stop = Math.min(stop, this.spans[this.next].start);
            each(start, stop, this.open);
            start = stop;
        }
    }
}
