/* actions.js: what can be done with an article that is read: link to it, take it along in other formats, print it. */
import { h, say } from "../lib/dom.js";
import { readArticle } from "../lib/api.js";
import { address, pack, place } from "../lib/state.js";

const formats = [
    ["json", "JSON"],
    ["csv", "Table (CSV)"],
    ["plover", "Events (CSV)"],
    ["html", "Web page"],
    ["conllu", "CoNLL-U"],
    ["webanno", "Web annotations"],
    ["prov", "PROV-JSON"],
];
const INPUT_LONGEST = 30000; /* characters: what still makes a link that can be sent */

export const asText = (json) => ({
    body: json.text,
    type: "text/plain",
    about: { outlet: json.outlet, title: json.title, published: json.published?.slice(0, 10) },
});

async function download(entry, format) {
    const response = await readArticle(entry.input, { format });
    const name = /filename="([^"]+)"/.exec(response.headers.get("Content-Disposition") || "")?.[1] || `${entry.article.id}.json`;
    const url = URL.createObjectURL(await response.blob());
    h("a", { href: url, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(url), 60000);
}

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
    const menu = h(
        "details.menu",
        {},
        h("summary", {}, "Download"),
        h(
            "ul",
            {},
            formats.map(([format, title]) =>
                h(
                    "li",
                    {},
                    h(
                        "button",
                        {
                            type: "button",
                            onclick: () => {
                                menu.open = false;
                                download(entry, format).catch((e) => say(e.message));
                            },
                        },
                        title,
                    ),
                ),
            ),
        ),
    );
    return [h("a.button", { href: "#/" }, "Another article"), link, menu, h("button.print", { type: "button", onclick: () => print() }, "Print")];
}
