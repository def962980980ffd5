/* actors.js: who speaks in the store, and what one of them has claimed and denied over time. */
import { $, absent, capital, count, h, say, sentence, waiting } from "../lib/dom.js";
import { getJson, query } from "../lib/api.js";
import { keep, place } from "../lib/state.js";
import { timeline } from "../lib/timeline.js";
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
        h("button.primary", { type: "submit" }, "Show"),
        h(
            "label",
            {},
            "Kind",
            h(
                "select",
                { name: "kind", onchange: () => form.requestSubmit() },
                h("option", { value: "" }, "Every kind"),
                kinds.map((k) => h("option", { value: k }, k)),
            ),
        ),
    );
    const values = () => Object.fromEntries(["name", "kind"].map((n) => [n, form.elements[n].value.trim()]));
    const load = async () => {
        status.textContent = "";
        try {
            const found = await getJson(`/api/actors${query({ ...values(), limit: 200 })}`);
            list.replaceChildren(...found.actors.map(actorRow));
            status.textContent = found.more ? "There are more: give a name." : found.actors.length ? "" : "There is no such actor in the store.";
            say(`${count(found.actors.length, "actor")} shown.`);
        } catch (e) {
            status.textContent = sentence(e.message);
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

/* ---- One of them: what it has claimed and denied over time ---- */

const SIDES = [
    ["Claimed", ["asserts"], "asserts"],
    ["Denied", ["denies"], "denies"],
    ["Doubted", ["doubts", "no-evidence"], "doubts"],
    ["Passed on", ["reports"], "reports"],
];
const TEXTS = 100 /* with every request */,
    TEXTS_MOST = 2000;
const SHOWN = 60; /* rows at first, and with every "more" */

/* The same position on the same claim is one entry, at its first day, however many papers have it. */
function folded(rows) {
    const seen = new Map();
    for (const p of rows) {
        const key = `${p.position} ${p.text.toLowerCase()}`;
        if (seen.has(key)) seen.get(key).again.push(p);
        else seen.set(key, { ...p, again: [] });
    }
    return [...seen.values()];
}

const hrefOf = (p) => `#/article/${p.article}?${p.attribution ? `t=${p.attribution}` : `c=${p.claim}`}`;

function again(p) {
    if (!p.again?.length) return null;
    const last = p.again.at(-1).published;
    return h(
        "details",
        {},
        h("summary", {}, `and in ${count(p.again.length, "more report")}${last && last !== p.published ? `, the last on ${day(last)}` : ""}`),
        h(
            "ul",
            {},
            p.again.map((one) =>
                h(
                    "li",
                    {},
                    h("a", { href: hrefOf(one) }, [one.outlet, one.headline || "The article"].filter(Boolean).join(": ")),
                    one.published ? `, ${day(one.published)}` : "",
                ),
            ),
        ),
    );
}

/* { position } of a claim, or { stance } of a statement. */
function row(p) {
    return h(
        "li.event",
        {},
        h("p.meta", {}, p.published ? h("time", { datetime: p.published }, day(p.published)) : "no date", p.outlet ? h("span", {}, p.outlet) : null),
        h(
            "div",
            {},
            p.position
                ? h(
                      "p.what",
                      {},
                      h("b", { class: `position ${p.position}` }, capital(positions[p.position] || p.position).replace(/ it$/, "")),
                      ": ",
                      h("a", { href: `#/claims?q=${encodeURIComponent(p.text)}`, title: "Who else says or denies this" }, p.text),
                  )
                : h("p.what", {}, h("b", { class: `stance ${p.stance}` }, capital(p.stance))),
            p.sentence && p.sentence !== p.text ? h("blockquote", {}, p.sentence) : null,
            h("p.facts", {}, h("a", { href: hrefOf(p) }, p.headline || "The article")),
            again(p),
        ),
    );
}

export async function actorView(main, id) {
    const line = waiting(main, "Looking for what it has said …");
    const found = { positions: [], statements: [], more: true };
    try {
        for (let offset = 0; found.more && offset < TEXTS_MOST; offset += TEXTS) {
            const part = await getJson(`/api/actors/${id}${query({ limit: TEXTS, offset })}`);
            found.actor = part.actor;
            found.more = part.more;
            found.positions.push(...part.positions);
            found.statements.push(...part.statements);
            if (!line.isConnected) return; /* another view was opened */
            line.textContent = `${part.actor.name}: ${(offset + TEXTS).toLocaleString("en")} of ${count(part.actor.articles, "article")} …`;
        }
    } catch (e) {
        main.replaceChildren(absent("No such actor", e.message, "#/actors", "All actors"));
        return;
    }
    const { actor, more } = found;
    const byDay = (a, b) => (a.published || "9").localeCompare(b.published || "9");
    const positionsTaken = found.positions.sort(byDay),
        claims = folded(positionsTaken),
        statements = found.statements.sort(byDay);
    const facts = [actor.kind, actor.code, count(actor.articles, "article"), count(actor.attributions, "statement")];
    const list = h("ol.events", {}),
        rest = h("button", { type: "button", hidden: true });
    const sieve = [
        ["", "All", claims],
        ...SIDES.map(([name, kinds]) => [name.toLowerCase().replace(" ", "-"), name, claims.filter((p) => kinds.includes(p.position))]),
        ["said", "Said", statements],
    ].filter(([key, , rows]) => !key || rows.length);
    let rows = [],
        shown = 0;
    const draw = () => {
        list.append(...rows.slice(shown, shown + SHOWN).map(row));
        shown = Math.min(rows.length, shown + SHOWN);
        rest.hidden = shown === rows.length;
        rest.textContent = `${Math.min(SHOWN, rows.length - shown)} more of ${(rows.length - shown).toLocaleString("en")}`;
    };
    rest.addEventListener("click", draw);
    const buttons = sieve.map(([key, name, of]) =>
        h("button", { type: "button", dataset: { show: key }, onclick: () => choose(key) }, `${name} ${of.length.toLocaleString("en")}`),
    );
    const choose = (key, keepIt = true) => {
        const one = sieve.find(([k]) => k === key) || sieve[0];
        for (const b of buttons) b.setAttribute("aria-pressed", String(b.dataset.show === one[0]));
        rows = one[2];
        shown = 0;
        list.replaceChildren();
        draw();
        if (!rows.length) list.append(h("li.note", {}, "Nothing in the articles of the store."));
        if (keepIt) {
            keep({ show: one[0] });
            say(`${count(rows.length, "entry", "entries")}.`);
        }
    };
    document.title = `${actor.name} – hearsay`;
    main.replaceChildren(
        h(
            "div.lists",
            {},
            h("h1", {}, actor.name),
            h("p.lead.close", {}, facts.filter(Boolean).join(" · ")),
            h(
                "p.buttons",
                {},
                h("a.button", { href: `#/claims?actor=${encodeURIComponent(actor.name)}` }, "Its claims across articles"),
                h("a.button", { href: `#/search?q=${encodeURIComponent(`"${actor.name}"`)}` }, "Articles with this name"),
            ),
            h("h2.sub", {}, "Claimed and denied over time"),
            timeline(
                positionsTaken.map((p) => ({ date: p.published, position: p.position })),
                SIDES.filter(([, kinds]) => claims.some((p) => kinds.includes(p.position))),
            ),
            h("div.sieve", { role: "group", "aria-label": "Show" }, buttons),
            list,
            rest,
            more ? h("p.note", {}, `Only its first ${TEXTS_MOST.toLocaleString("en")} articles are looked at.`) : null,
        ),
    );
    choose(place().values.show || "", false);
    scrollTo(0, 0);
    $("main").focus({ preventScroll: true });
}
