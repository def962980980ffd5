/* claims.js: all claims of the store, those that are most reported first, or only the disputed ones; or those that a sentence or words ask for,
 * traced. */
import { $, count, h, say, sentence } from "../lib/dom.js";
import { getJson, query } from "../lib/api.js";
import { keep, place } from "../lib/state.js";
import { day, eventCodes } from "../lib/words.js";
import { claimElement } from "./claim.js";

const STEP = 50;
const FIELDS = ["q", "actor", "code", "outlet", "since", "until", "sort"];
const NAMES = 3; /* of those who take a side, in a row of the list */

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
    const who = [
        ["asserts", "affirmed by"],
        ["denies", "denied by"],
        ["doubts", "doubted by"],
        ["no-evidence", "no evidence for"],
    ].map(([position, words]) => {
        const names = [...new Set(c.stands.filter((s) => s.position === position && s.name).map((s) => s.name))];
        const more = names.length > NAMES ? " and others" : "";
        return names.length ? [h("b", { class: `position ${position}` }, words), ` ${names.slice(0, NAMES).join(", ")}${more}`] : null;
    });
    const facts = [
        count(c.reports, "report"),
        count(c.articles, "article"),
        c.outlets ? count(c.outlets, "outlet") : null,
        c.first ? (c.first === c.last ? day(c.first) : `${day(c.first)} to ${day(c.last)}`) : null,
        c.event ? eventCodes[c.event.code] || c.event.code : null,
    ];
    return h(
        "li.row-card",
        {},
        h("a.title.claim", { href: `#/claim/${c.id}` }, c.text),
        sides.length
            ? h(
                  "p.balance",
                  {},
                  h("span.bar", { "aria-hidden": "true" }, bar),
                  h("span", {}, sides.map(([, n, words]) => `${n.toLocaleString("en")} ${words}`).join(", ")),
              )
            : null,
        h(
            "p.meta.who",
            {},
            who.filter(Boolean).flatMap((one, i) => [i ? "; " : "", one]),
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
        field("Outlet", "outlet", {}),
        field("From", "since", { placeholder: "2023-02-07 or 2023" }),
        field("To", "until", { placeholder: "2023-02-28 or 2023" }),
        h(
            "label",
            {},
            "Which",
            h(
                "select",
                { name: "sort", onchange: () => form.requestSubmit() },
                h("option", { value: "" }, "Most reported"),
                h("option", { value: "disputed" }, "Disputed"),
                h("option", { value: "latest" }, "Latest"),
            ),
        ),
    );
    const values = () => Object.fromEntries(FIELDS.map((n) => [n, form.elements[n].value.trim()]));
    let shown = 0;
    async function load(fresh) {
        const { q, sort, ...asked } = values();
        for (const name of ["sort", "outlet"]) form.elements[name].disabled = Boolean(q); /* a trace is in the order of how well it fits */
        if (fresh) {
            shown = 0;
            found.replaceChildren();
            more.hidden = true;
            status.textContent = "Looking …";
        }
        try {
            if (q) {
                const { outlet: _, ...narrowed } = asked;
                const trace = await getJson(`/api/trace${query({ q, ...narrowed })}`);
                shown = trace.claims.length;
                found.replaceChildren(...trace.claims.map((c) => claimElement(trace, c)));
            } else {
                const which = { disputed: sort === "disputed" ? "true" : "", sort: sort === "latest" ? sort : "" };
                const page = await getJson(`/api/claims${query({ ...asked, ...which, limit: STEP, offset: shown })}`);
                if (fresh) found.replaceChildren(h("ol.rows", {}));
                found.firstChild.append(...page.claims.map(claimRow));
                shown += page.claims.length;
                more.hidden = !page.more;
            }
            const narrowed = q || sort || Object.values(asked).some(Boolean);
            status.textContent = shown ? "" : narrowed ? "No such claim is in the store." : "There are no claims in the store yet.";
            if (!shown && asked.actor)
                status.append(
                    " An actor is asked for by the whole name: ",
                    h("a", { href: `#/actors?name=${encodeURIComponent(asked.actor)}` }, "look for it"),
                    ".",
                );
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
