/* html_page.c: the frame, style and script of the pages that html.c writes. The policy forbids to fetch anything from anywhere. */
#include "write/html_page.h"

const char html_page_begin[] =
    "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
    "<meta name=\"generator\" content=\"hearsay\">\n"
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'\">\n"
    "<meta name=\"color-scheme\" content=\"light dark\">\n";

const char html_page_style[] =
    "<style>\n"
    ":root{--paper:#fdfcf9;--ink:#1c1b19;--dim:#6b675f;--rule:#dcd8ce;--source:#0b5cad;--cue:#a3341c;--content:#f4ecd0;--inner:#ecdca6;--lit:#ffd54d}\n"
    "@media(prefers-color-scheme:dark){:root{--paper:#191817;--ink:#e9e6df;--dim:#9d988e;--rule:#3a3834;--source:#7db7f2;--cue:#f0937c;"
    "--content:#35301f;--inner:#4a4020;--lit:#7a5c00}}\n"
    "*{box-sizing:border-box}\n"
    "body{margin:0;background:var(--paper);color:var(--ink);font:1.0625rem/1.6 Georgia,'Times New Roman',serif}\n"
    "header{padding:.8rem 1.5rem;border-bottom:1px solid var(--rule);color:var(--dim);font:.85rem/1.5 system-ui,sans-serif;overflow-wrap:anywhere}\n"
    ".legend{float:right;margin:0 0 0 1rem}.legend span{margin-left:.6rem}\n"
    "main{display:grid;grid-template-columns:minmax(0,42rem) minmax(16rem,24rem);gap:2.5rem;max-width:74rem;margin:0 auto;padding:1.5rem}\n"
    "article{overflow-wrap:anywhere}h1{font-size:1.8rem;line-height:1.25;margin:.2em 0 .5em}h2{font-size:1.15rem}\n"
    ".dek{font-size:1.15rem;color:var(--dim)}.byline,.caption,.credit,.dateline{color:var(--dim);font-size:.9rem}\n"
    ".related,.boilerplate{color:var(--dim);font-size:.85rem}small{font-size:.85em;color:var(--dim)}\n"
    ".content{background:var(--content)}.inner{background:var(--inner)}\n"
    ".source{color:var(--source);text-decoration:underline;text-decoration-thickness:1px;text-underline-offset:.18em}\n"
    ".cue{color:var(--cue);font-weight:bold}\n"
    ".loaded{font-style:normal;text-decoration:underline wavy var(--cue) 1px;text-underline-offset:.2em}\n"
    ".a{cursor:pointer}.a:focus-visible{outline:2px solid var(--cue);outline-offset:1px}\n"
    ".lit{background:var(--lit)}\n"
    "aside{font:.85rem/1.45 system-ui,sans-serif}aside h2{font-size:1rem;margin:.3rem 0 .6rem}\n"
    "aside ol{margin:0;padding:0 0 0 1.6rem}.card{margin:0 0 .5rem;padding:.45rem .6rem;border:1px solid var(--rule);border-radius:.3rem}\n"
    ".card p{margin:0}.chain{font-weight:600;overflow-wrap:anywhere}.chain span:first-child{color:var(--dim);font-weight:400}\n"
    ".chain .nobody{font-style:italic;font-weight:400}.chain .inherited,.chain .heard{font-weight:400}\n"
    ".what q{color:var(--ink);quotes:none}.what b{color:var(--cue)}.facts{color:var(--dim)}\n"
    ".what{display:-webkit-box;-webkit-line-clamp:3;-webkit-box-orient:vertical;overflow:hidden}.card.lit .what{-webkit-line-clamp:none}\n"
    "@media(min-width:56rem){aside{position:sticky;top:1rem;align-self:start;max-height:calc(100vh - 2rem);overflow:auto}}\n"
    "@media(max-width:56rem){main{grid-template-columns:minmax(0,1fr);padding:1rem}.legend{float:none;margin:0;display:block}}\n"
    "@media print{:root{--paper:#fff;--ink:#000}body{font-size:10.5pt}main{display:block}aside{position:static;max-height:none;overflow:visible}"
    ".what{-webkit-line-clamp:none}.card{break-inside:avoid}.content{background:none;border-bottom:1px dotted #888}}\n"
    "</style>\n";

const char html_page_legend[] =
    "<p class=\"legend\"><span class=\"source\">who</span><span class=\"cue\">how</span><span class=\"content\">what</span>"
    "<span class=\"inner\">what, inside what</span><span class=\"loaded\">loaded</span></p>";

const char html_page_end[] =
    "<script>\n"
    "'use strict';\n"
    "let kept = '';\n"
    "const parts = document.querySelectorAll('[data-t]');\n"
    "function light(t) {\n"
    "  for (const e of parts) e.classList.toggle('lit', t !== '' && e.dataset.t.split(' ').includes(t));\n"
    "  const card = t && document.getElementById('t' + t);\n"
    "  const box = card && card.closest('aside');\n"
    "  if (box && getComputedStyle(box).position === 'sticky')\n"
    "    box.scrollTop = card.offsetTop - box.offsetTop - box.clientHeight / 3;\n"
    "}\n"
    "/* The innermost attribution of a piece: the last one that began. */\n"
    "const own = e => e.classList.contains('card') ? e.dataset.t : (e.getAttribute('aria-describedby') || '').slice(1) || e.dataset.t.split(' ').pop();\n"
    "for (const e of parts) {\n"
    "  e.addEventListener('pointerenter', () => { if (!kept) light(own(e)); });\n"
    "  e.addEventListener('pointerleave', () => { if (!kept) light(''); });\n"
    "  e.addEventListener('focus', () => light(own(e)));\n"
    "  e.addEventListener('blur', () => light(kept));\n"
    "  e.addEventListener('click', () => { kept = kept === own(e) ? '' : own(e); light(kept); });\n"
    "  e.addEventListener('keydown', k => { if (k.key === 'Enter' || k.key === ' ') { k.preventDefault(); e.click(); } });\n"
    "}\n"
    "document.addEventListener('keydown', k => { if (k.key === 'Escape') { kept = ''; light(''); } });\n"
    "</script>\n</body>\n</html>\n";
