/* app.js: which view, and the button for colours. A view is a function of <main> and the rest of its path; it returns what tidies up after it. */
import { $, h } from "./lib/dom.js";
import { place } from "./lib/state.js";
import { getJson } from "./lib/api.js";
import { aboutView } from "./views/about.js";
import { actorView, actorsView } from "./views/actors.js";
import { articlesView, storedView } from "./views/articles.js";
import { claimView } from "./views/claim.js";
import { claimsView } from "./views/claims.js";
import { importView } from "./views/import.js";
import { readView } from "./views/read.js";

const views = [
    { path: /^\/(?:read\/([0-9a-f]{16}))?$/, link: "#/", name: "Read", open: readView },
    { path: /^\/search$/, link: "#/search", name: "Search", open: articlesView, needs: "store" },
    { path: /^\/article\/([0-9a-f]{16})$/, open: storedView, needs: "store", within: "Search" },
    { path: /^\/claims$/, link: "#/claims", name: "Claims", open: claimsView, needs: "store" },
    { path: /^\/claim\/(k\d+)$/, open: claimView, needs: "store", within: "Claims" },
    { path: /^\/actors$/, link: "#/actors", name: "Actors", open: actorsView, needs: "store" },
    { path: /^\/actor\/(s\d+)$/, open: actorView, needs: "store", within: "Actors" },
    { path: /^\/import$/, link: "#/import", name: "Import", open: importView, needs: "writing" },
    { path: /^\/about$/, link: "#/about", name: "About", title: "About the method and its errors", open: aboutView },
];

/* What the server has: views that need more are not there. */
const there = new Set();

let tidy = null,
    turn = 0;

async function show() {
    const { path } = place(),
        mine = ++turn;
    const view = views.find((v) => v.path.test(path) && (!v.needs || there.has(v.needs))) || views[0];
    tidy?.();
    tidy = null;
    $("nav").replaceChildren(
        ...views
            .filter((v) => v.link && (!v.needs || there.has(v.needs)))
            .map((v) =>
                h("a", { href: v.link, "aria-current": v === view || v.name === view.within ? "page" : null, title: v.title || null }, v.name),
            ),
    );
    $("nav").parentElement.classList.toggle("many", there.size > 0);
    const after = await view.open($("main"), view.path.exec(path)?.[1]);
    if (mine === turn) tidy = after || null;
    else after?.();
}

const themes = [
    ["", "as the system", "◐"],
    ["light", "light", "○"],
    ["dark", "dark", "●"],
];
function theme(next) {
    const root = document.documentElement;
    let i = themes.findIndex(([name]) => name === (root.dataset.wish || ""));
    if (next) i = (i + 1) % themes.length;
    const [name, words, sign] = themes[i];
    if (name) root.dataset.wish = name;
    else delete root.dataset.wish;
    document.dispatchEvent(new Event("wish"));
    try {
        localStorage.setItem("hearsay-theme", name);
    } catch {
        /* as long as the page is open */
    }
    $("theme").setAttribute("aria-label", `Colours: ${words}`);
    $("theme").textContent = sign;
}

$("theme").addEventListener("click", () => theme(true));
$("skip").addEventListener("click", (e) => {
    e.preventDefault();
    $("main").focus();
});
theme(false);
try {
    const server = await getJson("/healthz");
    if (server.store) there.add("store");
    if (server.store && !server.read_only) there.add("writing");
} catch {
    /* the view will say that the server does not answer */
}
addEventListener("hashchange", show);
await show();
performance.mark("ready");
