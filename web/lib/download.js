/* download.js: a menu of what can be taken along. The server names the files. */
import { h, tell } from "./dom.js";

async function save(response, usual) {
    const name = /filename="([^"]+)"/.exec(response.headers.get("Content-Disposition") || "")?.[1] || usual;
    const url = URL.createObjectURL(await response.blob());
    h("a", { href: url, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(url), 60000);
}

/* rows: [[title, [format, ...]]]: what one entry saves, each as a file; fetchAs(format) is its response; usual: the name of one that has none. */
export function downloads(rows, fetchAs, usual) {
    const menu = h(
        "details.menu",
        {},
        h("summary", {}, "Download"),
        h(
            "ul",
            {},
            rows.map(([title, formats]) =>
                h(
                    "li",
                    {},
                    h(
                        "button",
                        {
                            type: "button",
                            onclick: async () => {
                                menu.open = false;
                                try {
                                    for (const format of formats) await save(await fetchAs(format), usual);
                                } catch (e) {
                                    tell(e.message);
                                }
                            },
                        },
                        title,
                    ),
                ),
            ),
        ),
    );
    /* As menus do: it closes when one looks elsewhere. */
    menu.addEventListener("focusout", (e) => {
        if (e.relatedTarget && !menu.contains(e.relatedTarget)) menu.open = false;
    });
    menu.addEventListener("keydown", (e) => {
        if (e.key !== "Escape" || !menu.open) return;
        menu.open = false;
        menu.querySelector("summary").focus();
        e.stopPropagation();
    });
    return menu;
}
