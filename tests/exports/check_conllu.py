"""--format conllu: read by the conllu package, held against the rules of UD's validate.py at level 1 (the format's own), and compared with the JSON
document: attributions and the events of claims, word by word."""
import re

import conllu

from common import want

# Tags of words, from the standard; the columns that hearsay leaves empty are not among them.
UPOS = set("ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X".split())
DEPREL = re.compile(r"[a-z]+(:[a-z]+)?(:[\w]+)?")


def check_lines(text):
    """Columns, comments before words, empty lines: what the validator asks of the file as such."""
    want(text.endswith("\n\n") and not text.startswith("\n") and "\n\n\n" not in text, "sentences do not end in one empty line")
    for sentence in text[:-2].split("\n\n"):
        rows = [line for line in sentence.split("\n") if not line.startswith("#")]
        want(sentence.split("\n")[-len(rows):] == rows, "a comment behind a word")
        for row in rows:
            cells = row.split("\t")
            want(len(cells) == 10 and all(cells), "a row of %d cells: %r", len(cells), row)
            # Of ASCII: SpacesAfter has a no-break space or U+0085 as it is, as UDPipe writes it.
            want(all(cell == cell.strip(" \t\r") for cell in cells), "white space around a cell: %r", row)
            want(all(" " not in cells[i] for i in (0, 3, 4, 5, 6, 7, 8)), "a space in a column that may have none: %r", row)
            misc = cells[9].split("|")
            want(misc == sorted(misc, key=str.lower) and len({m.split("=")[0] for m in misc}) == len(misc), "MISC is out of order: %r", cells[9])


def check_sentence(s, ids):
    want(s.metadata["sent_id"] not in ids, "%s twice", s.metadata["sent_id"])
    ids.add(s.metadata["sent_id"])
    words = [t for t in s if isinstance(t["id"], int)]
    want([t["id"] for t in words] == list(range(1, len(words) + 1)), "%s: word numbers", s.metadata["sent_id"])
    for t in words:
        want(t["upos"] in UPOS and DEPREL.fullmatch(t["deprel"]), "%s: %s, %s", t, t["upos"], t["deprel"])
        want((t["head"] == 0) == (t["deprel"] == "root") and 0 <= t["head"] <= len(words) and t["head"] != t["id"], "%s: head %s", t, t["head"])
    for t in words:
        seen, at = set(), t["id"]
        while at and at not in seen:
            seen.add(at)
            at = words[at - 1]["head"]
        want(at == 0, "%s: the heads go round in a circle", s.metadata["sent_id"])
    tokens, covered = [], 0
    for t in s:
        if isinstance(t["id"], tuple):
            covered = t["id"][2]
        elif t["id"] <= covered:
            continue
        tokens.append(t)
    text = "".join(t["form"] + ("" if (t["misc"] or {}).get("SpaceAfter") == "No" else " ") for t in tokens).rstrip(" ")
    want(text == s.metadata["text"].rstrip(" "), "%s: its tokens make %r", s.metadata["sent_id"], text)


def forms(sentences):
    """{(id, part): the letters of the words that it marks}"""
    found = {}
    for s in sentences:
        for t in s:
            for key in ("Attribution", "Claim"):
                for name in ((t["misc"] or {}).get(key) or "").split(","):
                    if name:
                        thing, part = name.split(":")
                        found[thing, part] = found.get((thing, part), "") + t["form"]
    return {k: re.sub(r"\s", "", v) for k, v in found.items()}


def parts(d):
    for t in d["attributions"]:
        for role in ("source", "cue", "content"):
            yield (t["id"], role), t[role]
    for c in d["claims"]:
        if c["event"]:
            yield (c["id"], "cue"), c["event"]["cue"]
            yield (c["id"], "theme"), c["event"]["theme"]


def check(output, documents):
    blocks = re.split(r"^(?=# newdoc id = )", output, flags=re.M)[1:]
    want(len(blocks) == len(documents), "%d documents, not %d", len(blocks), len(documents))
    for text, d in zip(blocks, documents):
        check_lines(text)
        sentences, ids = conllu.parse(text), set()
        want(len(sentences) == len(d["sentences"]), "%s: %d sentences, not %d", d["id"], len(sentences), len(d["sentences"]))
        for s in sentences:
            check_sentence(s, ids)
        found = forms(sentences)
        for name, spans in parts(d):
            if spans:
                want(name in found, "%s: nothing is %s", d["id"], name)
                said = re.sub(r"\s", "", "".join(d["text"][a:b] for a, b in spans))
                want(said in found[name], "%s: %s is %r, not %r", d["id"], name, found[name], said)
        want(set(found) == {name for name, spans in parts(d) if spans}, "%s: %s", d["id"], set(found))
    return len(documents)
