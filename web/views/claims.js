/* claims.js: the claims that a sentence or words ask for, traced; those of an actor as a list. */
import { $, count, h, say, sentence } from "../lib/dom.js";
import { getJson, query } from "../lib/api.js";
import { keep, place } from "../lib/state.js";
import { day, eventCodes } from "../lib/words.js";
import { claimElement } from "./claim.js";

const STEP = 50;
const FIELDS = ["q", "actor", "code", "since", "until"];

/* A claim in a line or two, with how many take which side. */
export function claimRow(c) {
    const sides = [
        ["asserts", c.asserts, "affirm"],
        ["denies", c.denies, "deny"],
        ["doubts", c.doubts, "doubt"],
        ["none", c.no_evidence, "found no evidence"],
    ].filter(([, n]) => n);
    const bar = sides.map(([cls, n]) => {
        const el = h(`i.${cls}`, {});
        el.style.flexGrow = n; /* the policy forbids style attributes, not this */
        return el;
    });
    const facts = [
        count(c.reports, "report"),
        count(c.independent_origins, "origin"),
        c.outlets ? count(c.outlets, "outlet") : null,
        c.first ? (c.first === c.last ? day(c.first) : `${day(c.first)} to ${day(c.last)}`) : null,
        c.event ? eventCodes[c.event.code] || c.event.code : null,
    ];
    return h(
        "li.row-card",
        {},
        h("a.title.claim", { href: `#/claim/${c.id}` }, c.text),
        h(
            "p.balance",
            {},
            sides.length ? h("span.bar", { "aria-hidden": "true" }, bar) : null,
            h("span", {}, sides.map(([, n, words]) => `${n.toLocaleString("en")} ${words}`).join(", ")),
        ),
        h("p.meta", {}, facts.filter(Boolean).join(" · ")),
    );
}

export async function claimsView(main) {
    document.title = "Claims – hearsay";
    const found = h("div.found", {});
    const status = h("p.note", { role: "status" });
    const more = h("button", { type: "button", hidden: true, onclick: () => load(false) }, "More");
    const field = (label, name, attributes) => h("label", {}, label, h("input", { name, autocomplete: "off", ...attributes }));
    const form = h(
        "form.find",
        {
            role: "search",
            onsubmit: (e) => {
                e.preventDefault();
                keep(values());
                load(true);
            },
        },
        h("label.long", {}, "Trace a claim: a sentence or words", h("input", { name: "q", type: "search", autocomplete: "off" })),
        h("button.primary", { type: "submit" }, "Find"),
        field("Actor", "actor", {}),
        h(
            "label",
            {},
            "What happens",
            h(
                "select",
                { name: "code" },
                h("option", { value: "" }, "Anything"),
                Object.entries(eventCodes).map(([code, words]) => h("option", { value: code }, words)),
            ),
        ),
        field("From", "since", { placeholder: "2023-02-07 or 2023" }),
        field("To", "until", { placeholder: "2023-02-28 or 2023" }),
    );
    const values = () => Object.fromEntries(FIELDS.map((n) => [n, form.elements[n].value.trim()]));
    let shown = 0;
    async function load(fresh) {
        const { q, ...asked } = values();
        if (!q && !asked.actor) {
            found.replaceChildren();
            status.textContent = "Give a sentence, words or an actor.";
            return;
        }
        if (fresh) {
            shown = 0;
            found.replaceChildren();
            more.hidden = true;
            status.textContent = "Looking …";
        }
        try {
            if (q) {
                const trace = await getJson(`/api/trace${query({ q, ...asked })}`);
                shown = trace.claims.length;
                found.replaceChildren(...trace.claims.map((c) => claimElement(trace, c)));
            } else {
                const page = await getJson(`/api/claims${query({ ...asked, limit: STEP, offset: shown })}`);
                if (fresh) found.replaceChildren(h("ol.rows", {}));
                found.firstChild.append(...page.claims.map(claimRow));
                shown += page.claims.length;
                more.hidden = !page.more;
            }
            status.textContent = shown
                ? ""
                : q || Object.values(asked).some(Boolean)
                  ? "No such claim is in the store."
                  : "There are no claims in the store yet.";
            say(`${count(shown, "claim")} shown.`);
        } catch (e) {
            status.textContent = sentence(e.message);
        }
    }
    for (const [name, value] of Object.entries(place().values)) if (form.elements[name]) form.elements[name].value = value;
    main.replaceChildren(h("div.lists.wide-list", {}, h("h1", {}, "Claims"), form, status, found, more));
    $("main").focus({ preventScroll: true });
    await load(true);
}
