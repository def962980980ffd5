/* timeline.js: reports over time: a row for each side, in it a dot for each day (or few days, where the time is long), as large as its reports are
 * many. */
import { count, h } from "./dom.js";
import { day } from "./words.js";

const BINS = 120;
const DAY = 86400000;
const at = (date) => Date.parse(`${date.slice(0, 10)}T00:00:00Z`);

/* Days on which to write something below: years, months or days, five of them at most. */
function ticks(first, last) {
    const from = new Date(first),
        to = new Date(last),
        out = [];
    const months = (to.getUTCFullYear() - from.getUTCFullYear()) * 12 + to.getUTCMonth() - from.getUTCMonth();
    const step = months > 48 ? 12 * Math.ceil(months / 60) : months > 2 ? Math.ceil(months / 5) : 0;
    if (step) {
        const begin =
            step >= 12 ? new Date(Date.UTC(from.getUTCFullYear() + 1, 0, 1)) : new Date(Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + 1, 1));
        for (const d = begin; d <= to; d.setUTCMonth(d.getUTCMonth() + step)) out.push(+d);
        const words = step >= 12 ? { year: "numeric" } : { month: "short", year: "numeric" };
        return out.map((t) => [t, new Date(t).toLocaleDateString("en-GB", { ...words, timeZone: "UTC" })]);
    }
    const days = Math.round((last - first) / DAY);
    for (let i = 0; i <= days; i += Math.max(1, Math.ceil(days / 4))) out.push(first + i * DAY);
    return out.map((t) => [t, new Date(t).toLocaleDateString("en-GB", { day: "numeric", month: "short", timeZone: "UTC" })]);
}

/* reports: [{ date or null, position }], by date; rows: [[name, positions, class]]. null: none has a date. */
export function timeline(reports, rows) {
    const dated = reports.filter((r) => r.date && !Number.isNaN(at(r.date)));
    if (!dated.length) return null;
    const first = at(dated[0].date),
        last = at(dated.at(-1).date),
        span = last - first;
    const missing = reports.length - dated.length;
    const when = h(
        "figcaption",
        {},
        span ? `From ${day(dated[0].date)} to ${day(dated.at(-1).date)}` : `All on ${day(dated[0].date)}`,
        missing ? `; ${count(missing, "report")} without a date` : "",
    );
    if (!span) return h("figure.timeline", {}, when); /* one day needs no picture */
    const left = (t) => ((t - first) / span) * 100;
    const bins = new Map();
    for (const r of dated) {
        const row = rows.findIndex(([, kinds]) => kinds.includes(r.position));
        if (row < 0) continue;
        const bin = Math.round(((at(r.date) - first) / span) * BINS);
        const key = `${row} ${bin}`,
            one = bins.get(key);
        bins.set(key, { row, left: one ? one.left : left(at(r.date)), n: (one?.n || 0) + 1, from: one?.from || r.date, to: r.date });
    }
    const most = Math.max(...[...bins.values()].map((b) => b.n));
    const dot = (b, cls) => {
        const days = b.from === b.to ? day(b.from) : `${day(b.from)} to ${day(b.to)}`;
        const el = h(`i.${cls}`, { title: `${days}: ${count(b.n, "report")}` });
        el.style.left = `${b.left}%`; /* the policy forbids style attributes, not this */
        el.style.width = el.style.height = `${Math.round(8 + 18 * Math.sqrt((b.n - 1) / Math.max(1, most - 1)))}px`;
        return el;
    };
    const shown = rows.map((row, i) => [row, [...bins.values()].filter((b) => b.row === i)]);
    return h(
        "figure.timeline",
        {},
        when,
        h(
            "div.lanes",
            { role: "img", "aria-label": shown.map(([[name], all]) => `${name}: ${all.reduce((n, b) => n + b.n, 0)}`).join(", ") },
            shown.map(([[name, , cls], all]) =>
                h(
                    "div.lane",
                    {},
                    h("span", {}, name),
                    h(
                        "div",
                        {},
                        all.map((b) => dot(b, cls)),
                    ),
                ),
            ),
            h(
                "div.lane.axis",
                {},
                h("span", {}),
                h(
                    "div",
                    {},
                    ticks(first, last).map(([t, words]) => {
                        const el = h("small", {}, words);
                        el.style.left = `${left(t)}%`;
                        return el;
                    }),
                ),
            ),
        ),
    );
}
