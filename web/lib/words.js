/* words.js: the contract's names (docs/format.md) in words for people. */

export const sourceTypes = {
    named: "named source",
    unnamed: "unnamed source",
    document: "document",
    agency: "news organisation",
    group: "group",
    none: "no source",
};
export const sourceTypeNames = {
    named: "named",
    unnamed: "unnamed",
    document: "documents",
    agency: "news organisations",
    group: "groups",
    none: "no source",
};
export const links = { outlet: "", said: "who says it here", heard: "who was told, and passed it on", inherited: "the way these words came before" };
export const positions = {
    asserts: "asserts it",
    denies: "denies it",
    doubts: "doubts it",
    "no-evidence": "found no evidence",
    reports: "passes it on",
};
export const loadedKinds = {
    evaluative: "it judges",
    doubting: "it doubts the speaker",
    "scare-quotes": "quotation marks that keep a distance",
    "side-term": "one side's name for it",
};
export const quotes = { direct: "direct speech", mixed: "partly direct speech", indirect: "indirect speech" };
export const eventCodes = {
    AGREE: "agrees",
    CONSULT: "meets",
    SUPPORT: "supports",
    CONCEDE: "gives in",
    COOPERATE: "works together",
    AID: "gives aid",
    RETREAT: "withdraws",
    REQUEST: "demands",
    ACCUSE: "accuses",
    REJECT: "refuses",
    THREATEN: "threatens",
    PROTEST: "protests",
    SANCTION: "punishes",
    MOBILIZE: "mobilises",
    COERCE: "coerces",
    ASSAULT: "attacks",
};
/* The score is a probability: said as such, never more exactly than it is known. */
export const sure = (score) => `${Math.round(score * 100)}\u00a0%\u00a0sure`;
export const day = (date) => {
    const m = /^(\d{4})-(\d\d)-(\d\d)/.exec(date || "");
    if (!m) return date || "";
    return new Date(Date.UTC(+m[1], +m[2] - 1, +m[3])).toLocaleDateString("en-GB", {
        day: "numeric",
        month: "long",
        year: "numeric",
        timeZone: "UTC",
    });
};
