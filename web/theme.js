/* theme.js: light or dark, before the first paint: as the person wishes (app.js has the button), else as the system has it, also when that changes.
 * It stands in data-theme, for the style sheet; the wish in data-wish. */
(() => {
    const root = document.documentElement,
        system = matchMedia("(prefers-color-scheme: dark)");
    const paint = () => {
        root.dataset.theme = root.dataset.wish || (system.matches ? "dark" : "light");
    };
    try {
        const wish = localStorage.getItem("hearsay-theme");
        if (wish === "light" || wish === "dark") root.dataset.wish = wish;
    } catch {
        /* no storage: as the system */
    }
    system.addEventListener("change", paint);
    document.addEventListener("wish", paint);
    paint();
})();
