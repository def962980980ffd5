"""Universal Dependencies trees against gold trees of the same text, from raw text: tokens and sentences may differ.

After the CoNLL 2018 shared task (Zeman et al. 2018). Places are counted in characters of the text without white space, which must be
the same on both sides. A word is known by its place; a word inside a multi-word token whose words do not spell it ("can't" as
"ca" "n't" do, "won't" as "will" "not" do not) by the token's place and its number in it.

tokens, sentences   those at the same place
words               aligned
UPOS                and of the same tag
UAS                 and the heads are aligned with each other, or both are roots
LAS                 and the relation is the same, subtypes aside
"""
import re

from common import Unscorable, figures


def visible(form):
    return "".join(form.split())


class Trees:
    """A CoNLL-U file as sets of places. words: {key: (upos, key of the head or None for a root, relation)}."""

    def __init__(self, conllu, name="CoNLL-U"):
        self.text, self.tokens, self.sentences, self.words = "", set(), set(), {}
        self._length, self._parts = 0, []
        for block in re.split(r"\n[ \t]*\n", conllu.replace("\r\n", "\n")):
            rows = [line.split("\t") for line in block.split("\n") if line and not line.startswith("#")]
            for row in rows:
                if len(row) != 10:
                    raise Unscorable(f"{name}: {len(row)} columns in {row[0]!r} {row[1:2]}")
            if rows:
                self._sentence(rows, name)
        self.text = "".join(self._parts)
        if not self.text:
            raise Unscorable(f"{name}: no words")

    def _token(self, form):
        place = self._length, self._length + len(form)
        self._parts.append(form)
        self._length = place[1]
        self.tokens.add(place)
        return place

    def _sentence(self, rows, name):
        begin, keys, features = self._length, [], []
        rows = [row for row in rows if "." not in row[0]]            # an empty node is not in the text
        inside = {}                                                  # word id -> its key, inside a multi-word token
        for row in rows:
            if "-" in row[0]:
                first, last = (int(n) for n in row[0].split("-"))
                parts = [visible(r[1]) for r in rows if r[0].isdigit() and first <= int(r[0]) <= last]
                start, end = self._token(visible(row[1]))
                spelled = "".join(parts) == visible(row[1])
                for n, part in enumerate(parts):
                    inside[first + n] = (start, start + len(part), 0) if spelled else (start, end, n + 1)
                    start += len(part) if spelled else 0
                continue
            if row[0] != str(len(keys) + 1) or not row[6].isdigit():
                raise Unscorable(f"{name}: word {row[0]} {row[1]!r} where word {len(keys) + 1} with a head was expected")
            key = inside.get(int(row[0]))
            keys.append(key or (*self._token(visible(row[1])), 0))
            features.append((row[3], int(row[6]), row[7].split(":")[0]))
        for key, (upos, head, relation) in zip(keys, features):
            if head > len(keys):
                raise Unscorable(f"{name}: head {head} in a sentence of {len(keys)} words")
            self.words[key] = upos, keys[head - 1] if head else None, relation
        self.sentences.add((begin, self._length))


def score(gold, predicted):
    """{measure: {p, r, f1, predicted, gold}} of two Trees."""
    if gold.text != predicted.text:
        at = next((i for i, (a, b) in enumerate(zip(gold.text, predicted.text)) if a != b), min(len(gold.text), len(predicted.text)))
        raise Unscorable(f"the texts differ at visible character {at}: gold {gold.text[at:at + 30]!r}, predicted {predicted.text[at:at + 30]!r}")
    aligned = [(gold.words[key], predicted.words[key]) for key in gold.words.keys() & predicted.words.keys()]
    attached = [(g, p) for g, p in aligned if g[1] == p[1]]

    def row(hits, of):
        return figures(hits, len(getattr(predicted, of)), hits, len(getattr(gold, of)))

    return {
        "sentences": row(len(gold.sentences & predicted.sentences), "sentences"),
        "tokens": row(len(gold.tokens & predicted.tokens), "tokens"),
        "words": row(len(aligned), "words"),
        "UPOS": row(sum(g[0] == p[0] for g, p in aligned), "words"),
        "UAS": row(len(attached), "words"),
        "LAS": row(sum(g[2] == p[2] for g, p in attached), "words"),
    }


def documents(conllu):
    """The raw texts of a treebank: (id, text) a document. A token's white space is SpaceAfter's; sentences of a paragraph are joined
    by a space, paragraphs by a line feed."""
    out = []
    for block in conllu.replace("\r\n", "\n").split("\n\n"):
        lines = block.split("\n")
        comments = [line for line in lines if line.startswith("#")]
        rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
        if not rows:
            continue
        new = re.search(r"^# newdoc(?: id = (.*))?$", "\n".join(comments), re.M)
        if new or not out:
            out.append((new and new.group(1) or str(len(out)), ""))
        id, text = out[-1]
        if text:
            text += "\n" if any(re.match(r"# newpar\b", c) for c in comments) else " "
        until = 0                                                    # the last word of the multi-word token that is open
        pieces = []
        for row in rows:
            if "." in row[0] or (row[0].isdigit() and int(row[0]) <= until):
                continue
            if "-" in row[0]:
                until = int(row[0].split("-")[1])
            pieces += [row[1], "" if "SpaceAfter=No" in row[9].split("|") else " "]
        out[-1] = id, text + "".join(pieces).rstrip(" ")
    return out
