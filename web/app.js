/* app.js: which view, and the button for colours. A view is a function of <main> and the rest of its path; it returns what tidies up after it. */
import { $, h } from "./lib/dom.js";
import { place } from "./lib/state.js";
import { aboutView } from "./views/about.js";
import { readView } from "./views/read.js";

const views = [
  { path: /^\/(?:read\/([0-9a-f]{16}))?$/, link: "#/", name: "Read", open: readView },
  { path: /^\/about$/, link: "#/about", name: "About", title: "About the method and its errors", open: aboutView },
];

let tidy = null,
  turn = 0;

async function show() {
  const { path } = place(),
    mine = ++turn;
  const view = views.find((v) => v.path.test(path)) || views[0];
  tidy?.();
  tidy = null;
  $("nav").replaceChildren(
    ...views.map((v) => h("a", { href: v.link, "aria-current": v === view ? "page" : null, title: v.title || null }, v.name)),
  );
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
  let i = themes.findIndex(([name]) => name === (root.dataset.theme || ""));
  if (next) i = (i + 1) % themes.length;
  const [name, words, sign] = themes[i];
  if (name) root.dataset.theme = name;
  else delete root.dataset.theme;
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
addEventListener("hashchange", show);
await show();
performance.mark("ready");
