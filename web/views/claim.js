/* claim.js: what is claimed across the store: who affirms, who denies, who found no evidence, over time; how many independent origins there are,
 * and how
 * the claim came to its readers. */
import { $, count, h, say, svg } from "../lib/dom.js";
import { getJson, query } from "../lib/api.js";
import { graph, provenance } from "../lib/graph.js";
import { keep, place } from "../lib/state.js";
import { day, positions } from "../lib/words.js";

const COLUMNS = [
    ["Affirm", ["asserts"]],
    ["Deny or doubt", ["denies", "doubts"]],
    ["Found no evidence", ["no-evidence"]],
];
const FIRST = 6;
const STEP = 100; /* cards of a column at first, and with every "more" */

/* Every report of a claim with a position of its own: one card each, the earliest first. */
function reports(trace, claim) {
    const dates = new Map();
    for (const t of trace.timeline) if (t.claim === claim.id) dates.set(`${t.article} ${t.actor} ${t.position}`, t.date);
    return claim.positions
        .filter((p) => p.position !== "reports")
        .flatMap((p) =>
            p.evidence.map((e) => ({
                ...e,
                actor: p.actor,
                position: p.position,
                date: dates.get(`${e.article} ${p.actor} ${p.position}`) || p.first || null,
            })),
        )
        .sort((a, b) => (a.date || "9").localeCompare(b.date || "9"));
}

/* ---- One report ---- */

/* The sentence stands in the article's document: it is fetched when the card comes into the window, once for each article. */
const documents = new Map();
function documentOf(id) {
    if (!documents.has(id)) documents.set(id, getJson(`/api/articles/${id}`));
    return documents.get(id);
}

const points = (text, start, end) => [...text].slice(start, end).join("");

async function fill(card, report) {
    try {
        const doc = await documentOf(report.article);
        const a = doc.attributions.find((one) => one.id === report.attribution);
        const sentence = a && doc.sentences[a.sentence];
        card.querySelector("blockquote").textContent = sentence ? points(doc.text, sentence.start, sentence.end) : report.text || "";
        const headline = doc.title || points(doc.text, 0, Math.min(doc.sentences[0]?.end ?? 0, 140));
        card.querySelector("a").textContent = [doc.outlet, headline].filter(Boolean).join(": ");
    } catch (e) {
        card.querySelector("blockquote").textContent = e.message;
    }
}

function card(report, names) {
    const chain = report.chain.slice(1).map((a) => (a === null ? "nobody named" : names(a)));
    return h(
        "li.card.report",
        { dataset: { article: report.article } },
        h(
            "p.facts",
            {},
            h("time", { datetime: report.date || null }, report.date ? day(report.date) : "no date"),
            chain.length > 1 ? ` · through ${chain.slice(0, -1).join(", ")}` : "",
        ),
        h(
            "p",
            {},
            h("b", {}, report.actor === "outlet" && report.outlet ? report.outlet : names(report.actor)),
            ` ${positions[report.position] || report.position}`,
        ),
        h("blockquote", {}, report.text || "…"),
        h("p.facts", {}, h("a", { href: `#/article/${report.article}?t=${report.attribution || ""}` }, "The article")),
    );
}

function column(title, all, names) {
    const list = h("ol.cards", {});
    const more = h("button", { type: "button", hidden: true }, "");
    const seen = new IntersectionObserver(
        (entries) => {
            for (const e of entries) {
                if (!e.isIntersecting) continue;
                seen.unobserve(e.target);
                fill(e.target, e.target.report);
            }
        },
        { rootMargin: "200px" },
    );
    let shown = 0;
    const draw = (n) => {
        for (const report of all.slice(shown, shown + n)) {
            const el = card(report, names);
            el.report = report;
            list.append(el);
            seen.observe(el);
        }
        shown = Math.min(all.length, shown + n);
        more.hidden = shown === all.length;
        more.textContent = all.length - shown > STEP ? `${STEP} more of ${all.length - shown}` : `${all.length - shown} more`;
    };
    more.addEventListener("click", () => draw(STEP));
    draw(FIRST);
    const id = `col-${title.split(" ")[0].toLowerCase()}`;
    return h(
        "section.side",
        { "aria-labelledby": id },
        h("h3", { id }, title, " ", h("span.n", {}, all.length)),
        all.length ? list : h("p.note", {}, "Nobody."),
        more,
    );
}

/* ---- The timeline: a dot for each day and side, as large as its reports are many ---- */

function timeline(all) {
    const dated = all.filter((r) => r.date);
    if (!dated.length) return null;
    const at = (date) => Date.parse(`${date.slice(0, 10)}T00:00:00Z`);
    const first = at(dated[0].date),
        last = at(dated.at(-1).date),
        span = Math.max(1, last - first);
    const rows = COLUMNS.map(([, kinds]) => kinds),
        bins = new Map();
    for (const r of dated) {
        const row = rows.findIndex((kinds) => kinds.includes(r.position)),
            x = Math.round(((at(r.date) - first) / span) * 200);
        const key = `${row} ${x}`;
        bins.set(key, { row, x, n: (bins.get(key)?.n || 0) + 1, from: bins.get(key)?.from || r.date, to: r.date });
    }
    const most = Math.max(...[...bins.values()].map((b) => b.n));
    const kinds = ["asserts", "denies", "no-evidence"];
    return h(
        "figure.timeline",
        {},
        h("figcaption", {}, `From ${day(dated[0].date)} to ${day(dated.at(-1).date)}`),
        svg(
            "svg",
            { viewBox: "0 0 1000 132", role: "img", "aria-label": `${dated.length} reports over time` },
            COLUMNS.map(([title], i) => [
                svg("line", { x1: 150, x2: 985, y1: 24 + 42 * i, y2: 24 + 42 * i }),
                svg("text", { x: 0, y: 29 + 42 * i }, title),
            ]),
            [...bins.values()].map((b) =>
                svg(
                    "circle",
                    { class: kinds[b.row], cx: 160 + b.x * 4.1, cy: 24 + 42 * b.row, r: 4 + 11 * Math.sqrt(b.n / most) },
                    svg("title", {}, `${b.from === b.to ? day(b.from) : `${day(b.from)} to ${day(b.to)}`}: ${count(b.n, "report")}`),
                ),
            ),
        ),
    );
}

/* ---- A claim ---- */

function origins(trace, claim, names) {
    if (!claim.origins.length) return null;
    return h(
        "section.origins",
        {},
        h("h3", {}, "Where it comes from"),
        h(
            "ul",
            {},
            claim.origins.map((o) =>
                h(
                    "li",
                    {},
                    h("b", {}, o.actor === "outlet" ? o.outlet || "the outlet" : names(o.actor)),
                    ` ${[
                        o.first ? `first on ${day(o.first)}` : null,
                        count(o.articles, "article"),
                        o.copies ? `${o.copies} of them copies` : null,
                        o.via.length ? `through ${o.via.map(names).join(", ")}` : null,
                    ]
                        .filter(Boolean)
                        .join(", ")}`,
                    (o.reports || []).length > 1
                        ? h(
                              "details",
                              {},
                              h("summary", {}, "Why these reports count as one"),
                              h(
                                  "ul",
                                  {},
                                  o.reports
                                      .slice(0, 50)
                                      .map((r) =>
                                          h(
                                              "li",
                                              {},
                                              h(
                                                  "a",
                                                  { href: `#/article/${r.article}${r.attribution ? `?t=${r.attribution}` : ""}` },
                                                  r.uri || r.article,
                                              ),
                                              r.because ? `: ${r.because}` : "",
                                          ),
                                      ),
                              ),
                          )
                        : null,
                ),
            ),
        ),
    );
}

export function claimElement(trace, claim) {
    const byId = new Map(trace.actors.map((a) => [a.id, a.name]));
    const names = (id) => (id === null ? "nobody named" : id === "outlet" ? "the outlet" : byId.get(id) || id);
    const all = reports(trace, claim);
    const evidence = claim.positions
        .filter((p) => p.position !== "reports")
        .flatMap((p) => p.evidence)
        .map((e) => ({ chain: e.chain, outlet: e.outlet || "an outlet" }));
    return h(
        "article.claim-view",
        { id: claim.id },
        h("h2", {}, h("a", { href: `#/claim/${claim.id}` }, claim.text)),
        h(
            "p.large",
            {},
            h("b", {}, claim.reports.toLocaleString("en")),
            claim.reports === 1 ? " report, " : " reports, ",
            h("b", {}, claim.independent_origins.toLocaleString("en")),
            claim.independent_origins === 1 ? " origin" : " origins",
        ),
        h("p.meta", {}, `in ${count(claim.articles, "article")} of ${count(claim.outlets, "outlet")}`),
        timeline(all),
        h(
            "div.sides",
            {},
            COLUMNS.map(([title, kinds]) =>
                column(
                    title,
                    all.filter((r) => kinds.includes(r.position)),
                    names,
                ),
            ),
        ),
        origins(trace, claim, names),
        evidence.length
            ? h(
                  "section",
                  {},
                  h("h3", {}, "How it came to its readers"),
                  graph(provenance(evidence, names, new Set(claim.origins.map((o) => o.actor)))),
              )
            : null,
    );
}

/* ---- The views: "/claims?q=..." and "/claim/k1" ---- */

function claimRow(c) {
    const facts = [count(c.reports, "report"), count(c.independent_origins, "origin"), count(c.outlets, "outlet")];
    return h("li.row-card", {}, h("a.title", { href: `#/claim/${c.id}` }, c.text), h("p.meta", {}, facts.join(" · ")));
}

export async function claimsView(main) {
    document.title = "Claims – hearsay";
    const { q } = place().values;
    const found = h("div.found", {});
    const status = h("p.note", { role: "status" });
    const input = h("input", { name: "q", type: "search", value: q || "", autocomplete: "off" });
    const form = h(
        "form.find",
        {
            role: "search",
            onsubmit: (e) => {
                e.preventDefault();
                keep({ q: input.value.trim(), actor: "" });
                load();
            },
        },
        h("label.long", {}, "A claim, in a sentence or in words", input),
        h("button.primary", { type: "submit" }, "Trace"),
    );
    async function load() {
        const words = input.value.trim();
        const actor = words ? "" : place().values.actor;
        found.replaceChildren();
        status.textContent = "";
        if (!words && !actor) return;
        status.textContent = "…";
        try {
            const trace = await getJson(words ? `/api/trace${query({ q: words })}` : `/api/claims${query({ actor, limit: 100 })}`);
            status.textContent = trace.claims.length ? "" : words ? "No such claim is in the store." : `Nothing is claimed by ${actor}, or of it.`;
            found.replaceChildren(
                words
                    ? h(
                          "div",
                          {},
                          trace.claims.map((c) => claimElement(trace, c)),
                      )
                    : h("ol.rows", {}, trace.claims.map(claimRow)),
            );
            say(`${count(trace.claims.length, "claim")} found.`);
        } catch (e) {
            status.textContent = e.message;
        }
    }
    main.replaceChildren(h("div.lists.wide-list", {}, h("h1", {}, "Claims"), form, status, found));
    $("main").focus({ preventScroll: true });
    await load();
}

export async function claimView(main, id) {
    main.replaceChildren(h("p.note", { role: "status" }, "…"));
    try {
        const trace = await getJson(`/api/claims/${id}`);
        const claim = trace.claims[0];
        document.title = `${claim.text} – hearsay`;
        main.replaceChildren(h("div.lists.wide-list", {}, h("h1.away", {}, "A claim"), claimElement(trace, claim)));
    } catch (e) {
        main.replaceChildren(h("div.opening", {}, h("h1", {}, "No such claim"), h("p.lead", {}, e.message)));
    }
    scrollTo(0, 0);
    $("main").focus({ preventScroll: true });
}
