/* harness.mjs: a server, a browser and a list of tests; what they need is in build/page (./dev test-page). */
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const modules = join(root, "build", "page", "node_modules");
export const chromiumAt = ["/usr/bin/chromium", "/usr/bin/chromium-browser"].find((p) => existsSync(p));

/* Exit status 77: skipped. */
export function skipUnlessThere() {
    const missing = !existsSync(join(modules, "playwright-core"))
        ? "playwright-core is not installed in build/page"
        : !chromiumAt
          ? "chromium is not installed"
          : null;
    if (missing) {
        console.log(`skipped: ${missing}; ./dev test-page installs it`);
        process.exit(77);
    }
}

const require = createRequire(join(modules, "x.js"));
const axeSource = () => readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
export const chromium = () =>
    require("playwright-core").chromium.launch({ executablePath: chromiumAt, args: ["--no-sandbox", "--disable-dev-shm-usage"] });

/* Servers that run: none is left behind, however the tests end; where they are killed, the kernel tells the servers. */
const dyingWithUs = ["/usr/bin/setpriv", "/bin/setpriv"]
    .filter((p) => existsSync(p))
    .slice(0, 1)
    .flatMap((p) => [p, "--pdeathsig", "KILL"]);
const running = new Set();
process.on("exit", () => running.forEach((child) => child.kill("SIGKILL")));
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => process.exit(1));

/* A server on a free port; { address, stop() }. */
export function serve(program, ...options) {
    return new Promise((resolve, reject) => {
        const [command, ...before] = [...dyingWithUs, program];
        const child = spawn(command, [...before, "serve", "--port", "0", ...options], { stdio: ["ignore", "ignore", "pipe"] });
        let said = "";
        running.add(child);
        child.once("exit", () => running.delete(child));
        child.stderr.on("data", (bytes) => {
            said += bytes;
            const found = /http:\/\/\S+\//.exec(said);
            if (found)
                resolve({
                    address: found[0],
                    stop: () =>
                        new Promise((ended) => {
                            if (!running.has(child)) return ended();
                            child.once("exit", ended);
                            child.kill("SIGTERM");
                        }),
                });
        });
        child.once("exit", () => reject(new Error(said)));
    });
}

export function check(value, what) {
    if (!value) throw new Error(what);
}
export function same(found, expected, what) {
    const [a, b] = [JSON.stringify(found), JSON.stringify(expected)];
    if (a !== b) throw new Error(`${what}: ${a}, expected ${b}`);
}

/* A server with a store of its own, for as long as the test runs: test(server). */
export async function withStore(program, test, ...options) {
    const folder = mkdtempSync(join(tmpdir(), "hearsay-page-"));
    const server = await serve(program, "--db", join(folder, "a.db"), ...options);
    try {
        await test(server);
    } finally {
        await server.stop();
        rmSync(folder, { recursive: true });
    }
}

/* Waits for an import of JSON Lines. */
export async function imported(page, server, lines) {
    const begun = await page.request.post(`${server.address}api/imports`, {
        headers: { "Content-Type": "application/x-ndjson" },
        data: lines.map((l) => JSON.stringify(l)).join("\n"),
    });
    const { id } = await begun.json();
    for (;;) {
        const state = await (await page.request.get(`${server.address}api/imports/${id}`)).json();
        if (state.state === "done") return state;
        await new Promise((later) => setTimeout(later, 100));
    }
}

/* A page of its own context. Faults of the console, of the policy, and requests that leave the server are collected, and fail the test. */
export async function open(browser, address, options = {}) {
    const context = await browser.newContext({ viewport: { width: 1280, height: 860 }, ...options });
    const page = await context.newPage();
    page.faults = [];
    page.on("console", (m) => {
        /* That the API refused something is what a test may want to see. */
        const refused = /Failed to load resource.*\b(400|401|404|422)\b/.test(m.text()) && m.location().url.startsWith(`${address}api/`);
        if (m.type() === "error" && !refused) page.faults.push(m.text());
    });
    page.on("pageerror", (e) => page.faults.push(String(e)));
    page.on("dialog", (d) => {
        page.faults.push(`dialog: ${d.message()}`);
        d.dismiss();
    });
    page.on("request", (r) => {
        if (!r.url().startsWith(address) && !/^(blob|data):/.test(r.url())) page.faults.push(`left the server: ${r.url()}`);
    });
    page.shut = async () => {
        await context.close();
        same(page.faults, [], "faults");
    };
    return page;
}

/* axe-core by the debugger's way in: the page's policy lets no script in, and stays on. */
export async function accessible(page, what) {
    const session = await page.context().newCDPSession(page);
    await session.send("Runtime.evaluate", { expression: axeSource() });
    const found = await session.send("Runtime.evaluate", {
        expression: "axe.run().then((r) => JSON.stringify(r.violations.map((v) => [v.id, v.nodes.map((n) => n.html.slice(0, 120)).slice(0, 3)])))",
        awaitPromise: true,
        returnByValue: true,
    });
    same(JSON.parse(found.result.value), [], `axe-core, ${what}`);
}

export const phone = { viewport: { width: 390, height: 800 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 };
/* Nothing is wider than the window. */
export const narrow = (page) => page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);
export const words = (page, selector) => page.$$eval(selector, (all) => all.map((e) => e.textContent));

export async function run(tests, only) {
    let passed = 0,
        failed = 0;
    for (const [name, test] of Object.entries(tests)) {
        if (only.length && !only.some((o) => name.includes(o))) continue;
        const began = performance.now();
        try {
            await test();
            passed++;
            console.log(`ok ${name} (${Math.round(performance.now() - began)} ms)`);
        } catch (e) {
            failed++;
            console.log(`FAILED ${name}: ${e.message}`);
        }
    }
    console.log(`${passed} passed, ${failed} failed`);
    return failed;
}
