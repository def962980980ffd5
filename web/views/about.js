/* about.js: how it works, how often it is wrong, what it does not do. The scores and the limits are README.md's own sections: written down once. */
import { $, h } from "../lib/dom.js";
import { ask } from "../lib/api.js";
import { markdown } from "../lib/markdown.js";

const method = [
    [
        "A network finds places.",
        "A small transformer marks sources, the words by which they are quoted (cues) and what they are made responsible for " +
            "(contents), and links them. It also finds sentences, syntax and names. It runs on this computer's processor.",
    ],
    [
        "Rules name what is found.",
        "Stance, kind of source, quotation, dates and states are read off by rules over the parse, with their words in tables that a " +
            "person can read and change.",
    ],
    [
        "Chains keep the order of voices.",
        "What is said inside what is said is an attribution of its own. The chain runs from the outlet inward to the one whose word " +
            "it is: an agency that was told, an official that it cites.",
    ],
    [
        "A claim is never a fact.",
        "hearsay says who is reported to have said what, and who denies it. It does not know whether it is true, nor whether they said it.",
    ],
];
const signs = [
    ["m.source", "source", "who says it, as the text calls them there"],
    ["m.cue", "cue", "the words by which they are quoted: “said”, “according to”"],
    ["m.content", "what is said", "what they are made responsible for"],
    ["m.content.inner", "said inside it", "what somebody says within somebody else's words"],
    ["loaded", "loaded word", "words by which the outlet itself takes a side"],
];

/* The first row of the table in words. */
function inShort(text) {
    const row = /^\| *PolNeAR *\| *full *\|([^|]+)\|([^|]+)\|/m.exec(text);
    if (!row) return [];
    const [right, found] = row.slice(1).map((n) => Math.round(Number(n)));
    return [
        h("h2", {}, "In short"),
        h(
            "p.in-short",
            {},
            `Of a hundred statements that it marks in American political news, ${right} have the right source and the right content; ` +
                `of a hundred that people mark there, it finds ${found}. So about one in ${Math.round(100 / (100 - right))} of the marks is wrong, ` +
                "by a few words or altogether.",
        ),
    ];
}

export async function aboutView(main) {
    document.title = "About the method and its errors – hearsay";
    const scores = h("div.scores", {}, h("p.note", { role: "status" }, "…"));
    main.replaceChildren(
        h(
            "div.prose",
            {},
            h("h1", {}, "About the method and its errors"),
            h(
                "p.lead",
                {},
                "What is marked on this page was found by a program, and some of it is wrong. Here is how it works, how often it errs, " +
                    "and where not to rely on it.",
            ),
            h("h2", {}, "How it reads"),
            h(
                "ol.method",
                {},
                method.map(([what, how]) => h("li", {}, h("b", {}, what), " ", how)),
            ),
            h("h2", {}, "What the marks mean"),
            h(
                "dl.signs",
                {},
                signs.map(([cls, word, meaning]) => [h("dt", {}, h(`span.${cls}`, {}, word)), h("dd", {}, meaning)]),
            ),
            h("h2", {}, "What “84 % sure” means"),
            h(
                "p",
                {},
                "It is the probability that source and content are both right, fitted on news like that which the model learned from. Of " +
                    "a hundred statements marked 70 %, about seventy should be right. On other kinds of text the number says less.",
            ),
            h("p", {}, "When something matters, read the sentence. Every card leads to it."),
            scores,
        ),
    );
    scrollTo(0, 0);
    $("main").focus({ preventScroll: true });
    try {
        const text = await (await ask("/scores.md")).text();
        scores.replaceChildren(...inShort(text), ...markdown(text));
    } catch (e) {
        scores.replaceChildren(h("p.note", {}, `The scores cannot be shown: ${e.message}.`));
    }
}
