/* actors.js: who speaks in the store, and what one of them has claimed and denied over time. */
import { $, count, h, say } from "../lib/dom.js";
import { getJson, query } from "../lib/api.js";
import { keep, place } from "../lib/state.js";
import { day, positions } from "../lib/words.js";

const kinds = ["person", "country", "organisation", "agency", "group", "document", "place", "other"];

function actorRow(a) {
    const about = [a.kind, a.code, count(a.articles, "article"), a.attributions ? count(a.attributions, "statement") : null];
    return h("li.row-card", {}, h("a.title", { href: `#/actor/${a.id}` }, a.name), h("p.meta", {}, about.filter(Boolean).join(" · ")));
}

export async function actorsView(main) {
    document.title = "Actors – hearsay";
    const list = h("ol.rows", {});
    const status = h("p.note", { role: "status" });
    const form = h(
        "form.find",
        { role: "search", onsubmit: (e) => e.preventDefault() },
        h("label.long", {}, "Name", h("input", { name: "name", type: "search", autocomplete: "off" })),
        h(
            "label",
            {},
            "Kind",
            h(
                "select",
                { name: "kind" },
                h("option", { value: "" }, "Every kind"),
                kinds.map((k) => h("option", { value: k }, k)),
            ),
        ),
        h("button.primary", { type: "submit" }, "Show"),
    );
    const values = () => Object.fromEntries(["name", "kind"].map((n) => [n, form.elements[n].value.trim()]));
    const load = async () => {
        status.textContent = "";
        try {
            const found = await getJson(`/api/actors${query({ ...values(), limit: 200 })}`);
            list.replaceChildren(...found.actors.map(actorRow));
            status.textContent = found.more ? "There are more: give a name." : found.actors.length ? "" : "There is none.";
            say(`${count(found.actors.length, "actor")} shown.`);
        } catch (e) {
            status.textContent = e.message;
        }
    };
    form.addEventListener("submit", () => {
        keep(values());
        load();
    });
    for (const [name, value] of Object.entries(place().values)) if (form.elements[name]) form.elements[name].value = value;
    main.replaceChildren(h("div.lists", {}, h("h1", {}, "Actors"), form, list, status));
    await load();
    $("main").focus({ preventScroll: true });
}

function row(p, what) {
    return h(
        "li.row-card",
        {},
        h("p.meta", {}, [p.published ? day(p.published) : "no date", p.outlet].filter(Boolean).join(" · ")),
        what,
        p.sentence ? h("blockquote", {}, p.sentence) : null,
        h(
            "p.facts",
            {},
            h("a", { href: `#/article/${p.article}?${p.attribution ? `t=${p.attribution}` : `c=${p.claim}`}` }, p.headline || "The article"),
        ),
    );
}

const positionRow = (p) => row(p, h("p", {}, h("b", { class: `position ${p.position}` }, positions[p.position] || p.position), ": ", p.text));
const statementRow = (s) => row(s, h("p", {}, h("b", { class: `stance ${s.stance}` }, s.stance)));

export async function actorView(main, id) {
    main.replaceChildren(h("p.note", { role: "status" }, "…"));
    try {
        const { actor, positions: claims, statements, more } = await getJson(`/api/actors/${id}`);
        const byDay = (a, b) => (a.published || "9").localeCompare(b.published || "9");
        const facts = [actor.kind, actor.code, count(actor.articles, "article"), count(actor.attributions, "statement")];
        document.title = `${actor.name} – hearsay`;
        main.replaceChildren(
            h(
                "div.lists",
                {},
                h("h1", {}, actor.name),
                h("p.lead", {}, facts.filter(Boolean).join(" · ")),
                h("p", {}, h("a", { href: `#/claims?actor=${encodeURIComponent(actor.name)}` }, "Claims across articles")),
                h("p", {}, h("a", { href: `#/search?q=${encodeURIComponent(`"${actor.name}"`)}` }, "Articles with this name")),
                h("h2.sub", {}, "Claimed and denied"),
                claims.length ? h("ol.rows", {}, claims.sort(byDay).map(positionRow)) : h("p.note", {}, "Nothing in the articles with this name."),
                h("h2.sub", {}, "Said"),
                statements.length
                    ? h("ol.rows", {}, statements.sort(byDay).map(statementRow))
                    : h("p.note", {}, "Nothing in the articles with this name."),
                more ? h("p.note", {}, "Only the 200 articles that match the name best are looked at.") : null,
            ),
        );
    } catch (e) {
        main.replaceChildren(h("div.opening", {}, h("h1", {}, "No such actor"), h("p.lead", {}, e.message)));
    }
    scrollTo(0, 0);
    $("main").focus({ preventScroll: true });
}
