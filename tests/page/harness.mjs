/* harness.mjs: a server, a browser and a list of tests; what they need is in build/page (./dev test-page). */
import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
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
export const axeSource = () => readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
export const chromium = () =>
    require("playwright-core").chromium.launch({ executablePath: chromiumAt, args: ["--no-sandbox", "--disable-dev-shm-usage"] });

/* A server on a free port; { address, stop() }. */
export function serve(program, ...options) {
    return new Promise((resolve, reject) => {
        const child = spawn(program, ["serve", "--port", "0", ...options], { stdio: ["ignore", "ignore", "pipe"] });
        let said = "";
        child.stderr.on("data", (bytes) => {
            said += bytes;
            const found = /http:\/\/\S+\//.exec(said);
            if (found)
                resolve({
                    address: found[0],
                    stop: () =>
                        new Promise((ended) => {
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

/* A page of its own context. Faults of the console, of the policy, and requests that leave the server are collected, and fail the test. */
export async function open(browser, address, options = {}) {
    const context = await browser.newContext({ viewport: { width: 1280, height: 860 }, ...options });
    const page = await context.newPage();
    page.faults = [];
    page.on("console", (m) => {
        if (m.type() === "error" && !/Failed to load resource.*(401|422)/.test(m.text())) page.faults.push(m.text());
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
