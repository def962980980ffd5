/* chain.js: how words came to the reader, from the outlet inward. */
import { h } from "./dom.js";
import { links, quotes, sourceTypes, sure } from "./words.js";

export function chain(article, attribution) {
    return h(
        "ol.chain",
        { "aria-label": "Chain of voices" },
        attribution.chain.map((actor, i) => {
            const how = attribution.links[i],
                kind = actor && actor !== "outlet" ? article.actorOf.get(actor) : null;
            return h(
                "li",
                { class: `${how}${actor === null ? " nobody" : ""}`, title: links[how] || null },
                h("span", {}, article.name(actor)),
                kind?.role && i === attribution.chain.length - 1 ? h("small", {}, kind.role) : null,
                how === "heard" || how === "inherited" ? h("small", {}, how === "heard" ? "was told" : "as before") : null,
            );
        }),
    );
}

export function facts(attribution) {
    const { stance, source_type: type, quote, score } = attribution;
    return h("p.facts", {}, h("b", { class: `stance ${stance}` }, stance), ` · ${sourceTypes[type]} · ${quotes[quote]} · ${sure(score)}`);
}

/* The same in a sentence, for those who listen. */
export function sentence(article, attribution) {
    const chainWords = attribution.chain.map((a) => article.name(a)).join(", then ");
    return (
        `${article.name(attribution.actor)} ${attribution.stance}: ${article.words(attribution.content) || "nothing quoted"}. ` +
        `Heard through ${chainWords}.`
    );
}
