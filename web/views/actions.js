/* actions.js: what can be done with an article that is read: link to it, take it along in other formats, print it. */
import { h, say } from "../lib/dom.js";
import { ask, query, readArticle } from "../lib/api.js";
import { downloads } from "../lib/download.js";
import { address, pack, place } from "../lib/state.js";

const formats = [
    ["JSON", ["json"]],
    ["Table (CSV)", ["csv"]],
    ["Web page", ["html"]],
    ["Drawing (SVG)", ["svg"]],
    ["Graph (Graphviz)", ["dot"]],
    ["Events (PLOVER, CSV)", ["plover"]],
    ["Claims (schema.org)", ["schema-org"]],
    ["Web annotations", ["webanno"]],
    ["Chains (PROV-JSON)", ["prov"]],
    ["Syntax (CoNLL-U)", ["conllu"]],
    ["brat, two files", ["brat-text", "brat"]],
    ["Text", ["text"]],
];
const INPUT_LONGEST = 30000; /* characters: what still makes a link that can be sent */

export const asText = (json) => ({
    body: json.text,
    type: "text/plain",
    about: { outlet: json.outlet, title: json.title, published: json.published?.slice(0, 10) },
});

/* Of a stored article what is stored, with its headline and blocks; syntax is not, so for that its text is read once more. */
const fetchAs = (entry) => (format) =>
    entry.stored && format !== "conllu" ? ask(`/api/articles/${entry.article.id}${query({ format })}`) : readArticle(entry.input, { format });

async function copyLink(entry, button) {
    const { path, values } = place();
    const body = typeof entry.input.body === "string" ? entry.input : asText(entry.json);
    const short = !entry.stored && body.body.length <= INPUT_LONGEST ? { ...values, z: await pack(body) } : values;
    const link = `${location.origin}/${address(path, short)}`;
    try {
        await navigator.clipboard.writeText(link);
        button.textContent = short.z ? "Copied, with the text" : entry.stored ? "Copied" : "Copied; the text is too long for a link";
    } catch {
        prompt("The link:", link);
    }
    say(button.textContent);
    setTimeout(() => {
        button.textContent = "Copy link";
    }, 4000);
}

export function actions(entry) {
    const link = h("button", { type: "button", onclick: () => copyLink(entry, link) }, "Copy link");
    const menu = downloads(formats, fetchAs(entry), `${entry.article.id}.json`);
    return [h("a.button", { href: "#/" }, "Another article"), link, menu, h("button.print", { type: "button", onclick: () => print() }, "Print")];
}
