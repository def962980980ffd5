/* import.js: files into the store, and how far that is. */
import { $, count, h, say } from "../lib/dom.js";
import { ask, getJson, query } from "../lib/api.js";
import { asRecords } from "../lib/files.js";

const LARGEST = 48 << 20; /* of one import; what is more becomes another one */

/* Server-sent events of a response, as fetch() brings them: EventSource could not bring the token. */
async function* events(response) {
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    for (let rest = ""; ;) {
        const { done, value } = await reader.read();
        if (done) return;
        rest += value;
        const parts = rest.split("\n\n");
        rest = parts.pop();
        for (const part of parts) {
            const event = { name: "message", data: "" };
            for (const line of part.split("\n")) {
                if (line.startsWith("event: ")) event.name = line.slice(7);
                else if (line.startsWith("data: ")) event.data += line.slice(6);
            }
            yield event;
        }
    }
}

const number = (n) => n.toLocaleString("en");

function report(box) {
    const bar = h("progress", { max: 1, value: 0, "aria-label": "How far it is" });
    const line = h("p.meta", {}, "Waiting …");
    const faults = h("ul.faults", {});
    box.replaceChildren(bar, line, faults);
    return (state, rate) => {
        bar.value = state.total_bytes ? state.bytes / state.total_bytes : 1;
        const what = [
            count(state.articles, "article"),
            state.new ? `${number(state.new)} new` : null,
            state.versions ? count(state.versions, "new version") : null,
            state.places ? `${number(state.places)} in another place` : null,
            state.known ? `${number(state.known)} known already` : null,
            state.failed ? `${number(state.failed)} could not be read` : null,
            rate && state.state === "reading" ? `${rate.toFixed(1)} a second` : null,
        ];
        const words = { waiting: "Waiting", reading: "Reading", done: "Done", stopped: "Stopped" }[state.state];
        line.textContent = `${words}: ${what.filter(Boolean).join(", ")}.`;
        if (state.faults) faults.replaceChildren(...state.faults.map((f) => h("li", {}, `Article ${f.line}: ${f.detail}`)));
    };
}

async function follow(id, show) {
    const began = performance.now();
    let last = null;
    for await (const event of events(await ask(`/api/imports/${id}/events`))) {
        last = JSON.parse(event.data);
        show(last, last.articles / ((performance.now() - began) / 1000));
    }
    return last?.faults ? last : getJson(`/api/imports/${id}`);
}

export async function importView(main) {
    document.title = "Import – hearsay";
    const status = h("div.status", { role: "status" });
    const file = h("input.away", {
        type: "file",
        multiple: true,
        id: "files",
        tabindex: "-1",
        "aria-hidden": "true",
        accept: ".txt,.html,.htm,.xhtml,.json,.jsonl,.ndjson",
    });
    const button = h("button.primary", { type: "button", onclick: () => file.click() }, "Choose files …");
    const outlet = h("input", { id: "import-outlet", autocomplete: "off" });
    const total = h("p.meta", {});
    const stats = async () => {
        const n = await getJson("/api/stats");
        total.textContent = `The store holds ${count(n.articles, "article")} of ${count(n.outlets, "outlet")}, ${number(n.words)} words.`;
    };
    const run = async (files) => {
        button.disabled = true;
        try {
            for (const part of await asRecords(files, outlet.value.trim(), LARGEST)) {
                const box = h("div.import-report", {});
                status.prepend(box);
                const show = report(box);
                const begun = await getJson(`/api/imports${query({})}`, {
                    method: "POST",
                    headers: { "Content-Type": "application/x-ndjson" },
                    body: part,
                });
                const end = await follow(begun.id, show);
                show(end);
                say(box.querySelector(".meta").textContent);
            }
            await stats();
        } catch (e) {
            status.prepend(h("div.fault", { role: "alert" }, h("p", {}, e.message)));
        }
        button.disabled = false;
        file.value = "";
    };
    file.addEventListener("change", () => run([...file.files]));
    const drop = h(
        "section.start.drop",
        {},
        h("p", {}, button, file, h("span.help", {}, " or drop them here")),
        h("p.help", {}, "Plain text, saved web pages, JSON Lines. An article that is there already is stored once, with both places noted."),
        h("label", { for: "import-outlet" }, "Outlet of those that do not say it"),
        outlet,
    );
    drop.addEventListener("dragover", (e) => {
        e.preventDefault();
        drop.classList.add("over");
    });
    drop.addEventListener("dragleave", () => drop.classList.remove("over"));
    drop.addEventListener("drop", (e) => {
        e.preventDefault();
        drop.classList.remove("over");
        if (e.dataTransfer.files.length) run([...e.dataTransfer.files]);
    });
    main.replaceChildren(
        h(
            "div.opening",
            {},
            h("h1", {}, "Import"),
            h("p.lead", {}, "Articles for the store, so that they can be searched, compared and traced."),
            drop,
            status,
            total,
        ),
    );
    $("main").focus({ preventScroll: true });
    await stats();
}
