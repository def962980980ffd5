#!/usr/bin/env python3
"""What every output must hold, whatever the weights say.

usage: check.py json <DOCUMENTS          JSON Lines against docs/hearsay-1.schema.json, and what no schema can say
       check.py pages <DOCUMENTS         the same of `hearsay page`, whose documents have no sentences
       check.py conllu DOCUMENTS.jsonl <CONLLU
       check.py csv DOCUMENTS.jsonl <TABLE
       check.py brat DOCUMENTS.jsonl FOLDER     one pair of files for each document, in the order of their names
       check.py html DOCUMENTS.jsonl FOLDER     one page for each document, in the order of their names
       check.py markdown <PAGE           every JSON document in ```json fences

Prints how many documents hold; a fault is named on standard error, and the exit status is 1."""
import csv
import html.parser
import io
import json
import pathlib
import re
import sys

import schema

ROOT = pathlib.Path(__file__).resolve().parents[2]
SCHEMA = json.loads((ROOT / "docs/hearsay-1.schema.json").read_text(encoding="utf-8"))


class Fault(Exception):
    pass


def want(holds, what, *args):
    if not holds:
        raise Fault(what % args)


# ---- JSON ------------------------------------------------------------------------------------------------------------------


def in_order(spans, text, what, may_touch=True):
    """Spans that are not empty, lie in the text, and come one after the other."""
    end = 0
    for i, (a, b) in enumerate(spans):
        want(a < b <= len(text), "%s %d: [%d, %d) of a text of %d", what, i, a, b, len(text))
        want(a >= end if may_touch else a > end or i == 0, "%s %d begins at %d, before the last one's end at %d", what, i, a, end)
        end = b


def cover(spans, text, what):
    """Every character but white space stands in one of the spans."""
    at = 0
    for a, b in spans + [(len(text), len(text))]:
        rest = text[at:a].strip()
        want(not rest, "no %s holds %.40r", what, rest)
        at = b


def check_attribution(i, t, d):
    where = "attribution %s" % t["id"]
    want(t["id"] == "t%d" % (i + 1), "%s is number %d", where, i + 1)
    for role in ("source", "cue", "content"):
        in_order(t[role], d["text"], "%s, %s" % (where, role), may_touch=False)
        for a, b in t[role]:
            want(not d["text"][a].isspace() and not d["text"][b - 1].isspace(), "%s: white space at the ends of its %s", where, role)
    spans = sorted(tuple(s) for role in ("source", "cue", "content") for s in t[role])
    want(spans, "%s is empty", where)
    for (_, b), (a, _) in zip(spans, spans[1:]):
        want(a >= b, "%s: its source, cue and content overlap at %d", where, a)
    first = (t["cue"] or t["content"] or t["source"])[0]
    home = d["sentences"][t["sentence"]]
    want(home["start"] <= first[0] < home["end"], "%s: not in sentence %d", where, t["sentence"])
    want(t["chain"][0] == "outlet" and t["links"][0] == "outlet", "%s: its chain begins with %s", where, t["chain"][0])
    want(len(t["chain"]) == len(t["links"]), "%s: %d voices, %d links", where, len(t["chain"]), len(t["links"]))
    want(t["actor"] == (t["chain"][-1] if len(t["chain"]) > 1 else None), "%s: actor %s", where, t["actor"])
    want(t["content"] or t["quote"] == "indirect", "%s: no content, and %s", where, t["quote"])


def check_actors(d):
    ids = [a["id"] for a in d["actors"]]
    want(ids == ["a%d" % (i + 1) for i in range(len(ids))], "actors are numbered %s", " ".join(ids))
    seen = set()
    for a in d["actors"]:
        where = "actor %s" % a["id"]
        want(a["name"] and a["mentions"], "%s has no name or no mention", where)
        want(a["of"] is None or a["of"] in ids and a["of"] != a["id"], "%s acts for %s", where, a["of"])
        want(len(a["members"]) != 1 and all(m in ids and m != a["id"] for m in a["members"]), "%s: members %s", where, a["members"])
        want(not a["members"] or a["kind"] == "group", "%s: members, and a %s", where, a["kind"])
        last = (-1, 0)
        for m in a["mentions"]:
            span = (m["start"], m["end"])
            want(span[0] < span[1] <= len(d["text"]), "%s: mention [%d, %d)", where, *span)
            want(span not in seen, "%s: [%d, %d) is a mention of two", where, *span)
            want((span[0], -span[1]) >= (last[0], -last[1]), "%s: its mentions are not in the order of the text", where)
            seen.add(span)
            last = span
    for t in d["attributions"]:
        want(t["actor"] is None or t["actor"] in ids, "attribution %s: no actor %s", t["id"], t["actor"])


def check_document(d, page_only=False):
    found = list(schema.errors(d, SCHEMA, SCHEMA))
    want(not found, "%s", "; ".join(found[:5]))
    want(list(d) == SCHEMA["required"], "the fields stand in another order: %s", " ".join(d))
    text = d["text"]
    want(text == text.rstrip(), "white space at the end of the text")
    want(not text.startswith("\ufeff"), "a byte order mark")
    for name in ("blocks", "sentences", "loaded", "times", "entities"):
        in_order([(x["start"], x["end"]) for x in d[name]], text, name)
    cover([(b["start"], b["end"]) for b in d["blocks"]], text, "block")
    if page_only:
        for name in ("sentences", "actors", "attributions", "loaded", "claims", "times", "entities"):
            want(not d[name], "%s of a page alone", name)
    else:
        cover([(s["start"], s["end"]) for s in d["sentences"]], text, "sentence")
    for i, s in enumerate(d["sentences"]):
        b = d["blocks"][s["block"]]
        want(b["start"] <= s["start"] and s["end"] <= b["end"], "sentence %d is not in block %d", i, s["block"])
    check_actors(d)
    for i, t in enumerate(d["attributions"]):
        check_attribution(i, t, d)


def documents(lines):
    return [json.loads(line) for line in lines.split("\n") if line.strip()]


def check_json(text, page_only=False):
    docs = documents(text)
    for i, d in enumerate(docs):
        try:
            check_document(d, page_only)
        except Fault as e:
            raise Fault("document %d (%s): %s" % (i + 1, d.get("uri"), e))
    return len(docs)


# ---- CoNLL-U ---------------------------------------------------------------------------------------------------------------

ESCAPES = {"\\s": " ", "\\t": "\t", "\\r": "\r", "\\n": "\n"}


def misc_of(row):
    pairs = [] if row[9] == "_" else [x.split("=", 1) for x in row[9].split("|")]
    want([k for k, _ in pairs] == sorted(k for k, _ in pairs), "MISC is not sorted: %s", row[9])
    return dict(pairs)


def space_after(misc):
    if "SpacesAfter" in misc:
        return re.sub(r"\\[strn]", lambda m: ESCAPES[m.group()], misc["SpacesAfter"])
    return "" if misc.get("SpaceAfter") == "No" else " "


def sentence_tokens(rows):
    """(form, white space behind it) of each surface token; checks ids, heads and columns."""
    words = [r for r in rows if "-" not in r[0]]
    want([r[0] for r in words] == [str(i + 1) for i in range(len(words))], "ids: %s", " ".join(r[0] for r in words))
    for r in rows:
        want(len(r) == 10, "%d columns: %s", len(r), r)
        want(all(x and x == x.strip("\t\n") for x in r), "an empty column: %s", r)
    for r in words:
        want(r[6].isdigit() and int(r[6]) <= len(words) and r[6] != r[0], "head %s of %s", r[6], r[0])
        want((r[6] == "0") == (r[7] == "root"), "head %s by %s", r[6], r[7])
    want(sum(r[6] == "0" for r in words) == 1, "%d roots", sum(r[6] == "0" for r in words))
    out, inside = [], 0
    for r in rows:
        if "-" in r[0]:
            first, last = map(int, r[0].split("-"))
            want("".join(words[i - 1][1] for i in range(first, last + 1)) == r[1], "token %s is not spelt by its words", r[1])
            inside = last - first + 1
            out.append((r[1], space_after(misc_of(r))))
        elif inside:
            inside -= 1
            want("SpaceAfter" not in r[9], "a word inside a token has SpaceAfter: %s", r)
        else:
            out.append((r[1], space_after(misc_of(r))))
    return out


def conllu_document(block):
    """The text that the tokens and their white space come to, and the attributions that MISC names."""
    text, named = "", set()
    for sentence in block.strip("\n").split("\n\n"):
        lines = sentence.split("\n")
        comments = dict(x[2:].split(" = ", 1) if " = " in x else (x[2:], "") for x in lines if x.startswith("#"))
        rows = [x.split("\t") for x in lines if not x.startswith("#")]
        tokens = sentence_tokens(rows)
        plain = "".join(form + (" " if space else "") for form, space in tokens)
        want(plain.rstrip(" ") == comments["text"], "# text = %s, its tokens say %s", comments["text"], plain)
        text += "".join(form + space for form, space in tokens)
        for r in rows:
            named.update(misc_of(r).get("Attribution", "").split(","))
    return text, named - {""}


def check_conllu(docs, text):
    blocks = re.split(r"^(?=# newdoc id = )", text, flags=re.M)[1:]
    want(len(blocks) == len(docs), "%d documents, expected %d", len(blocks), len(docs))
    for d, block in zip(docs, blocks):
        want(block.startswith("# newdoc id = %s\n" % d["id"]), "not the document %s", d["id"])
        try:
            back, named = conllu_document(block)
        except Fault as e:
            raise Fault("document %s: %s" % (d["id"], e))
        want(back.strip() == d["text"].strip(), "document %s: the text that comes back differs", d["id"])
        expected = {"%s:%s" % (t["id"], role) for t in d["attributions"] for role in ("source", "cue", "content") if t[role]}
        want(named == expected, "document %s: attributions %s", d["id"], " ".join(sorted(named ^ expected)))
    return len(docs)


# ---- brat ------------------------------------------------------------------------------------------------------------------


def check_pair(d, text, rows):
    want(text == d["text"], "the text differs")
    known, notes = set(), 0
    for row in rows:
        id_, body, *rest = row.split("\t")
        if id_[0] == "T":
            kind, spans = body.split(" ", 1)
            spans = [tuple(map(int, s.split())) for s in spans.split(";")]
            want(kind in ("Source", "Cue", "Content", "Loaded", *(a["kind"].capitalize() for a in d["actors"])), "%s: type %s", id_, kind)
            in_order(spans, text, id_)
            want(" ".join(text[a:b] for a, b in spans) == rest[0], "%s says %r", id_, rest[0])
            want(id_ not in known, "%s twice", id_)
            known.add(id_)
        else:
            for name in re.findall(r"\bT[0-9]+", body):
                want(name in known, "%s names %s", id_, name)
            notes += id_[0] == "#"
    want(notes == len(d["attributions"]), "%d notes for %d attributions", notes, len(d["attributions"]))


def check_brat(docs, folder):
    names = sorted(folder.glob("*.ann"), key=lambda p: [int(x) if x.isdigit() else x for x in re.split("([0-9]+)", p.name)])
    want(len(names) == len(docs), "%d .ann files, expected %d", len(names), len(docs))
    for d, ann in zip(docs, names):
        try:
            text = ann.with_suffix(".txt").read_bytes().decode("utf-8")
            check_pair(d, text, ann.read_bytes().decode("utf-8").split("\n")[:-1])
        except Fault as e:
            raise Fault("%s: %s" % (ann.name, e))
    return len(docs)


# ---- CSV -------------------------------------------------------------------------------------------------------------------


def check_csv(docs, text):
    """One table for all documents: a header, then a row an attribution, none of whose cells is a formula."""
    want(text.endswith("\r\n") and "\n" not in text.replace("\r\n", ""), "the lines do not end in CRLF, or there are others")
    rows = list(csv.reader(io.StringIO(text, newline="")))
    want(rows[0] == "article date source actor kind code cue stance content score".split(), "the header is %s", rows[0])
    expected = [(d, t) for d in docs for t in d["attributions"]]
    want(len(rows) - 1 == len(expected), "%d rows for %d attributions", len(rows) - 1, len(expected))
    for row, (d, t) in zip(rows[1:], expected):
        actor = next((a for a in d["actors"] if a["id"] == t["actor"]), {})
        want(row[0] == d["uri"] and row[1] == (d["published"] or ""), "a row of %s, %s", row[0], row[1])
        want(row[3:6] == [actor.get(k) or "" for k in ("name", "kind", "code")], "%s: the actor is %s", t["id"], row[3:6])
        for cell, role in ((row[2], "source"), (row[6], "cue"), (row[8], "content")):
            said = " … ".join(d["text"][a:b] for a, b in t[role])
            want(cell.lstrip("'").split() == said.lstrip("'").split(), "%s: its %s is %r", t["id"], role, cell)
        want(float(row[9]) == t["score"], "%s: score %s", t["id"], row[9])
        want(not any(re.match(r"\s*[=+\-@|%]", cell) for cell in row), "%s: a formula", t["id"])
    return len(docs)


# ---- HTML ------------------------------------------------------------------------------------------------------------------


class Page(html.parser.HTMLParser):
    """The text of the article's elements, a line each, and the numbers of the cards; the claims, as they lead."""

    def __init__(self):
        super().__init__()
        self.lines, self.cards, self.claims, self.inside = [], [], [], False

    def handle_starttag(self, tag, attrs):
        self.inside = self.inside or tag == "article"
        if self.inside and tag in ("p", "h1", "h2"):
            self.lines.append("")
        if tag == "li" and "data-t" in dict(attrs):
            self.cards.append(dict(attrs)["data-t"])
        if tag == "li" and dict(attrs).get("class") == "claim":
            self.claims.append(dict(attrs)["id"])

    def handle_endtag(self, tag):
        self.inside = self.inside and tag != "article"

    def handle_data(self, data):
        if self.inside and self.lines:
            self.lines[-1] += data


def check_html(docs, folder):
    pages = sorted(folder.iterdir(), key=lambda p: p.name)
    found = {}
    for path in pages:
        page = Page()
        page.feed(path.read_text(encoding="utf-8"))
        found["".join("".join(page.lines).split())] = page
    for d in docs:
        key = "".join(d["text"].split())
        want(key in found, "no page has the text of %s", d["id"])
        page = found[key]
        want(page.cards == [a["id"][1:] for a in d["attributions"]], "the cards of %s are %s", d["id"], page.cards)
        denied = [c["id"] for c in d["claims"] if any(p["position"] in ("denies", "doubts", "no-evidence") for p in c["positions"])]
        want(set(page.claims[:len(denied)]) == set(denied) or len(denied) > 40, "%s leads with %s, not %s", d["id"], page.claims, denied)
    want(len(pages) == len(docs), "%d pages of %d documents", len(pages), len(docs))
    return len(docs)


def main():
    kind, args = sys.argv[1], sys.argv[2:]
    docs = documents(pathlib.Path(args[0]).read_text(encoding="utf-8")) if args else []
    stdin = "" if kind == "brat" else sys.stdin.buffer.read().decode("utf-8")
    try:
        if kind in ("json", "pages"):
            n = check_json(stdin, kind == "pages")
        elif kind == "conllu":
            n = check_conllu(docs, stdin)
        elif kind == "csv":
            n = check_csv(docs, stdin)
        elif kind == "brat":
            n = check_brat(docs, pathlib.Path(args[1]))
        elif kind == "html":
            n = check_html(docs, pathlib.Path(args[1]))
        else:
            fences = [x for x in re.findall(r"^```json\n(.*?)^```", stdin, flags=re.M | re.S) if '"hearsay/1"' in x]
            n = check_json("\n".join(json.dumps(json.loads(x)) for x in fences))
    except Fault as e:
        print(e, file=sys.stderr)
        sys.exit(1)
    if not n:
        print("there is no document", file=sys.stderr)
        sys.exit(1)
    print("%d document%s hold%s" % (n, "" if n == 1 else "s", "s" if n == 1 else ""))


main()
