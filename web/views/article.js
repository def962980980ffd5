/* article.js: one document to read: the marked paper, the margin, the chain of what is pointed at, and filters. What is chosen stands in the
 * address. */
import { $, add, calm, count, h, say, webAddress } from "../lib/dom.js";
import { keep, place } from "../lib/state.js";
import { chain, facts, sentence } from "../lib/chain.js";
import { claimCard, summary, voiceCard } from "../lib/cards.js";
import { paper } from "../lib/paper.js";
import { day, sourceTypeNames } from "../lib/words.js";

const FILTERS = ["actor", "stance", "type"];

export class Reading {
    constructor(article, actions) {
        this.article = article;
        this.filters = {};
        this.chosen = null; /* { t } or { c }, pinned */
        this.paper = paper(article);
        this.pieces = [...this.paper.querySelectorAll(".m")];
        this.buttons = [...this.paper.querySelectorAll("[role=button]")];
        this.cards = this.margin();
        this.root = h("div.reading", {}, this.head(actions), this.bar(), h("div.desk", {}, this.paper, this.cards));
        this.listen();
    }

    /* ---- What it is made of ---- */

    head(actions) {
        const { outlet, author, published, uri, canonical } = this.article;
        const link = webAddress(canonical || uri || "");
        const about = [outlet, author, published ? day(published) : null].filter(Boolean);
        return h(
            "header.about-article",
            {},
            h(
                "div.row",
                {},
                h(
                    "p.meta",
                    {},
                    about.join(" · "),
                    link ? [about.length ? " · " : "", h("a", { href: link, rel: "noopener noreferrer nofollow" }, new URL(link).host)] : null,
                ),
                h("div.actions", {}, actions),
            ),
            this.shares(),
        );
    }

    shares() {
        const shares = this.article.shares();
        if (!shares.length) return null;
        const label = (kind) => (kind === "outlet" ? `${this.article.outlet || "the outlet"} itself` : sourceTypeNames[kind]);
        const percent = (x) => `${Math.max(1, Math.round(x * 100))} %`;
        const bars = shares.map(([kind, x]) => {
            const el = h("i", { class: `w-${kind}` });
            el.style.flexGrow = x; /* the policy forbids style attributes, not this */
            return el;
        });
        return h(
            "figure.shares",
            {},
            h("figcaption", {}, "Whose words"),
            h("div.bar", { "aria-hidden": "true" }, bars),
            h(
                "ul",
                {},
                shares.map(([kind, x]) => h("li", {}, h("i", { class: `w-${kind}`, "aria-hidden": "true" }), `${label(kind)} ${percent(x)}`)),
            ),
        );
    }

    bar() {
        const { article } = this;
        const select = (name, label, all, rows) =>
            h(
                "label",
                {},
                h("span.away", {}, label),
                h(
                    "select",
                    { name, onchange: (e) => this.filter({ [name]: e.target.value }) },
                    h("option", { value: "" }, all),
                    rows.map(([value, text, n]) => h("option", { value }, `${text} (${n})`)),
                ),
            );
        this.matches = h("span.matches", {});
        this.form = h(
            "form.filters",
            { "aria-label": "Filter", onsubmit: (e) => e.preventDefault() },
            select(
                "actor",
                "By actor",
                "Every voice",
                article.voices().map(([id, n]) => [id, article.name(id), n]),
            ),
            select(
                "stance",
                "By stance",
                "Every stance",
                article.tally("stance").map(([s, n]) => [s, s, n]),
            ),
            select(
                "type",
                "By source type",
                "Every kind of source",
                article.tally("source_type").map(([s, n]) => [s, sourceTypeNames[s], n]),
            ),
            this.matches,
            (this.clear = h(
                "button.quiet",
                { type: "button", hidden: true, onclick: () => this.filter({ actor: "", stance: "", type: "" }) },
                "Show all",
            )),
        );
        const line = summary(article).map(([text, filter]) =>
            filter ? h("button.link", { type: "button", onclick: () => this.filter({ actor: "", stance: "", type: "", ...filter }) }, text) : text,
        );
        const unfold = h(
            "button.unfold",
            {
                type: "button",
                "aria-expanded": "false",
                onclick: () => {
                    unfold.setAttribute("aria-expanded", String(tools.classList.toggle("unfolded")));
                },
            },
            "Filter",
        );
        const tools = h(
            "div.tools",
            {},
            h(
                "p.summary",
                {},
                line.flatMap((x, i) => (i ? [" · ", x] : [x])),
            ),
            article.attributions.length ? unfold : null,
            article.attributions.length ? this.form : null,
            h(
                "p.legend",
                { "aria-label": "Legend" },
                h("span.m.source", {}, "source"),
                " ",
                h("span.m.cue", {}, "cue"),
                " ",
                h("span.m.content", {}, "what is said"),
                " ",
                h("span.m.content.inner", {}, "said inside it"),
                " ",
                h("em.loaded", {}, "loaded word"),
            ),
        );
        return tools;
    }

    margin() {
        const { article } = this;
        const claims = article.claims.map((c, i) => claimCard(article, c, i + 1));
        const voices = article.attributions.map((a) => voiceCard(article, a));
        this.panels = {
            claims: claims.length ? h("ol.cards", { id: "panel-claims", "aria-label": "Claims" }, claims) : null,
            voices: h("ol.cards", { id: "panel-voices", "aria-label": "Who says what" }, voices),
        };
        this.tabs = claims.length
            ? h(
                  "div.tabs",
                  { role: "group", "aria-label": "In the margin" },
                  h("button", { type: "button", dataset: { panel: "claims" }, onclick: () => this.show("claims") }, count(claims.length, "claim")),
                  h(
                      "button",
                      { type: "button", dataset: { panel: "voices" }, onclick: () => this.show("voices") },
                      count(voices.length, "statement"),
                  ),
              )
            : null;
        return h(
            "aside.margin",
            { "aria-label": "Margin" },
            this.tabs,
            voices.length || claims.length ? null : h("p.note", {}, "Nobody is said to say anything here."),
            this.panels.claims,
            this.panels.voices,
        );
    }

    show(panel, store = true) {
        this.panel = this.panels.claims && panel !== "voices" ? "claims" : "voices";
        for (const [name, el] of Object.entries(this.panels)) if (el) el.hidden = name !== this.panel;
        for (const b of this.tabs?.children || []) b.setAttribute("aria-pressed", String(b.dataset.panel === this.panel));
        if (store) keep({ margin: this.panel === "voices" && this.panels.claims ? "voices" : "" });
    }

    /* ---- Filters ---- */

    fits(a) {
        const { actor, stance, type } = this.filters;
        return (!actor || a.actor === actor || a.chain.includes(actor)) && (!stance || a.stance === stance) && (!type || a.source_type === type);
    }

    filter(changes, store = true) {
        Object.assign(this.filters, changes);
        for (const name of FILTERS) {
            const el = this.form.elements[name];
            if (el) el.value = this.filters[name] || "";
            if (el && el.value !== (this.filters[name] || "")) {
                this.filters[name] = "";
                el.value = "";
            }
        }
        const fitting = new Set(this.article.attributions.filter((a) => this.fits(a)).map((a) => a.id));
        const all = fitting.size === this.article.attributions.length;
        const any = (ids) => ids.split(" ").some((id) => fitting.has(id));
        for (const p of this.pieces) p.classList.toggle("off", !all && p.dataset.t !== "" && !any(p.dataset.t));
        for (const b of this.buttons) b.setAttribute("aria-disabled", String(!all && !any(b.dataset.opens)));
        for (const card of this.cards.querySelectorAll(".card")) card.hidden = !all && !any(card.dataset.t);
        if (!all) this.form.parentElement.classList.add("unfolded");
        this.matches.textContent = all ? "" : `${fitting.size} of ${count(this.article.attributions.length, "statement")}`;
        this.clear.hidden = all;
        if (store) {
            keep(Object.fromEntries(FILTERS.map((f) => [f, this.filters[f]])));
            say(all ? "All statements are shown." : `${fitting.size} statements are shown.`);
        }
    }

    /* ---- Pointing and choosing ---- */

    /* Lights up what belongs to an attribution ({ t }) or claim ({ c }); null: nothing, or what is chosen. */
    light(what) {
        what = what || this.chosen;
        this.root.classList.toggle("lit", Boolean(what));
        const has = (ids, id) => Boolean(ids) && ids.split(" ").includes(id);
        for (const p of this.pieces) p.classList.toggle("on", Boolean(what) && (what.t ? has(p.dataset.t, what.t) : has(p.dataset.c, what.c)));
        for (const card of this.cards.querySelectorAll(".card")) {
            const on = Boolean(what) && (what.t ? has(card.dataset.t, what.t) : card.dataset.c === what.c);
            card.classList.toggle("on", on);
        }
        for (const b of this.buttons) b.setAttribute("aria-pressed", String(Boolean(this.chosen?.t) && has(b.dataset.opens, this.chosen.t)));
        for (const b of this.cards.querySelectorAll(".head"))
            b.setAttribute(
                "aria-pressed",
                String(Boolean(this.chosen) && (b.dataset.claim ? b.dataset.claim === this.chosen.c : b.dataset.t === this.chosen.t)),
            );
    }

    slip(t, near) {
        const slip = $("slip"),
            a = t && this.article.attributionOf.get(t);
        slip.hidden = !a;
        if (!a) return;
        slip.replaceChildren(chain(this.article, a), facts(a));
        const box = near.getBoundingClientRect(),
            wide = innerWidth >= 720;
        slip.classList.toggle("below", !wide);
        if (!wide) {
            slip.style.left = slip.style.top = "";
            return;
        }
        const size = slip.getBoundingClientRect();
        const left = Math.max(8, Math.min(box.left, innerWidth - size.width - 8));
        const top = box.top - size.height - 8 > 60 ? box.top - size.height - 8 : box.bottom + 8;
        slip.style.left = `${left + scrollX}px`;
        slip.style.top = `${top + scrollY}px`;
    }

    choose(what, near) {
        const same = what && this.chosen && what.t === this.chosen.t && what.c === this.chosen.c;
        this.chosen = same ? null : what;
        this.light(null);
        this.slip(this.chosen?.t, near);
        keep({ t: this.chosen?.t || "", c: this.chosen?.c || "" });
        if (this.chosen?.t) say(sentence(this.article, this.article.attributionOf.get(this.chosen.t)));
        if (this.chosen) this.reveal(this.chosen);
    }

    /* Brings the card into the margin's window. */
    reveal(what) {
        const card = this.panels[this.panel].querySelector(what.c ? `[data-c="${CSS.escape(what.c)}"]` : `[data-t~="${CSS.escape(what.t)}"]`);
        if (!card || card.hidden || getComputedStyle(this.cards).overflowY !== "auto") return;
        this.cards.scrollTo({ top: card.offsetTop - 48, behavior: calm() ? "auto" : "smooth" });
    }

    toText(what) {
        const piece = what.t
            ? this.buttons.find((b) => b.dataset.opens.split(" ").includes(what.t))
            : this.pieces.find((p) => p.dataset.c.split(" ").includes(what.c));
        piece?.scrollIntoView({ block: "center", behavior: calm() ? "auto" : "smooth" });
        return piece;
    }

    /* The innermost attribution of a piece that passes the filters. */
    innermost(piece) {
        const fitting = piece.dataset.t
            .split(" ")
            .filter((id) => this.article.attributionOf.has(id) && this.fits(this.article.attributionOf.get(id)));
        const opens = (piece.dataset.opens || "").split(" ").find((id) => fitting.includes(id));
        return opens || fitting.sort((a, b) => this.article.attributionOf.get(b).chain.length - this.article.attributionOf.get(a).chain.length)[0];
    }

    listen() {
        const pieceOf = (e) => e.target.closest?.(".m");
        const what = (piece) => {
            const t = this.innermost(piece);
            return t ? { t } : piece.dataset.c ? { c: piece.dataset.c.split(" ")[0] } : null;
        };
        this.paper.addEventListener("pointerover", (e) => {
            const piece = pieceOf(e);
            if (e.pointerType === "touch" || !piece || piece.classList.contains("off")) return;
            const it = what(piece);
            this.light(it);
            if (!this.chosen) this.slip(it?.t, piece);
        });
        this.paper.addEventListener("pointerout", (e) => {
            if (e.pointerType === "touch" || e.relatedTarget?.closest?.(".m")) return;
            this.light(null);
            if (!this.chosen) this.slip(null);
        });
        this.paper.addEventListener("click", (e) => {
            const piece = pieceOf(e);
            if (String(getSelection())) return; /* who selects text wants to copy it */
            if (piece && !piece.classList.contains("off")) this.choose(what(piece), piece);
            else if (this.chosen) this.choose(this.chosen);
        });
        this.paper.addEventListener("focusin", (e) => {
            const piece = pieceOf(e);
            if (!piece?.matches(":focus-visible")) return;
            for (const b of this.buttons) b.tabIndex = b === piece ? 0 : -1;
            const it = what(piece);
            this.light(it);
            this.slip(it?.t, piece);
        });
        this.paper.addEventListener("focusout", () => {
            this.light(null);
            if (!this.chosen) this.slip(null);
        });
        this.paper.addEventListener("keydown", (e) => this.key(e));
        this.cards.addEventListener("pointerover", (e) => {
            const card = e.target.closest(".card");
            if (card && e.pointerType !== "touch") this.light(card.dataset.c ? { c: card.dataset.c } : { t: card.dataset.t });
        });
        this.cards.addEventListener("pointerleave", () => this.light(null));
        this.cards.addEventListener("click", (e) => this.cardClick(e));
        this.onscroll = () => {
            if (!this.wait)
                this.wait = requestAnimationFrame(() => {
                    this.wait = 0;
                    this.follow();
                });
        };
        this.onescape = (e) => {
            if (e.key === "Escape" && this.chosen) this.choose(this.chosen);
        };
        addEventListener("scroll", this.onscroll, { passive: true });
        addEventListener("keydown", this.onescape);
    }

    cardClick(e) {
        const position = e.target.closest(".positions button"),
            head = e.target.closest(".head");
        if (position) {
            const quote = position.nextElementSibling;
            quote.hidden = !quote.hidden;
            position.setAttribute("aria-expanded", String(!quote.hidden));
            if (quote.hidden) return;
            const it = position.dataset.t ? { t: position.dataset.t } : { c: position.dataset.claim };
            this.chosen = null;
            this.choose(it, this.toText(it) || position);
            if (it.t) this.slip(null);
        } else if (head) {
            const it = head.dataset.claim ? { c: head.dataset.claim } : { t: head.dataset.t };
            this.choose(it, head);
            this.slip(null);
            if (this.chosen) this.toText(it);
        }
    }

    key(e) {
        const at = this.buttons.indexOf(e.target);
        if (at < 0) return;
        const open = this.buttons.filter((b) => b.getAttribute("aria-disabled") !== "true"),
            here = open.indexOf(e.target);
        const to = { ArrowRight: here + 1, ArrowDown: here + 1, ArrowLeft: here - 1, ArrowUp: here - 1, Home: 0, End: open.length - 1 }[e.key];
        if (e.key === "Enter" || e.key === " ") e.target.click();
        else if (to === undefined) return;
        else open[Math.max(0, Math.min(to, open.length - 1))]?.focus();
        e.preventDefault();
    }

    /* The margin follows the text: the first card whose words are in the window comes to the top. */
    follow() {
        if (this.chosen || this.cards.matches(":hover, :focus-within") || getComputedStyle(this.cards).overflowY !== "auto") return;
        const field = this.panel === "claims" ? "c" : "t",
            seen = this.pieces.find((p) => p.dataset[field] && p.getBoundingClientRect().top > 90);
        if (!seen) return;
        const ids = seen.dataset[field].split(" "),
            card = this.panels[this.panel].querySelector(`[data-${field}="${CSS.escape(ids.at(-1))}"]`);
        if (card && !card.hidden) this.cards.scrollTop = card.offsetTop - 48;
    }

    /* ---- On the page ---- */

    mount(parent) {
        add(parent, [this.root]);
        const { values } = place();
        this.show(values.margin || "claims", false);
        if (this.article.attributions.length) this.filter(Object.fromEntries(FILTERS.map((f) => [f, values[f] || ""])), false);
        const what = this.article.attributionOf.has(values.t) ? { t: values.t } : this.article.claimOf.has(values.c) ? { c: values.c } : null;
        if (!what) return;
        this.choose(what, this.toText(what) || this.root);
    }

    unmount() {
        removeEventListener("scroll", this.onscroll);
        removeEventListener("keydown", this.onescape);
        $("slip").hidden = true;
    }
}
