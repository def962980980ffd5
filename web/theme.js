/* theme.js: light or dark before the first paint; app.js has the button. */
(() => {
    let wish = null;
    try {
        wish = localStorage.getItem("hearsay-theme");
    } catch {
        /* no storage: as the system */
    }
    if (wish === "light" || wish === "dark") document.documentElement.dataset.theme = wish;
})();
