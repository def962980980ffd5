"""--format svg: well-formed XML of a few harmless elements; one node a voice and a claim, one edge a position and a step of a chain, as the JSON
documents have them; all of it inside the picture, and no two boxes over each other."""
import re
import xml.etree.ElementTree as ElementTree

import net
from common import want

SVG = "{http://www.w3.org/2000/svg}"
MOST_CLAIMS = 24
ATTRIBUTES = {"svg": "id class role lang width height viewBox", "title": "", "desc": "", "style": "", "defs": "", "g": "class transform",
              "marker": "id viewBox refX refY markerWidth markerHeight markerUnits orient", "path": "class d marker-end",
              "rect": "class x y width height rx", "text": "class x y"}


def check_elements(root, d):
    for e in root.iter():
        name = e.tag.replace(SVG, "")
        want(e.tag.startswith(SVG) and name in ATTRIBUTES, "%s: an element <%s>", d["id"], e.tag)
        want(set(e.attrib) <= set(ATTRIBUTES[name].split()), "%s: <%s> has %s", d["id"], name, sorted(e.attrib))
    style = root.find(SVG + "style").text
    want("url(" not in style and "@import" not in style and "prefers-color-scheme:dark" in style, "the style")
    want(root[0].tag == SVG + "title" and root[1].tag == SVG + "desc" and root.get("role") == "img", "%s: nothing for a screen reader", d["id"])


def boxes(root):
    """[(class, title, x, y, width, height)], as placed in the inner group."""
    for g in root.iter(SVG + "g"):
        rect = g.find(SVG + "rect")
        if rect is not None:
            yield (g.get("class"), g.find(SVG + "title").text) + tuple(float(rect.get(k)) for k in ("x", "y", "width", "height"))


def check_places(root, found, d):
    width, height = float(root.get("width")), float(root.get("height"))
    for kind, title, x, y, w, h in found:
        want(0 <= x and x + w <= width and 0 <= y and y + h <= height, "%s: %r lies outside", d["id"], title)
    for i, (_, title, x, y, w, h) in enumerate(found):
        for _, other, u, v, p, q in found[i + 1:]:
            want(x + w <= u or u + p <= x or y + h <= v or v + q <= y, "%s: %r lies over %r", d["id"], title, other)
    for path in root.iter(SVG + "path"):
        for x, y in re.findall(r"(-?[\d.]+) (-?[\d.]+)", path.get("d") if "marker-end" in path.attrib else ""):
            want(-1 <= float(x) <= width and -1 <= float(y) <= height, "%s: an edge runs outside", d["id"])


def check_document(root, d):
    check_elements(root, d)
    found = list(boxes(root))
    check_places(root, found, d)
    drawn = [b for b in found if b[0].startswith("claim")]
    want(len(drawn) <= min(MOST_CLAIMS, len(d["claims"])), "%s: %d claims", d["id"], len(drawn))
    contested = [c for c in d["claims"] if any(p["position"] in ("denies", "doubts", "no-evidence") for p in c["positions"])]
    want(len([b for b in drawn if "contested" in b[0]]) == min(MOST_CLAIMS, len(contested)), "%s: contested claims", d["id"])
    want(len([b for b in found if b[0] == "outlet"]) == 1, "%s: the outlet", d["id"])
    strokes = [p.get("class").split()[1] for p in root.iter(SVG + "path") if "marker-end" in p.attrib]
    if len(drawn) == len(d["claims"]):
        expected = [kind for _, _, kind in net.edges(d, d["claims"])]
        legend = set(expected)
        want(sorted(strokes) == sorted(expected + list(legend)), "%s: edges %s, not %s", d["id"], sorted(strokes), sorted(expected))
    for text in root.iter(SVG + "text"):
        want(text.text and text.text.strip(), "%s: a line without words", d["id"])


def check(files, documents):
    of = {d["id"]: d for d in documents}
    want(len(files) == len(documents), "%d drawings for %d documents", len(files), len(documents))
    for text in files:
        root = ElementTree.fromstring(text)
        check_document(root, of.pop(root.get("id").replace("hearsay-", "")))
    want(not of, "no drawing of %s", list(of))
    return len(files)
