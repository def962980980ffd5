/* read.js: the first view: a text or a file in, an article to read out. */
import { $, h, say } from "../lib/dom.js";
import { ask, readArticle } from "../lib/api.js";
import { Article } from "../lib/document.js";
import { isJson, typeOf } from "../lib/files.js";
import { go, place, unpack } from "../lib/state.js";
import { actions, asText } from "./actions.js";
import { Reading } from "./article.js";

const examples = [
    ["dam", "Cracks in a dam"],
    ["night-buses", "Night buses"],
    ["markets", "A day on the markets"],
];
let current = null; /* { input, article } that is on the page */

/* ---- What was read last, until the tab is closed ---- */

function remember(entry) {
    current = entry;
    try {
        sessionStorage.setItem(
            `hearsay-${entry.article.id}`,
            JSON.stringify({ json: entry.json, input: typeof entry.input.body === "string" ? entry.input : null }),
        );
    } catch {
        /* no room: it is there as long as the page is */
    }
}

function recall(id) {
    if (current?.article.id === id) return current;
    try {
        const kept = JSON.parse(sessionStorage.getItem(`hearsay-${id}`));
        if (kept) return { json: kept.json, article: new Article(kept.json), input: kept.input || asText(kept.json) };
    } catch {
        /* something else's */
    }
    return null;
}

/* ---- The beginning ---- */

async function fileInput(file, about) {
    const type = typeOf(file.name, "");
    if (type === "application/json") {
        /* of JSON Lines the first record */
        const text = await file.text();
        return { body: text.trim().startsWith("{") && text.includes("\n") && !isJson(text) ? text.trim().split("\n")[0] : text, type, about };
    }
    return { body: type === "text/plain" ? await file.text() : file, type, about };
}

function start(main, message) {
    const fault = h("div.fault", { role: "alert", hidden: true });
    const area = h("textarea", {
        id: "text",
        rows: 9,
        spellcheck: "false",
        placeholder: "Paste the text of a news article …",
        "aria-describedby": "text-help",
    });
    const file = h("input.away", {
        type: "file",
        id: "file",
        tabindex: "-1",
        "aria-hidden": "true",
        accept: ".txt,.html,.htm,.xhtml,.json,.jsonl,text/plain,text/html,application/json",
    });
    const button = h("button.primary", { type: "submit" }, "Read it");
    const about = (form) => Object.fromEntries(["outlet", "published", "url"].map((n) => [n, form.elements[n].value.trim()]));
    let last = null;

    const read = async (input) => {
        last = input;
        fault.hidden = true;
        button.disabled = true;
        button.textContent = "Reading …";
        try {
            const json = await (await readArticle(input)).json();
            remember({ json, input, article: new Article(json) });
            go(`/read/${json.id}`);
        } catch (e) {
            fault.hidden = false;
            fault.replaceChildren(
                h("p", {}, e.message),
                e.code === "HEARSAY_E_LANGUAGE"
                    ? h("button", { type: "button", onclick: () => read({ ...last, any: true }) }, "Read it all the same")
                    : "",
            );
            button.disabled = false;
            button.textContent = "Read it";
        }
    };
    const form = h(
        "form.start",
        {
            onsubmit: (e) => {
                e.preventDefault();
                if (area.value.trim()) read({ body: area.value, type: typeOf("", area.value), about: about(form) });
                else area.focus();
            },
        },
        h("label", { for: "text" }, "Article"),
        area,
        h("p.help", { id: "text-help" }, "English news text, or the source of a web page. It goes to this server only, and is not kept."),
        h(
            "details",
            {},
            h("summary", {}, "About the article"),
            h(
                "div.fields",
                {},
                h("label", {}, "Outlet", h("input", { name: "outlet", autocomplete: "off" })),
                h("label", {}, "Published", h("input", { name: "published", type: "date" })),
                h("label", {}, "Address", h("input", { name: "url", type: "url", autocomplete: "off" })),
            ),
            h("p.help", {}, "The outlet is the first voice of every chain. The day says what “yesterday” is."),
        ),
        h("p.buttons", {}, button, file, h("button", { type: "button", onclick: () => file.click() }, "Open a file …")),
        fault,
    );
    file.addEventListener("change", async () => {
        if (file.files[0]) read(await fileInput(file.files[0], about(form)));
    });
    form.addEventListener("dragover", (e) => {
        e.preventDefault();
        form.classList.add("over");
    });
    form.addEventListener("dragleave", () => form.classList.remove("over"));
    form.addEventListener("drop", async (e) => {
        form.classList.remove("over");
        const dropped = e.dataTransfer?.files[0];
        if (!dropped) return;
        e.preventDefault();
        read(await fileInput(dropped, about(form)));
    });
    area.addEventListener("keydown", (e) => {
        if (e.key === "Enter" && (e.ctrlKey || e.metaKey)) form.requestSubmit();
    });

    const example = (name, title) =>
        h(
            "button.link",
            {
                type: "button",
                onclick: async () => {
                    const body = await (await ask(`/examples/${name}.txt`)).text();
                    area.value = body;
                    read({ body, type: "text/plain", about: about(form) });
                },
            },
            title,
        );
    main.replaceChildren(
        h(
            "div.opening",
            {},
            h("h1", {}, "Who says so?"),
            h("p.lead", {}, "hearsay reads a news article and marks who says what in it, on whose word, and who denies it."),
            message ? h("p.note", {}, message) : null,
            form,
            h(
                "p.examples",
                {},
                "Or look at an example: ",
                examples.flatMap(([name, title], i) => [i ? " · " : "", example(name, title)]),
            ),
        ),
    );
}

/* ---- The article ---- */

async function packed(z, id) {
    const input = await unpack(z);
    if (typeof input.body !== "string" || !["text/plain", "text/html", "application/json"].includes(input.type)) throw new Error("not an article");
    const json = await (await readArticle({ body: input.body, type: input.type, about: input.about || {}, any: input.any })).json();
    if (json.id !== id) throw new Error("another article");
    return { json, input, article: new Article(json) };
}

/* The view at "/" and at "/read/ID". Returns what tidies up after it. */
export async function readView(main, id) {
    document.title = "hearsay";
    if (!id) return start(main);
    let entry = recall(id);
    const { z } = place().values;
    if (!entry && z) {
        main.replaceChildren(h("p.note", { role: "status" }, "Reading …"));
        try {
            entry = await packed(z, id);
        } catch (e) {
            return start(main, `That link cannot be read: ${e.message}.`);
        }
        remember(entry);
    }
    if (!entry) return start(main, "That article is not kept here. Paste it again, or ask for a link that holds its text.");
    const reading = new Reading(entry.article, actions(entry));
    document.title = `${entry.article.title || reading.paper.querySelector("h1").textContent.trim()} – hearsay`;
    main.replaceChildren();
    reading.mount(main);
    say(`The article is read: ${reading.root.querySelector(".summary").textContent}`);
    if (!place().values.t && !place().values.c) scrollTo(0, 0);
    $("main").focus({ preventScroll: true });
    return () => reading.unmount();
}
