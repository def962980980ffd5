/* graph.js: how a claim came to its readers: the outlets on the left, those who told them, and on the right the origins. A layered layout in three
 * steps: a column for each voice by its distance from the origins, an order that puts each voice near its neighbours' middle (barycentre, a few
 * sweeps to
 * and fro), and curves between. The picture can be dragged, moved by the arrow keys and zoomed. */
import { h, svg } from "./dom.js";

const BOX = { w: 232, h: 40, dx: 330, dy: 56 };
const SHOWN = 60; /* outlets: those beyond are one node */

/* Nodes and edges of evidence: [{ chain: ["outlet", id, ...], outlet }]. An edge counts the reports that go over it. */
export function provenance(evidence, nameOf, origins) {
    const nodes = new Map(),
        edges = new Map(),
        outlets = new Map();
    for (const e of evidence) outlets.set(e.outlet, (outlets.get(e.outlet) || 0) + 1);
    const named = new Set(
        [...outlets]
            .sort((a, b) => b[1] - a[1])
            .slice(0, SHOWN)
            .map(([name]) => name),
    );
    const node = (key, name, kind) => {
        if (!nodes.has(key)) nodes.set(key, { key, name, kind, n: 0, depth: 0 });
        const one = nodes.get(key);
        one.n++;
        return one;
    };
    for (const e of evidence) {
        const path = [
            named.has(e.outlet) ? node(`o:${e.outlet}`, e.outlet, "outlet") : node("o:", `${outlets.size - named.size} more outlets`, "outlet"),
        ];
        for (const voice of e.chain.slice(1))
            path.push(node(voice === null ? "?" : voice, voice === null ? "nobody named" : nameOf(voice), origins.has(voice) ? "origin" : "voice"));
        path.forEach((one, i) => {
            one.depth = Math.max(one.depth, path.length - 1 - i);
            if (!i) return;
            const key = `${path[i - 1].key}>${one.key}`;
            if (path[i - 1] !== one) edges.set(key, { from: path[i - 1], to: one, n: (edges.get(key)?.n || 0) + 1 });
        });
    }
    return { nodes: [...nodes.values()], edges: [...edges.values()] };
}

export function layout({ nodes, edges }) {
    const deepest = Math.max(1, ...nodes.map((n) => n.depth));
    const columns = Array.from({ length: deepest + 1 }, () => []);
    for (const n of nodes) columns[n.kind === "outlet" ? 0 : Math.max(1, deepest - n.depth)].push(n);
    for (const column of columns)
        column
            .sort((a, b) => b.n - a.n)
            .forEach((n, i) => {
                n.y = i;
            });
    for (let sweep = 0; sweep < 8; sweep++) {
        for (const column of columns) {
            for (const n of column) {
                const near = edges.filter((e) => e.from === n || e.to === n).map((e) => (e.from === n ? e.to : e.from));
                n.pull = near.length ? near.reduce((sum, one) => sum + one.y, 0) / near.length : n.y;
            }
            column.sort((a, b) => a.pull - b.pull || b.n - a.n);
            const middle = (column.length - 1) / 2,
                tallest = (Math.max(...columns.map((c) => c.length)) - 1) / 2;
            column.forEach((n, i) => {
                n.y = i - middle + tallest;
            });
        }
    }
    columns.forEach((column, x) => column.forEach((n) => Object.assign(n, { x: x * BOX.dx, top: n.y * BOX.dy })));
    return { width: deepest * BOX.dx + BOX.w, height: Math.max(...nodes.map((n) => n.top)) + BOX.h };
}

const short = (text) => (text.length > 25 ? `${text.slice(0, 24)}…` : text);

export function graph(data) {
    const size = layout(data),
        pad = 16;
    const all = { x: -pad, y: -pad, w: size.width + 2 * pad, h: size.height + 2 * pad };
    /* A tall picture begins at a size that can be read, around the voice that most reports go back to. */
    const view = { ...all, h: Math.min(all.h, 0.55 * all.w) };
    const heaviest = data.nodes.filter((n) => n.kind !== "outlet").sort((a, b) => b.n - a.n)[0];
    if (view.h < all.h && heaviest) view.y = Math.max(all.y, Math.min(heaviest.top + BOX.h / 2 - view.h / 2, all.y + all.h - view.h));
    const most = Math.max(1, ...data.edges.map((e) => e.n));
    const picture = svg(
        "svg",
        { class: "graph", role: "group", "aria-label": "Provenance: outlets on the left, origins on the right", tabindex: 0 },
        data.edges.map((e) => {
            const [x1, y1, x2, y2] = [e.from.x + BOX.w, e.from.top + BOX.h / 2, e.to.x, e.to.top + BOX.h / 2],
                mid = Math.max(40, (x2 - x1) / 2);
            return svg(
                "path",
                { d: `M${x1} ${y1}C${x1 + mid} ${y1} ${x2 - mid} ${y2} ${x2} ${y2}`, "stroke-width": 1 + 4 * Math.sqrt(e.n / most) },
                svg("title", {}, `${e.from.name} from ${e.to.name}: ${e.n}`),
            );
        }),
        data.nodes.map((n) =>
            svg(
                "g",
                { class: n.kind, transform: `translate(${n.x} ${n.top})` },
                svg("title", {}, `${n.name}: ${n.n}`),
                svg("rect", { width: BOX.w, height: BOX.h, rx: 8 }),
                svg("text", { x: 12, y: 25 }, short(n.name)),
                n.n > 1 ? svg("text", { x: BOX.w - 10, y: 25, class: "n" }, String(n.n)) : null,
            ),
        ),
    );
    const show = () => picture.setAttribute("viewBox", `${view.x} ${view.y} ${view.w} ${view.h}`);
    const zoom = (by, px = 0.5, py = 0.5) => {
        const w = Math.min(Math.max(view.w * by, 200), 8 * (size.width + size.height)),
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
            const box = picture.getBoundingClientRect();
            zoom(e.deltaY > 0 ? 1.15 : 1 / 1.15, (e.clientX - box.left) / box.width, (e.clientY - box.top) / box.height);
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
    show();
    const button = (label, name, by) => h("button", { type: "button", "aria-label": name, onclick: () => zoom(by) }, label);
    return h(
        "div.graph-box",
        {},
        picture,
        h(
            "div.zoom",
            {},
            button("+", "Closer", 1 / 1.3),
            button("−", "Further away", 1.3),
            h(
                "button",
                {
                    type: "button",
                    onclick: () => {
                        Object.assign(view, all);
                        show();
                    },
                },
                "All",
            ),
        ),
    );
}
