/* reports.js: the reports of a claim as columns of cards: who takes which side, each with the sentence that shows it. */
import { capital, h } from "./dom.js";
import { getJson } from "./api.js";
import { day, positions } from "./words.js";

/* The sides: their names, which positions they hold, the colour of their dots. */
export const SIDES = [
    ["Affirm", ["asserts"], "asserts"],
    ["Deny or doubt", ["denies", "doubts"], "denies"],
    ["Found no evidence", ["no-evidence"], "none"],
];
const FIRST = 6;
const STEP = 100; /* cards of a column with every "more" */
const CHUNK = 20;

/* Every report of a claim with a position of its own: one card each, the earliest first. */
export function reportsOf(trace, claim) {
    const dates = new Map();
    for (const t of trace.timeline) if (t.claim === claim.id) dates.set(`${t.article} ${t.actor} ${t.position}`, t.date);
    return claim.positions
        .filter((p) => p.position !== "reports")
        .flatMap((p) =>
            p.evidence.map((e) => ({
                ...e,
                actor: p.actor,
                position: p.position,
                date: e.date || dates.get(`${e.article} ${p.actor} ${p.position}`) || p.first || null,
            })),
        )
        .sort((a, b) => (a.date || "9").localeCompare(b.date || "9"));
}

/* Where the trace has no sentence, or no attribution to lead to, the article's document has: it is fetched when the card comes into the window, once
 * for each article. */
const documents = new Map();
function documentOf(id) {
    if (!documents.has(id)) {
        if (documents.size > 400) documents.delete(documents.keys().next().value);
        documents.set(id, getJson(`/api/articles/${id}`));
    }
    return documents.get(id);
}

const points = (text, start, end) => [...text].slice(start, end).join("");

/* Where in its article a report stands: its attribution, or in the outlet's own voice the claim of these words. */
function placeIn(doc, report) {
    const a = doc.attributions.find((one) => one.id === report.attribution);
    if (a) return { sentence: doc.sentences[a.sentence], query: `?t=${a.id}` };
    const claim = doc.claims.find((one) => one.text === report.text),
        own = claim && (claim.mentions.find((m) => m.attribution === null) || claim.mentions[0]);
    if (!own) return { sentence: null, query: "" };
    const at = own.spans[0][0];
    return { sentence: doc.sentences.find((s) => s.start <= at && at < s.end), query: `?c=${claim.id}` };
}

async function fill(card, report) {
    if (report.sentence && report.attribution) return;
    try {
        const doc = await documentOf(report.article);
        const { sentence, query } = placeIn(doc, report);
        if (sentence) card.querySelector("blockquote").textContent = points(doc.text, sentence.start, sentence.end);
        const headline = doc.title || points(doc.text, 0, Math.min(doc.sentences[0]?.end ?? 0, 140));
        const link = card.querySelector("a");
        link.textContent = [doc.outlet, headline].filter(Boolean).join(": ");
        link.href = `#/article/${report.article}${query}`;
    } catch (e) {
        card.querySelector("blockquote").textContent = `${report.text || ""} (${e.message})`;
    }
}

function card(report, names) {
    const chain = report.chain.slice(1).map((a) => (a === null ? "nobody named" : names(a)));
    const who = report.actor === "outlet" ? report.outlet || "An outlet that is not named" : names(report.actor);
    return h(
        `li.card.report.${report.position}`,
        { dataset: { article: report.article } },
        h(
            "p.facts",
            {},
            h("time", { datetime: report.date || null }, report.date ? day(report.date) : "no date"),
            chain.length > 1 ? ` · through ${chain.slice(0, -1).join(", ")}` : "",
        ),
        h("p", {}, h("b", {}, capital(who)), ` ${positions[report.position] || report.position}`),
        h("blockquote", {}, report.sentence || report.text || "…"),
        h(
            "p.facts",
            {},
            h(
                "a",
                { href: `#/article/${report.article}${report.attribution ? `?t=${report.attribution}` : ""}` },
                [report.outlet, report.title].filter(Boolean).join(": ") || "The article",
            ),
        ),
    );
}

function column(id, title, all, names) {
    const lists = h("div", {});
    const more = h("button", { type: "button", hidden: true }, "");
    const seen = new IntersectionObserver(
        (entries) => {
            for (const e of entries) {
                if (!e.isIntersecting) continue;
                seen.unobserve(e.target);
                for (const one of e.target.children) fill(one, one.report);
            }
        },
        { rootMargin: "300px" },
    );
    let shown = 0;
    /* In lists of a few cards each, which the browser leaves out as a whole where they are out of sight: with a thousand single cards every frame
     * looks at each of them. */
    const draw = (n) => {
        const until = Math.min(all.length, shown + n);
        for (; shown < until; shown = Math.min(until, shown + CHUNK)) {
            const list = h("ol.cards", {});
            for (const report of all.slice(shown, Math.min(until, shown + CHUNK))) {
                const el = card(report, names);
                el.report = report;
                list.append(el);
            }
            list.style.containIntrinsicSize = `auto ${150 * list.children.length}px`; /* until it has been seen */
            lists.append(list);
            seen.observe(list);
        }
        more.hidden = shown === all.length;
        more.textContent = all.length - shown > STEP ? `${STEP} more of ${(all.length - shown).toLocaleString("en")}` : `${all.length - shown} more`;
    };
    more.addEventListener("click", () => draw(STEP));
    draw(FIRST);
    return h(
        "section.side",
        { "aria-labelledby": id },
        h("h3", { id }, title, " ", h("span.n", {}, all.length.toLocaleString("en"))),
        all.length ? lists : h("p.note", {}, "Nobody."),
        more,
    );
}

/* A column for each side. */
export function columns(claim, all, names) {
    return h(
        "div.sides",
        {},
        SIDES.map(([title, kinds], i) =>
            column(
                `${claim.id}-side-${i}`,
                title,
                all.filter((r) => kinds.includes(r.position)),
                names,
            ),
        ),
    );
}
