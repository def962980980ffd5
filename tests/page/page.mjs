/* page.mjs: the page in a browser, as people use it.
 *
 *     node tests/page/page.mjs PROGRAM [--shots DIR] [TEST...]                (store.mjs has the views of a store)
 *
 * The weights are the real ones: the tests look at what is marked. --shots writes the pictures of docs/page. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { accessible, check, chromium, narrow, open, phone, root, run, same, serve, skipUnlessThere, words } from "./harness.mjs";
import { storeTests } from "./store.mjs";

skipUnlessThere();
const args = process.argv.slice(2),
    program = args.shift();
const shots = args[0] === "--shots" ? args.splice(0, 2)[1] : null;
const dam = readFileSync(join(root, "examples", "dam.txt"), "utf8");
const server = await serve(program);
const browser = await chromium();

const shot = async (page, name, options = {}) => {
    if (shots) await page.screenshot({ path: join(shots, `${name}.png`), scale: "css", ...options });
};

async function read(page, text = dam, about = {}) {
    await page.goto(server.address);
    await page.fill("#text", text);
    if (Object.keys(about).length) await page.click("text=About the article");
    for (const [name, value] of Object.entries(about)) await page.fill(`[name=${name}]`, value);
    await page.click("text=Read it");
    await page.waitForSelector(".paper");
}

const tests = {
    async "first view is small and quick"() {
        const times = [];
        for (let i = 0; i < 3; i++) {
            const page = await open(browser, server.address);
            const session = await page.context().newCDPSession(page);
            let bytes = 0;
            await session.send("Network.enable");
            session.on("Network.loadingFinished", (e) => {
                bytes += e.encodedDataLength;
            });
            await page.goto(server.address);
            await page.waitForFunction(() => performance.getEntriesByName("ready").length);
            times.push(await page.evaluate(() => performance.getEntriesByName("ready")[0].startTime));
            check(bytes > 1000 && bytes < 100000, `${bytes} bytes transferred`);
            if (!i) {
                console.log(`  ${bytes} bytes`);
            }
            await page.shut();
        }
        times.sort((a, b) => a - b);
        console.log(`  interactive after ${Math.round(times[1])} ms`);
        check(times[1] < 1000, `interactive after ${times[1]} ms`);
    },

    async "an article is marked and its chain shown"() {
        const page = await open(browser, server.address);
        await read(page, dam, { outlet: "The Holmstad Courier", published: "2024-10-09" });
        const doc = await page.evaluate(() => JSON.parse(sessionStorage.getItem(`hearsay-${location.hash.split("/")[2].split("?")[0]}`)).json);
        check(doc.attributions.length > 10, "attributions");
        same((await words(page, "#panel-voices .card")).length, doc.attributions.length, "a card for each attribution");
        same((await words(page, "#panel-claims .card")).length, doc.claims.length, "a card for each claim");
        const flat = (s) => s.replace(/\s+/g, "");
        same(flat((await words(page, ".paper")).join("")), flat(doc.text), "the text of the paper");
        check((await words(page, ".m.source")).includes("Water minister Petra Lindqvist"), "a source is marked");
        await page.hover(".m.cue:text-is('denied')");
        await page.waitForSelector("#slip:not([hidden])");
        const slip = await page.textContent("#slip");
        check(slip.startsWith("The Holmstad Courier") && slip.includes("regional government") && slip.includes("denies"), slip);
        check(
            (await words(page, ".m.on.source")).some((s) => s.includes("regional government")),
            "the source lights up",
        );
        await shot(page, "read");
        await page.mouse.move(5, 400);
        await page.waitForSelector("#slip", { state: "hidden" });
        await page.shut();
    },

    async "choosing keeps it, in the address too"() {
        const page = await open(browser, server.address);
        await read(page);
        await page.click(".m.cue:text-is('denied')");
        const t = new URLSearchParams((await page.evaluate(() => location.hash)).split("?")[1]).get("t");
        check(/^t\d+$/.test(t), `t=${t}`);
        await page.reload();
        await page.waitForSelector(`.m.on[data-opens~="${t}"]`);
        same(await page.getAttribute(`.m[data-opens~="${t}"]`, "aria-pressed"), "true", "pressed after a reload");
        await page.keyboard.press("Escape");
        check(!(await page.evaluate(() => location.hash)).includes("t="), "escape gives it up");
        await page.shut();
    },

    async "filters by actor, stance and type of source"() {
        const page = await open(browser, server.address);
        await read(page);
        const all = await page.locator(".card:visible").count(),
            marked = await page.locator(".m.content:not(.off)").count();
        await page.selectOption("[name=stance]", "denies");
        check((await page.locator(".m.content:not(.off)").count()) < marked, "marks go");
        check((await page.locator(".card:visible").count()) < all, "cards go");
        await page.reload();
        await page.waitForSelector(".paper");
        same(await page.inputValue("[name=stance]"), "denies", "after a reload");
        await page.click("text=Show all");
        same(await page.locator(".card:visible").count(), all, "all again");
        await page.selectOption("[name=type]", "unnamed");
        check((await page.textContent(".matches")).includes(" of "), "how many are left");
        await page.selectOption("[name=type]", "");
        const actor = await page.$eval("[name=actor] option:nth-child(2)", (o) => o.value);
        await page.selectOption("[name=actor]", actor);
        check((await page.evaluate(() => location.hash)).includes(`actor=${actor}`), "in the address");
        await page.shut();
    },

    async "a link holds the text"() {
        const page = await open(browser, server.address, { permissions: ["clipboard-read", "clipboard-write"] });
        await read(page, dam, { outlet: "The Holmstad Courier" });
        await page.click("text=Copy link");
        await page.waitForSelector("text=Copied, with the text");
        const link = await page.evaluate(() => navigator.clipboard.readText());
        await page.shut();
        const other = await open(browser, server.address);
        await other.goto(link);
        await other.waitForSelector(".paper");
        check((await other.textContent(".paper h1")).startsWith("Inspectors warned"), "the article");
        check((await other.textContent(".meta")).includes("The Holmstad Courier"), "what is known of it");
        await other.goto(`${server.address}#/read/0000000000000000?z=nonsense`);
        await other.waitForSelector("text=That link cannot be read");
        await other.shut();
    },

    async "by keyboard alone"() {
        const page = await open(browser, server.address);
        await read(page);
        await page.focus(".paper [role=button][tabindex='0']");
        await page.keyboard.press("ArrowRight");
        await page.keyboard.press("ArrowRight");
        const here = await page.evaluate(() => document.activeElement.dataset.opens);
        check(here, "arrows go from mark to mark");
        check(await page.isVisible("#slip"), "the chain shows");
        await page.keyboard.press("Enter");
        check((await page.evaluate(() => location.hash)).includes(`t=${here.split(" ")[0]}`), "Enter keeps it");
        check((await page.textContent("#said")).includes("Heard through"), "and says it to a screen reader");
        same(await page.locator(".paper [role=button][tabindex='0']").count(), 1, "the marks are one stop");
        await page.shut();
    },

    async "hostile articles stay text"() {
        const page = await open(browser, server.address);
        const nasty =
            '<script>window.bad = 1</script> <img src=x onerror="window.bad = 2"> \u{1F600}\u{1F600} "<b>Never</b>," <svg onload=alert(1)> ' +
            "Ada Lind said on Monday & went.\n\n" +
            "Ada Lind denied that \u{1D400}lpha <iframe srcdoc='<script>parent.bad = 3</script>'></iframe> was hers, " +
            "javascript:alert(1) officials said.\n\n" +
            "\u{1F600} \u201cWe were never asked,\u201d Ada Lind said on Monday. The mayor denied it.";
        await read(page, nasty, { outlet: "<img src=x onerror=alert(4)>", url: "javascript:alert(5)" }).catch(() => null);
        if (!(await page.locator(".paper").count())) {
            await page.fill("[name=url]", "");
            await page.click("text=Read it");
            await page.waitForSelector(".paper");
        }
        same(await page.evaluate(() => window.bad), undefined, "no script ran");
        same(
            await page.locator(".reading script, .reading img, .reading svg, .reading iframe, .reading b:text-is('Never')").count(),
            0,
            "no element of the article's",
        );
        check((await page.textContent(".paper")).includes('<img src=x onerror="window.bad = 2"> \u{1F600}\u{1F600}'), "the text is there as it is");
        same((await words(page, ".paper .m.cue")).slice(-2), ["said", "denied"], "marks stand where they should, behind astral characters too");
        same(await page.locator("a[href^='javascript']").count(), 0, "no address that runs");
        await page.shut();
    },

    async "no script runs but the page's own"() {
        const page = await open(browser, server.address);
        await page.goto(server.address);
        await page.waitForSelector("#text");
        const blocked = await page.evaluate(async () => {
            const found = [];
            document.addEventListener("securitypolicyviolation", (e) => found.push(e.effectiveDirective));
            const put = (name, props) => document.body.append(Object.assign(document.createElement(name), props));
            put("script", { textContent: "window.bad = 1" });
            put("script", { src: "data:text/javascript,window.bad = 2" });
            put("div", { innerHTML: '<p onclick="window.bad = 3" style="color: red">x</p>' });
            document.querySelector("[onclick]").click();
            put("iframe", { src: "https://evil.example/" });
            await fetch("https://evil.example/").catch(() => null);
            setTimeout("window.bad = 4"); /* the debugger's way in, by which this runs, may evaluate text; a page may not */
            for (let i = 0; i < 100 && new Set(found).size < 6; i++) await new Promise((later) => setTimeout(later, 50));
            return { bad: window.bad, found: [...new Set(found)].sort() };
        });
        same(blocked.bad, undefined, "a script ran");
        for (const what of ["script-src-elem", "script-src-attr", "style-src-attr", "script-src", "connect-src", "frame-src"])
            check(blocked.found.includes(what), `${what} is not blocked: ${blocked.found}`);
        await page.context().close(); /* its console is full of what was blocked */
    },

    async "another language is refused, and read if one insists"() {
        const page = await open(browser, server.address);
        await page.goto(server.address);
        await page.fill(
            "#text",
            "Der Minister sagte am Montag, dass die Fähren nicht mehr fahren und dass niemand die Leute auf der Insel gefragt habe.",
        );
        await page.click("text=Read it");
        await page.waitForSelector("[role=alert]:not([hidden])");
        check((await page.textContent("[role=alert]")).includes("German"), "the reason");
        await page.click("text=Read it all the same");
        await page.waitForSelector(".paper");
        await page.shut();
    },

    async "a file, and a page's source"() {
        const page = await open(browser, server.address);
        await page.goto(server.address);
        await page.setInputFiles("#file", join(root, "examples", "ferries.html"));
        await page.waitForSelector(".paper h1");
        await page.goto(server.address);
        await page.setInputFiles("#file", join(root, "examples", "gazette.jsonl"));
        await page.waitForSelector(".paper");
        const [download] = await Promise.all([page.waitForEvent("download"), page.click("text=Download").then(() => page.click("text=Table (CSV)"))]);
        check(download.suggestedFilename().endsWith(".csv"), download.suggestedFilename());
        await page.shut();
    },

    async "on a phone"() {
        const page = await open(browser, server.address, phone);
        await page.goto(server.address);
        check(await narrow(page), "the first view is not wider than the phone");
        await page.tap("text=Cracks in a dam");
        await page.waitForSelector(".paper");
        check(await narrow(page), "nor is the article");
        await page.tap(".m.cue >> nth=4");
        await page.waitForSelector("#slip.below");
        const box = await page.locator("#slip").boundingBox();
        check(Math.abs(box.y + box.height - 800) < 2, "the chain is at the bottom");
        await shot(page, "phone");
        await accessible(page, "phone");
        await page.shut();
    },

    async "axe-core finds nothing, in light and dark"() {
        for (const colorScheme of ["light", "dark"]) {
            const page = await open(browser, server.address, { colorScheme });
            await page.goto(server.address);
            await page.waitForSelector("#text");
            await accessible(page, `start, ${colorScheme}`);
            await page.click("text=Night buses");
            await page.waitForSelector(".paper");
            await accessible(page, `read, ${colorScheme}`);
            await page.click(".m.cue >> nth=3");
            await accessible(page, `chosen, ${colorScheme}`);
            await page.selectOption("[name=type]", "named");
            await accessible(page, `filtered, ${colorScheme}`);
            if (colorScheme === "dark") {
                await page.selectOption("[name=type]", "");
                await page.keyboard.press("Escape");
                await page.hover(".m.cue:has-text('calls')");
                await shot(page, "dark");
            }
            await page.goto(`${server.address}#/about`);
            await page.waitForSelector(".scores table");
            await accessible(page, `about, ${colorScheme}`);
            if (colorScheme === "light") await shot(page, "about");
            await page.shut();
        }
    },

    async "the button for colours"() {
        const page = await open(browser, server.address, { colorScheme: "light" });
        await page.goto(server.address);
        const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
        const light = await ground();
        const becomes = (theme) => page.waitForFunction((t) => document.documentElement.dataset.theme === t, theme);
        await page.emulateMedia({ colorScheme: "dark" });
        await becomes("dark");
        check((await ground()) !== light, "as the system, also when that changes");
        await page.emulateMedia({ media: "print", colorScheme: "dark" });
        same(await ground(), "rgb(255, 255, 255)", "paper is white all the same");
        await page.emulateMedia({ media: null, colorScheme: "light" });
        await becomes("light");
        same(await ground(), light, "light again");
        await page.click("#theme");
        await page.click("#theme");
        check((await ground()) !== light, "dark by hand");
        await page.reload();
        check((await ground()) !== light, "and still after a reload");
        await page.shut();
    },

    async "about says how often it errs"() {
        const page = await open(browser, server.address);
        await page.goto(`${server.address}#/about`);
        await page.waitForSelector(".scores table");
        const readme = readFileSync(join(root, "README.md"), "utf8"),
            row = /^\| PolNeAR \| full \|.*$/m
                .exec(readme)[0]
                .split("|")
                .map((s) => s.trim())
                .filter(Boolean);
        same(await page.$$eval(".scores tbody tr:first-child td", (all) => all.map((e) => e.textContent)), row, "the figures are README.md's");
        check((await page.textContent(".scores")).includes("What it does not do"), "the limits");
        const short = await page.textContent(".in-short");
        for (const n of row.slice(2, 4)) check(short.includes(` ${Math.round(Number(n))} `) || short.includes(` ${Math.round(Number(n))}.`), short);
        check(await page.$eval(".scores img", (img) => img.complete && img.naturalWidth > 0), "the drawing");
        await page.shut();
    },

    async "on paper"() {
        const page = await open(browser, server.address);
        await read(page);
        await page.emulateMedia({ media: "print" });
        check(!(await page.isVisible(".top")) && !(await page.isVisible(".filters")), "no buttons");
        check(await page.isVisible("#panel-voices"), "all cards");
        await page.shut();
    },
};

const failed = await run({ ...tests, ...storeTests({ program, browser, shot }) }, args);
await browser.close();
await server.stop();
process.exit(failed ? 1 : 0);
