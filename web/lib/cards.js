/* cards.js: the margin: a card for each claim, with everybody's position and the sentence that shows it; and a card for each attribution. */
import { h, count } from "./dom.js";
import { chain, facts } from "./chain.js";
import { eventCodes, positions, sure } from "./words.js";

const signs = { asserts: "●", denies: "✕", doubts: "?", "no-evidence": "∅", reports: "→" };

function evidence(article, claim, position) {
    const a = position.attribution ? article.attributionOf.get(position.attribution) : null;
    if (a) return article.sentence(a.sentence);
    const own = claim.mentions.find((m) => m.attribution === null) || claim.mentions[0];
    return own ? article.sentenceAt(own.spans[0][0]) : "";
}

export function claimCard(article, claim, number) {
    const event = claim.event;
    const who = [event?.actor, event?.target].filter(Boolean).map((a) => article.name(a));
    const order = ["asserts", "denies", "doubts", "no-evidence", "reports"];
    const rows = [...claim.positions].sort((a, b) => order.indexOf(a.position) - order.indexOf(b.position));
    return h(
        "li.card.claim",
        {
            id: `card-${claim.id}`,
            dataset: {
                c: claim.id,
                t: claim.mentions
                    .map((m) => m.attribution)
                    .filter(Boolean)
                    .join(" "),
            },
        },
        h(
            "button.head",
            { type: "button", "aria-pressed": "false", dataset: { claim: claim.id } },
            h("span.n", { "aria-hidden": "true" }, number),
            h("span.text", {}, claim.text),
        ),
        h(
            "p.facts",
            {},
            article.disputed(claim) ? h("b.disputed", {}, "disputed") : null,
            event
                ? h("span", { title: `PLOVER: ${event.code}` }, [
                      event.mode ? `${eventCodes[event.code] || event.code} (${event.mode})` : eventCodes[event.code] || event.code,
                      who.length ? `: ${who.join(" → ")}` : "",
                      event.when ? `, ${event.when}` : "",
                  ])
                : null,
        ),
        rows.length
            ? h(
                  "ul.positions",
                  {},
                  rows.map((p) =>
                      h(
                          "li",
                          {},
                          h(
                              "button",
                              { type: "button", class: p.position, "aria-expanded": "false", dataset: { t: p.attribution || "", claim: claim.id } },
                              h("i", { "aria-hidden": "true" }, signs[p.position] || "·"),
                              h("span", {}, h("b", {}, article.name(p.actor)), ` ${positions[p.position] || p.position}`),
                          ),
                          h("blockquote", { hidden: true }, evidence(article, claim, p), h("footer", {}, sure(p.score))),
                      ),
                  ),
              )
            : null,
    );
}

export function voiceCard(article, attribution) {
    const a = attribution;
    return h(
        "li.card.voice",
        { id: `card-${a.id}`, dataset: { t: a.id } },
        h(
            "button.head",
            { type: "button", "aria-pressed": "false", dataset: { t: a.id } },
            h("span.text", {}, h("b", {}, article.name(a.actor)), " ", h("i", {}, article.words(a.cue) || a.stance), " ", article.words(a.content)),
        ),
        h("div", { id: `sum-${a.id}` }, a.chain.length > 2 ? chain(article, a) : null, facts(a)),
    );
}

/* What there is, in a line. */
export function summary(article) {
    const denials = article.attributions.filter((a) => a.stance === "denies").length,
        disputed = article.claims.filter((c) => article.disputed(c)).length;
    const unnamed = article.attributions.filter((a) => a.source_type === "unnamed").length;
    return [
        [count(article.attributions.length, "statement"), {}],
        [count(article.voices().length, "voice"), null],
        denials ? [count(denials, "denial"), { stance: "denies" }] : null,
        unnamed ? [`${count(unnamed, "statement")} of unnamed sources`, { type: "unnamed" }] : null,
        article.claims.length ? [`${count(article.claims.length, "claim")}${disputed ? `, ${disputed} disputed` : ""}`, null] : null,
        article.loaded.length ? [count(article.loaded.length, "loaded word"), null] : null,
    ].filter(Boolean);
}
