/* articles.js: the articles of the store, searched or listed, and one of them. */
import { $, absent, count, h, say, sentence, waiting } from "../lib/dom.js";
import { getJson, query } from "../lib/api.js";
import { Article } from "../lib/document.js";
import { keep, place } from "../lib/state.js";
import { day } from "../lib/words.js";
import { Reading } from "./article.js";
import { actions } from "./actions.js";

const STEP = 50;

export function articleRow(a) {
    const about = [
        a.outlet,
        a.published ? day(a.published) : null,
        a.words ? count(a.words, "word") : null,
        a.attributions ? count(a.attributions, "statement") : null,
        a.claims ? count(a.claims, "claim") : null,
        a.versions > 1 ? `${a.versions} versions` : null,
        a.places > 1 ? `${a.places} places` : null,
    ];
    return h(
        "li.row-card",
        {},
        h("a.title", { href: `#/article/${a.id}` }, a.headline || a.title || "(no headline)"),
        h("p.meta", {}, about.filter(Boolean).join(" · ")),
    );
}

/* A hit of a search: some of its words, with those that were found marked. */
function hitRow(hit) {
    const points = [...hit.snippet];
    const pieces = [];
    let at = 0;
    for (const [start, end] of hit.found) {
        pieces.push(points.slice(at, start).join(""), h("mark", {}, points.slice(start, end).join("")));
        at = end;
    }
    pieces.push(points.slice(at).join(""));
    const about = [hit.outlet, hit.published ? day(hit.published) : null].filter(Boolean).join(" · ");
    return h(
        "li.row-card",
        {},
        h("a.title", { href: `#/article/${hit.id}` }, hit.headline || "(no headline)"),
        h("p.meta", {}, about),
        h("blockquote", {}, pieces),
    );
}

export async function articlesView(main) {
    document.title = "Search – hearsay";
    const list = h("ol.rows", {});
    const more = h("button", { type: "button", hidden: true }, "More");
    const fault = h("p.note", { role: "status" });
    const form = h(
        "form.find",
        { role: "search", onsubmit: (e) => e.preventDefault() },
        h("label.long", {}, 'Words; "in quotes" a phrase', h("input", { name: "q", type: "search", autocomplete: "off" })),
        h("button.primary", { type: "submit" }, "Search"),
        h("label", {}, "Outlet", h("input", { name: "outlet", autocomplete: "off" })),
        h("label", {}, "From", h("input", { name: "since", placeholder: "2023-02-07 or 2023" })),
        h("label", {}, "To", h("input", { name: "until", placeholder: "2023-02-28 or 2023" })),
    );
    const values = () => Object.fromEntries(["q", "outlet", "since", "until"].map((n) => [n, form.elements[n].value.trim()]));
    let shown = 0;
    const load = async (fresh) => {
        if (fresh) {
            shown = 0;
            list.replaceChildren();
        }
        fault.textContent = "";
        try {
            const page = await getJson(`/api/${values().q ? "search" : "articles"}${query({ ...values(), limit: STEP, offset: shown })}`);
            const rows = page.hits ? page.hits.map(hitRow) : page.articles.map(articleRow);
            shown += rows.length;
            list.append(...rows);
            more.hidden = !page.more;
            if (!shown && Object.values(values()).some(Boolean)) fault.textContent = "No article in the store is like that.";
            else if (!shown) fault.replaceChildren("The store is empty. ", h("a", { href: "#/import" }, "Import articles"), ".");
            say(`${count(shown, "article")} shown.`);
        } catch (e) {
            fault.textContent = sentence(e.message);
        }
    };
    form.addEventListener("submit", () => {
        keep(values());
        load(true);
    });
    more.addEventListener("click", () => load(false));
    for (const [name, value] of Object.entries(place().values)) if (form.elements[name]) form.elements[name].value = value;
    main.replaceChildren(h("div.lists", {}, h("h1", {}, "Search"), form, list, fault, more));
    await load(true);
    $("main").focus({ preventScroll: true });
}

export async function storedView(main, id) {
    waiting(main, "Fetching the article …");
    let json;
    try {
        json = await getJson(`/api/articles/${id}`);
    } catch (e) {
        main.replaceChildren(absent("No such article", e.message, "#/search", "All articles"));
        return null;
    }
    const article = new Article(json);
    const input = { body: json.text, type: "text/plain", about: { outlet: json.outlet, title: json.title, published: json.published?.slice(0, 10) } };
    const reading = new Reading(article, actions({ article, json, input, stored: true }));
    document.title = `${json.title || reading.paper.querySelector("h1").textContent.trim()} – hearsay`;
    main.replaceChildren();
    reading.mount(main);
    if (!place().values.t && !place().values.c) scrollTo(0, 0);
    $("main").focus({ preventScroll: true });
    return () => reading.unmount();
}
