/* claim.js: a claim across the store: who affirms, who denies, who found no evidence, over time; how many independent origins there are, and how it
 * came to its readers. */
import { $, absent, capital, count, h, waiting } from "../lib/dom.js";
import { ask, getJson, query } from "../lib/api.js";
import { downloads } from "../lib/download.js";
import { graph, provenance } from "../lib/graph.js";
import { SIDES, columns, reportsOf } from "../lib/reports.js";
import { timeline } from "../lib/timeline.js";
import { day, positions } from "../lib/words.js";

const formats = [
    ["JSON", ["json"]],
    ["Table (CSV)", ["csv"]],
    ["Web page", ["html"]],
    ["Drawing (SVG)", ["svg"]],
    ["Graph (Graphviz)", ["dot"]],
    ["Text", ["text"]],
];
const WHY = 50; /* reports of an origin that are listed */
const FEW = 10; /* origins that are shown at first */

const hrefOf = (r) => `#/article/${r.article}${r.attribution ? `?t=${r.attribution}` : ""}`;

function origin(o, names) {
    const facts = [
        positions[o.position] || null,
        o.first ? `first on ${day(o.first)}` : null,
        count(o.articles, "article"),
        o.copies ? `${o.copies} of them copies` : null,
        o.via.length ? `through ${o.via.map(names).join(", ")}` : null,
    ];
    const because = (r) => h("li", {}, h("a", { href: hrefOf(r) }, r.outlet || r.uri || "the article"), r.because ? `: ${r.because}` : "");
    const reports = o.reports || [];
    return h(
        "li",
        {},
        h("b", {}, capital(o.actor === "outlet" ? o.outlet || "an outlet that is not named" : names(o.actor))),
        ` ${facts.filter(Boolean).join(", ")}`,
        reports.length === 1 ? [": ", h("a", { href: hrefOf(reports[0]) }, "the article")] : null,
        reports.length > 1
            ? h(
                  "details",
                  {},
                  h("summary", {}, "Why these reports count as one"),
                  h("ul", {}, reports.slice(0, WHY).map(because), reports.length > WHY ? h("li", {}, `and ${reports.length - WHY} more`) : null),
              )
            : null,
    );
}

function origins(claim, names) {
    if (!claim.origins.length) return null;
    const list = (some) =>
        h(
            "ul",
            {},
            some.map((o) => origin(o, names)),
        );
    const affirm = claim.origins.filter((o) => o.position === "asserts").length;
    return h(
        "section.origins",
        {},
        h("h3", {}, "Where it comes from"),
        affirm && affirm < claim.origins.length
            ? h(
                  "p.help",
                  {},
                  `${count(affirm, "origin")} of those who affirm it; ${claim.origins.length - affirm} of others. The number above counts the first.`,
              )
            : null,
        list(claim.origins.slice(0, FEW)),
        claim.origins.length > FEW ? h("details", {}, h("summary", {}, `${claim.origins.length - FEW} more`), list(claim.origins.slice(FEW))) : null,
    );
}

export function claimElement(trace, claim) {
    const byId = new Map(trace.actors.map((a) => [a.id, a.name]));
    const names = (id) => (id === null ? "nobody named" : id === "outlet" ? "the outlet" : byId.get(id) || id);
    const all = reportsOf(trace, claim);
    const evidence = claim.positions
        .filter((p) => p.position !== "reports")
        .flatMap((p) => p.evidence.map((e) => ({ chain: e.chain, outlet: e.outlet || "outlet not named", position: p.position })));
    const number = (n, one) => [h("b", {}, n.toLocaleString("en")), n === 1 ? ` ${one}` : ` ${one}s`];
    const sides = SIDES.map(([, kinds]) => all.filter((r) => kinds.includes(r.position)).length);
    return h(
        "article.claim-view",
        { id: claim.id },
        h(
            "div.row",
            {},
            h("h2", {}, h("a", { href: `#/claim/${claim.id}` }, claim.text)),
            h(
                "div.actions",
                {},
                downloads(formats, (format) => ask(`/api/claims/${claim.id}${query({ format })}`), `${claim.id}.json`),
            ),
        ),
        h("p.large", {}, number(claim.reports, "report"), ", ", number(claim.independent_origins, "origin")),
        h(
            "p.meta",
            {},
            sides[0] && (sides[1] || sides[2]) ? h("b.disputed", {}, "disputed") : null,
            `in ${count(claim.articles, "article")}`,
            claim.outlets ? ` of ${count(claim.outlets, "outlet")}` : "",
        ),
        timeline(all, SIDES),
        columns(claim, all, names),
        origins(claim, names),
        evidence.length
            ? h(
                  "section",
                  {},
                  h("h3", {}, "How it came to its readers"),
                  graph((fold) => provenance(evidence, names, new Set(claim.origins.map((o) => o.actor)), fold)),
              )
            : null,
    );
}

export async function claimView(main, id) {
    waiting(main, "Looking for the claim …");
    try {
        const trace = await getJson(`/api/claims/${id}`);
        const claim = trace.claims[0];
        document.title = `${claim.text} – hearsay`;
        main.replaceChildren(h("div.lists.wide-list", {}, h("h1.away", {}, "A claim"), claimElement(trace, claim)));
    } catch (e) {
        main.replaceChildren(absent("No such claim", e.message, "#/claims", "All claims"));
    }
    scrollTo(0, 0);
    $("main").focus({ preventScroll: true });
}
