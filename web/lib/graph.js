/* graph.js: how a claim came to its readers: the outlets on the left, those who told them, and on the right the origins. A layered layout: a column
 * for each voice by its distance from the origins, a narrow place in each column that an edge only passes through (so that no edge runs behind a
 * box), an order that puts each near its neighbours' middle (barycentre, a few sweeps to and fro), and curves between. An edge has the colour of
 * what is held at its end. The picture can be dragged, moved by the arrow keys and zoomed. */
import { h, svg } from "./dom.js";

const WIDE = { w: 232, h: 40, dx: 330, gap: 16, letters: 25 },
    NARROW = { w: 158, h: 40, dx: 200, gap: 14, letters: 17 }; /* for less than 640 pixels */
const PASS = 16; /* the height of a place that an edge passes through */
const SHOWN = 60; /* outlets: those beyond are one node */
const FOLD = 5; /* more outlets than this that have it in just the same way are one node, until one asks for each */
const SIDES = { asserts: "asserts", denies: "denies", doubts: "denies", "no-evidence": "none" };

/* Nodes and edges of evidence: [{ chain: ["outlet", id, ...], outlet, position }]. An edge counts the reports of one side that go over it. */
export function provenance(evidence, nameOf, origins, fold) {
    const nodes = new Map(),
        edges = new Map(),
        outlets = new Map(),
        ways = new Map();
    for (const e of evidence) {
        outlets.set(e.outlet, (outlets.get(e.outlet) || 0) + 1);
        if (!ways.has(e.outlet)) ways.set(e.outlet, new Set());
        ways.get(e.outlet).add(JSON.stringify([e.chain.slice(1), SIDES[e.position]]));
    }
    const alike = new Map();
    for (const [outlet, of] of ways) {
        const way = [...of].sort().join();
        alike.set(way, [...(alike.get(way) || []), outlet]);
    }
    const folded = new Map();
    for (const names of alike.values()) if (fold && names.length > FOLD) for (const name of names) folded.set(name, names);
    const named = new Set(
        [...outlets]
            .sort((a, b) => b[1] - a[1])
            .slice(0, SHOWN)
            .map(([name]) => name),
    );
    const node = (key, name, kind, title) => {
        if (!nodes.has(key)) nodes.set(key, { key, name, kind, title: title || name, n: 0, depth: 0 });
        const one = nodes.get(key);
        one.n++;
        return one;
    };
    for (const e of evidence) {
        const names = folded.get(e.outlet);
        const path = [
            names
                ? node(`o:${names[0]}`, `${names.length} outlets`, "outlet many", names.join(", "))
                : named.has(e.outlet)
                  ? node(`o:${e.outlet}`, e.outlet, "outlet")
                  : node("o:", `${outlets.size - named.size} more outlets`, "outlet"),
        ];
        for (const voice of e.chain.slice(1))
            path.push(node(voice === null ? "?" : voice, voice === null ? "nobody named" : nameOf(voice), origins.has(voice) ? "origin" : "voice"));
        if (path.length === 1) path[0].kind += path[0].kind.includes("origin") ? "" : " origin"; /* in its own voice */
        const side = SIDES[e.position] || "asserts";
        path.forEach((one, i) => {
            one.depth = Math.max(one.depth, path.length - 1 - i);
            if (!i || path[i - 1] === one) return;
            const key = `${path[i - 1].key}>${one.key}>${side}`;
            edges.set(key, { from: path[i - 1], to: one, side, n: (edges.get(key)?.n || 0) + 1 });
        });
    }
    return { nodes: [...nodes.values()], edges: [...edges.values()], folds: [...alike.values()].some((names) => names.length > FOLD) };
}

/* Gives every node x and top, every edge its points; returns the size. */
export function layout({ nodes, edges }, box) {
    const deepest = Math.max(1, ...nodes.map((n) => n.depth));
    const columns = Array.from({ length: deepest + 1 }, () => []);
    for (const n of nodes) {
        n.column = n.kind.startsWith("outlet") ? 0 : Math.max(1, deepest - n.depth);
        n.near = [];
        n.height = box.h;
        columns[n.column].push(n);
    }
    for (const column of columns) column.sort((a, b) => b.n - a.n);
    for (const e of edges) {
        e.path = [e.from];
        for (let c = e.from.column + 1; c < e.to.column; c++) {
            const pass = { pass: true, n: 0, near: [], height: PASS };
            e.path.push(pass);
            columns[c].push(pass);
        }
        e.path.push(e.to);
        e.path.forEach((one, i) => {
            if (!i) return;
            one.near.push(e.path[i - 1]);
            e.path[i - 1].near.push(one);
        });
    }
    /* The middle of each, as its column stands in its order; columns are centred on one line. */
    const place = (column) => {
        let at = 0;
        for (const one of column) {
            one.top = at;
            at += one.height + box.gap;
        }
        for (const one of column) one.y = one.top - (at - box.gap) / 2 + one.height / 2;
        return at - box.gap;
    };
    columns.forEach(place);
    for (let sweep = 0; sweep < 10; sweep++)
        for (const column of sweep % 2 ? columns : [...columns].reverse()) {
            for (const one of column) one.pull = one.near.length ? one.near.reduce((sum, other) => sum + other.y, 0) / one.near.length : one.y;
            column.sort((a, b) => a.pull - b.pull || b.n - a.n);
            place(column);
        }
    const tallest = Math.max(...columns.map(place));
    columns.forEach((column, c) =>
        column.forEach((one) => {
            one.x = c * box.dx;
            one.y += tallest / 2;
            one.top = one.y - one.height / 2;
        }),
    );
    return { width: deepest * box.dx + box.w, height: tallest };
}

/* From the right edge of a box, through the places between, to the left edge of the last. Edges of several sides between the same two lie side by
 * side. */
function curve(edge, box, shift) {
    const step = (x1, y1, x2, y2) => `C${(x1 + x2) / 2} ${y1} ${(x1 + x2) / 2} ${y2} ${x2} ${y2}`;
    let [x, y] = [edge.from.x + box.w, edge.from.y + shift],
        d = `M${x} ${y}`;
    for (const one of edge.path.slice(1)) {
        d += step(x, y, one.x, one.y + shift);
        [x, y] = [one.x, one.y + shift];
        if (one.pass) d += `L${(x += box.w)} ${y}`;
    }
    return d;
}

const shifts = { asserts: 0, denies: 5, none: -5 };

function draw(data, box) {
    const size = layout(data, box),
        most = Math.max(1, ...data.edges.map((e) => e.n));
    const short = (text) => (text.length > box.letters ? `${text.slice(0, box.letters - 1)}…` : text);
    return {
        size,
        parts: [
            data.edges.map((e) =>
                svg(
                    "path",
                    { class: e.side, d: curve(e, box, shifts[e.side]), "stroke-width": 1.5 + 4 * Math.sqrt(e.n / most) },
                    svg("title", {}, `${e.from.name} from ${e.to.name}: ${e.n}`),
                ),
            ),
            data.nodes.map((n) =>
                svg(
                    "g",
                    { class: n.kind, transform: `translate(${n.x} ${n.top})` },
                    svg("title", {}, `${n.title}: ${n.n}`),
                    svg("rect", { width: box.w, height: box.h, rx: 8 }),
                    svg("text", { x: 12, y: 25 }, short(n.name)),
                    n.n > 1 ? svg("text", { x: box.w - 10, y: 25, class: "n" }, String(n.n)) : null,
                ),
            ),
        ],
    };
}

/* of(fold) gives the nodes and edges, outlets alike folded or not. */
export function graph(of) {
    let data = of(true);
    const picture = svg("svg", { class: "graph", role: "group", "aria-label": "Provenance: outlets on the left, origins on the right", tabindex: 0 });
    const pad = 16;
    let all = null,
        view = null,
        narrow = null;
    const show = () => picture.setAttribute("viewBox", `${view.x} ${view.y} ${view.w} ${view.h}`);

    /* As large as can be read: the whole of it where that is possible; else as wide as it is, from the left, around the voice that most reports go
     * back to. */
    const begin = () => {
        const width = picture.parentElement.clientWidth,
            scale = Math.min(1, Math.max(width / all.w, 0.8)),
            room = Math.max(220, 0.7 * innerHeight);
        const height = Math.min(all.h * scale, room);
        picture.style.height = `${height}px`;
        view = { w: width / scale, h: height / scale };
        view.x = all.w <= view.w ? all.x - (view.w - all.w) / 2 : all.x;
        const heaviest = data.nodes.filter((n) => !n.kind.startsWith("outlet")).sort((a, b) => b.n - a.n)[0];
        view.y = heaviest ? Math.max(all.y, Math.min(heaviest.y - view.h / 2, all.y + all.h - view.h)) : all.y;
        show();
    };
    const make = () => {
        const { size, parts } = draw(data, narrow ? NARROW : WIDE);
        picture.replaceChildren(...parts.flat());
        all = { x: -pad, y: -pad, w: size.width + 2 * pad, h: size.height + 2 * pad };
        begin();
    };
    new ResizeObserver(() => {
        const width = picture.parentElement?.clientWidth;
        if (!width || narrow === width < 640) return;
        narrow = width < 640;
        make();
    }).observe(picture);

    const zoom = (by, px = 0.5, py = 0.5) => {
        const w = Math.min(Math.max(view.w * by, 200), 8 * (all.w + all.h)),
            scale = w / view.w;
        Object.assign(view, { x: view.x + px * view.w * (1 - scale), y: view.y + py * view.h * (1 - scale), w, h: view.h * scale });
        show();
    };
    let drag = null;
    picture.addEventListener("pointerdown", (e) => {
        drag = { x: e.clientX, y: e.clientY, vx: view.x, vy: view.y, scale: view.w / picture.clientWidth };
        picture.setPointerCapture(e.pointerId);
    });
    picture.addEventListener("pointermove", (e) => {
        if (!drag) return;
        Object.assign(view, { x: drag.vx - (e.clientX - drag.x) * drag.scale, y: drag.vy - (e.clientY - drag.y) * drag.scale });
        show();
    });
    for (const end of ["pointerup", "pointercancel"])
        picture.addEventListener(end, () => {
            drag = null;
        });
    picture.addEventListener(
        "wheel",
        (e) => {
            if (!e.ctrlKey) return; /* the wheel alone scrolls the page; a pinch comes with ctrl */
            e.preventDefault();
            const edge = picture.getBoundingClientRect();
            zoom(e.deltaY > 0 ? 1.15 : 1 / 1.15, (e.clientX - edge.left) / edge.width, (e.clientY - edge.top) / edge.height);
        },
        { passive: false },
    );
    picture.addEventListener("keydown", (e) => {
        const step = view.w / 12,
            to = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] }[e.key];
        if (to) Object.assign(view, { x: view.x + to[0], y: view.y + to[1] });
        else if (e.key === "+" || e.key === "=") zoom(1 / 1.2);
        else if (e.key === "-") zoom(1.2);
        else return;
        e.preventDefault();
        show();
    });
    const button = (label, name, act) => h("button", { type: "button", "aria-label": name, onclick: act }, label);
    const whole = () => {
        const scale = Math.max(all.w / picture.clientWidth, all.h / picture.clientHeight);
        view = { w: picture.clientWidth * scale, h: picture.clientHeight * scale };
        Object.assign(view, { x: all.x - (view.w - all.w) / 2, y: all.y - (view.h - all.h) / 2 });
        show();
    };
    const each = h(
        "button",
        {
            type: "button",
            "aria-pressed": "false",
            onclick: () => {
                const fold = each.getAttribute("aria-pressed") === "true";
                each.setAttribute("aria-pressed", String(!fold));
                data = of(fold);
                make();
            },
        },
        "Each outlet",
    );
    const sides = new Set(data.edges.map((e) => e.side));
    const key = [
        ["asserts", "affirmed"],
        ["denies", "denied or doubted"],
        ["none", "no evidence found"],
    ].filter(([side]) => sides.has(side));
    return h(
        "figure.graph-box",
        {},
        picture,
        h(
            "figcaption",
            {},
            h("span", {}, "Outlets, whom they have it from, and framed: the origins."),
            key.map(([side, words]) => h("span.key", {}, h(`i.${side}`, { "aria-hidden": "true" }), words)),
            h(
                "span.zoom",
                {},
                data.folds ? each : null,
                button("+", "Closer", () => zoom(1 / 1.3)),
                button("−", "Further away", () => zoom(1.3)),
                button("All", "All of it", whole),
            ),
        ),
    );
}
