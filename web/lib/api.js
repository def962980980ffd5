/* api.js: the server's JSON API, and the token that it may want. */
import { h } from "./dom.js";

const KEY = "hearsay-token";

export class Problem extends Error {
    constructor(status, detail, code) {
        super(detail);
        this.status = status;
        this.code = code;
    }
}

function token() {
    try {
        return sessionStorage.getItem(KEY);
    } catch {
        return null;
    }
}

/* Asks for the token; false if none is given. */
function askToken(wrong) {
    return new Promise((resolve) => {
        const input = h("input", { type: "password", id: "token", autocomplete: "off", required: true, minlength: 16 });
        const dialog = h(
            "dialog",
            { "aria-labelledby": "token-title" },
            h(
                "form",
                {
                    method: "dialog",
                    onsubmit: () => {
                        try {
                            sessionStorage.setItem(KEY, input.value.trim());
                        } catch {
                            /* asked again next time */
                        }
                    },
                },
                h("h2", { id: "token-title" }, "This server wants its token"),
                h(
                    "p",
                    {},
                    wrong
                        ? "That was not it."
                        : "It is the first line of the file that the server was started with (--token-file). It is kept until you close this tab.",
                ),
                h("label", { for: "token" }, "Token"),
                input,
                h(
                    "p.buttons",
                    {},
                    h("button.primary", { type: "submit", value: "yes" }, "Go on"),
                    h("button", { type: "button", onclick: () => dialog.close("no") }, "Cancel"),
                ),
            ),
        );
        dialog.addEventListener("close", () => {
            dialog.remove();
            resolve(dialog.returnValue === "yes");
        });
        document.body.append(dialog);
        dialog.showModal();
    });
}

/* A response, or a Problem. */
export async function ask(path, options = {}, retried = false) {
    const headers = { ...options.headers };
    if (token()) headers.Authorization = `Bearer ${token()}`;
    let response;
    try {
        response = await fetch(path, { ...options, headers });
    } catch (e) {
        if (e.name === "AbortError") throw e;
        throw new Problem(0, "The server does not answer. Is it still running?");
    }
    if (response.status === 401 && (await askToken(retried))) return ask(path, options, true);
    if (response.ok) return response;
    let detail = response.statusText,
        code;
    try {
        const problem = await response.json();
        detail = problem.detail || problem.title;
        code = problem.code;
    } catch {
        /* no problem document: the status line must do */
    }
    throw new Problem(response.status, detail, code);
}

export const getJson = async (path, options) => (await ask(path, options)).json();

/* The query of a path from what is set. */
export function query(values) {
    const q = new URLSearchParams();
    for (const [key, value] of Object.entries(values)) if (value) q.set(key, value);
    const text = q.toString();
    return text ? `?${text}` : "";
}

/* An input is { body: string or Blob, type, about: { outlet, title, published, url }, any }. */
export function readArticle(input, more = {}) {
    return ask(`/api/read${query({ ...input.about, any_language: input.any ? "true" : "", ...more })}`, {
        method: "POST",
        headers: { "Content-Type": input.type },
        body: input.body,
    });
}
