"""Training data: the data folder's files as documents, documents as windows, windows as batches.

A document holds words (character spans and flags of the engine's own tokeniser, or the treebank's words), and labels by word. All indices
below are word indices of the document until a window is cut.
"""
import bisect
import ctypes
import json
import os
import random
import sys
from dataclasses import dataclass, field

import numpy as np
import torch

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "eval"))
import entities
from network import ENTITIES, FEATURES, LINKS, MENTIONS, NESTED_LINKS, TAGS, UPOS

SPACE_AFTER, JOINED, MAY_START, IN_QUOTE = 1, 2, 4, 8                      # enum word_flag of src/document.h
ROLES = ("source", "cue", "content")
NONCOMMERCIAL = ("essay", "letter", "podcast", "fiction", "whow")         # genres of GUM under NC licences: not for the shipped weights
CLS = 101
OTHER_TYPES = ("event", "object", "abstract", "animal", "plant", "substance")


class Engine:
    """The engine's own words, pieces and features, through the shared module hearsay_shim (`./dev train` builds it)."""

    def __init__(self, shim, vocabulary):
        self.words_lib = ctypes.CDLL(shim)
        self.vocabulary = vocabulary.encode()

    def words(self, text):
        """Rows (start, end, flags, block), in bytes."""
        raw = text.encode()
        rows = np.zeros((len(raw) + 1, 4), np.uint32)
        n = self.words_lib.hs_shim_words(raw, ctypes.c_size_t(len(raw)), rows.ctypes.data_as(ctypes.c_void_p), len(rows))
        if n < 0:
            raise RuntimeError("the tokeniser failed")
        return rows[:n].copy()

    def pieces(self, text, rows):
        raw = text.encode()
        spans = np.ascontiguousarray(rows[:, :2])
        out = np.zeros(len(raw) + 16 * len(rows) + 16, np.int32)
        first = np.zeros(len(rows) + 1, np.uint32)
        n = self.words_lib.hs_shim_pieces(self.vocabulary, raw, ctypes.c_size_t(len(raw)), spans.ctypes.data_as(ctypes.c_void_p), len(rows),
                                          out.ctypes.data_as(ctypes.c_void_p), len(out), first.ctypes.data_as(ctypes.c_void_p))
        if n < 0:
            raise RuntimeError("the word pieces failed")
        return out[:n].copy(), first

    def features(self, text, rows):
        raw = text.encode()
        rows = np.ascontiguousarray(rows)
        out = np.zeros(len(rows), np.uint8)
        self.words_lib.hs_shim_features(raw, rows.ctypes.data_as(ctypes.c_void_p), len(rows), out.ctypes.data_as(ctypes.c_void_p))
        return out


@dataclass
class Document:
    id: str
    text: str
    spans: list                                  # [n] (start, end) of each word, in characters
    flags: np.ndarray                            # [n]
    block: np.ndarray                            # [n]
    pieces: np.ndarray
    first: np.ndarray                            # [n + 1] into pieces
    feature: np.ndarray                          # [n]
    tags: np.ndarray = None                      # [n] into TAGS, None where the set does not tell
    links: dict = field(default_factory=dict)    # name: [(first, last, target or -1)]
    nested: np.ndarray = None                    # [n] into NESTED: cues of any depth
    sentence_start: np.ndarray = None            # [n] bool
    upos: np.ndarray = None
    head: np.ndarray = None                      # [n] word index, -1 root
    relation: list = None                        # [n] names
    entity: np.ndarray = None                    # [n] into ENTITIES
    mention: np.ndarray = None                   # [n] into MENTIONS
    chain: np.ndarray = None                     # [n] chain of the mention that a word heads, -1
    record: dict = None                          # what it was made from


def byte_offsets(text):
    """The byte offset of every character, and of the end."""
    widths = np.array([len(c.encode()) for c in text] + [0], np.int64)
    return np.concatenate([[0], np.cumsum(widths[:-1])]) if len(text) else np.zeros(1, np.int64)


def make(engine, id, text, char_rows):
    """A document of words given as (start, end, flags, block) in characters."""
    at = byte_offsets(text)
    rows = np.array([(at[s], at[e], f, b) for s, e, f, b in char_rows], np.uint32)
    pieces, first = engine.pieces(text, rows)
    return Document(id, text, [(r[0], r[1]) for r in char_rows], rows[:, 2].copy(), rows[:, 3].copy(), pieces, first,
                    engine.features(text, rows))


def engine_words(engine, text):
    """(start, end, flags, block) in characters, of the engine's tokeniser."""
    back = {int(b): i for i, b in enumerate(byte_offsets(text))}
    return [(back[int(s)], back[int(e)], int(f), int(b)) for s, e, f, b in engine.words(text)]


def words_under(document, start, end):
    """The words that a character span overlaps: a range."""
    i = bisect.bisect_right(document.spans, start, key=lambda s: s[1])
    j = i
    while j < len(document.spans) and document.spans[j][0] < end:
        j += 1
    return range(i, j)


def attributions_document(engine, record):
    """A PolNeAR record with span tags and links."""
    d = make(engine, record["id"], record["text"], engine_words(engine, record["text"]))
    d.record, d.tags = record, np.zeros(len(d.spans), np.int64)
    d.links = {name: [] for name in LINKS}
    for a in record["attributions"]:
        spans = {role: [] for role in ROLES}
        for role in ROLES:
            b = TAGS.index("B-" + role)
            for s, e in a[role]:
                under = words_under(d, s, e)
                if len(under) and not d.tags[under.start:under.stop].any():
                    d.tags[under.start] = b
                    d.tags[under.start + 1:under.stop] = b + 1
                    spans[role].append((under.start, under.stop - 1))
        first = {role: spans[role][0][0] if spans[role] else -1 for role in ROLES}
        for cue in spans["cue"]:
            d.links["cue_source"].append((*cue, first["source"]))
        for content in spans["content"]:
            d.links["content_cue"].append((*content, first["cue"]))
            d.links["content_source"].append((*content, first["source"]))
    return d


def add_nested(d, nested):
    """Cues of any depth with the ends of their sources and contents: the record's own attributions, then those inside them (nested.py)."""
    d.nested = np.zeros(len(d.spans), np.int64)
    d.links.update({"nested_" + name: [] for name in NESTED_LINKS})

    def hull(spans):
        """The first and last word of the longest span, (-1, -1) without one."""
        best = max(spans, key=lambda s: s[1] - s[0], default=None)
        under = words_under(d, *best) if best else ()
        return (under[0], under[-1]) if len(under) else (-1, -1)

    for a in d.record["attributions"] + nested:
        ends = dict(zip(NESTED_LINKS, (*hull(a["source"]), *hull(a["content"]))))
        for s, e in a["cue"]:
            under = words_under(d, s, e)
            if len(under) and not d.nested[under.start:under.stop].any() and ends["content_first"] >= 0:
                d.nested[under.start] = 1
                d.nested[under.start + 1:under.stop] = 2
                for name, target in ends.items():
                    d.links["nested_" + name].append((under.start, under.stop - 1, target))


def read_conllu(path):
    """{document id: [paragraph: [sentence: [(form, upos, head, relation, space after, joined)]]]} in order."""
    documents, sentence, joined_until, last = {}, [], 0, None
    with open(path, encoding="utf-8") as f:
        for line in f:
            line = line.rstrip("\n")
            if line.startswith("# newdoc id = "):
                paragraphs = documents.setdefault(line[14:], [])
                fresh = True
            elif line.startswith("# newpar"):
                fresh = True
            elif line and line[0].isdigit():
                c = line.split("\t")
                if "." in c[0]:
                    continue
                if "-" in c[0]:
                    joined_until, token, space_after = int(c[0].split("-")[1]), c[1], c[9].find("SpaceAfter=No") < 0
                    continue
                n = int(c[0])
                joined = n < joined_until
                space = space_after if n == joined_until else not joined and "SpaceAfter=No" not in c[9]
                if n >= joined_until:
                    joined_until = 0
                sentence.append((c[1], c[3], int(c[6]) - 1, c[7], space, joined))
            elif not line and sentence:
                if fresh or not paragraphs:
                    paragraphs.append([])
                    fresh = False
                paragraphs[-1].append(sentence)
                sentence = []
    return documents


def treebank_document(engine, id, paragraphs):
    """A document of a treebank: its text rebuilt, a line a paragraph; gold words, sentences and trees."""
    text, rows, starts, upos, head, relation = "", [], [], [], [], []
    for b, sentences in enumerate(paragraphs):
        text = text.rstrip() + ("\n" if text else "")
        for sentence in sentences:
            base = len(rows)
            for form, tag, h, rel, space, joined in sentence:
                form = form.replace(" ", "\u00a0")
                rows.append((len(text), len(text) + len(form), SPACE_AFTER * space | JOINED * joined, b))
                text += form + " " * space
                starts.append(len(rows) - 1 == base)
                upos.append(UPOS.index(tag))
                head.append(h + base if h >= 0 else -1)
                relation.append(rel)
            text = text.rstrip(" ") + " "
            rows[-1] = (*rows[-1][:2], rows[-1][2] | SPACE_AFTER, b)
    text = text.rstrip()
    quoted = {i for s, e, f, _ in engine_words(engine, text) if f & IN_QUOTE for i in range(s, e)}
    rows = [(s, e, f | IN_QUOTE * (s in quoted) | MAY_START * starts[i], b) for i, (s, e, f, b) in enumerate(rows)]
    d = make(engine, id, text, rows)
    d.sentence_start, d.upos, d.head, d.relation = np.array(starts), np.array(upos), np.array(head), relation
    return d


def add_mentions(d, record):
    """GUM's mentions on the treebank's document; word n of the one is token n of the other."""
    if len(record["tokens"]) != len(d.spans):
        raise ValueError("%s: %d tokens, %d words" % (d.id, len(record["tokens"]), len(d.spans)))
    at = {}
    for n, (s, e) in enumerate(record["tokens"]):
        at.setdefault(s, n)
    ends = [e for _, e in record["tokens"]]

    def words(span):
        i = at[span[0]]
        j = i
        while j + 1 < len(ends) and record["tokens"][j + 1][0] < span[1]:
            j += 1
        return i, j

    d.entity, d.mention = np.zeros(len(d.spans), np.int64), np.zeros(len(d.spans), np.int64)
    d.chain = np.full(len(d.spans), -1, np.int64)
    for m in sorted(record["mentions"], key=lambda m: m["span"][0] - m["span"][1]):
        i, j = words(m["head"])
        inside = [k for k in range(i, j + 1) if not i <= d.head[k] <= j]
        k = inside[0] if inside else i
        if d.chain[k] < 0:
            d.chain[k], d.mention[k] = m["chain"], MENTIONS.index(m["type"])
    words = [(UPOS[u], int(h), r, d.text[s:e]) for u, h, r, (s, e) in zip(d.upos, d.head, d.relation, d.spans)]
    named = entities.names(record, words)
    for types, found in ((entities.TYPES, named), (OTHER_TYPES, entities.names(record, words, OTHER_TYPES))):
        for i, j, kind in found:
            kind = kind if types is entities.TYPES else "other"
            if not d.entity[i:j + 1].any():
                d.entity[i] = ENTITIES.index("B-" + kind)
                d.entity[i + 1:j + 1] = ENTITIES.index("I-" + kind)
    return d


def jsonl(path):
    with open(path, encoding="utf-8") as f:
        return [json.loads(line) for line in f]


def read_more(engine, path):
    """Articles that an engine has read, in PolNeAR's form with what is nested beside it (readings.py)."""
    out = [attributions_document(engine, r) for r in jsonl(path)]
    for d in out:
        add_nested(d, d.record["nested"])
    return out


def read_polnear(engine, folder, part, nested=None):
    """PolNeAR's articles; `nested`: a file of nested.py with what stands inside their contents."""
    out = [attributions_document(engine, r) for r in jsonl(os.path.join(folder, "polnear", part + ".jsonl"))]
    if nested:
        inside = {r["id"]: r["nested"] for r in jsonl(nested)}
        for d in out:
            add_nested(d, inside[d.id])
    return out


def read_treebanks(engine, folder, part):
    """EWT's documents and GUM's, those with their mentions; of the training part without the genres of non-commercial licence."""
    out = [treebank_document(engine, id, p) for id, p in read_conllu(os.path.join(folder, "ud", "ewt-%s.conllu" % part)).items()]
    mentions = {r["id"]: r for r in jsonl(os.path.join(folder, "coref", "gum-%s.jsonl" % part))}
    for id, paragraphs in read_conllu(os.path.join(folder, "ud", "gum-%s.conllu" % part)).items():
        if part != "train" or mentions[id]["genre"] not in NONCOMMERCIAL:
            out.append(add_mentions(treebank_document(engine, id, paragraphs), mentions[id]))
    return out


def cut(d, limit, room=None):
    """Windows as word ranges: whole blocks of at most `limit` pieces with [CLS], the first window with only `room` (to vary the cuts)."""
    def size(i, j):
        return int(d.first[j]) - int(d.first[i])

    out, n, room = [], len(d.spans), (room or limit) - 1
    start = end = 0
    while start < n:
        while end < n:
            stop = end + 1
            while stop < n and d.block[stop] == d.block[end]:
                stop += 1
            if size(start, stop) > room:
                break
            end = stop
        if end == start and room < limit - 1:                               # the first block does not fit the lessened room
            room = limit - 1
            continue
        if end == start:                                                    # a block longer than a window
            stop = start + 1
            while stop < n and size(start, stop + 1) <= room and d.block[stop] == d.block[start]:
                stop += 1
            end = next((k for k in range(stop, start, -1) if k < n and d.flags[k] & MAY_START), stop)
        out.append((start, end))
        start, room = end, limit - 1
    return out


@dataclass
class Window:
    document: Document
    start: int
    end: int

    def length(self):
        return 1 + int(self.document.first[self.end]) - int(self.document.first[self.start])


def windows_of(documents, limit, shuffle=None):
    """All windows; with a random generator, the first cut of each document varies."""
    out = []
    for d in documents:
        room = shuffle.randint(limit // 4, limit) if shuffle else None
        out.append([Window(d, s, e) for s, e in cut(d, limit, room)])
    return out


def collate(windows, relations):
    """Tensors of a batch; -100 marks what has no label."""
    width = max(w.length() for w in windows)
    count = max(w.end - w.start for w in windows)
    b = len(windows)
    t = {"pieces": torch.zeros(b, width, dtype=torch.long), "features": torch.full((b, width), FEATURES),
         "lengths": torch.tensor([w.length() for w in windows]), "firsts": torch.zeros(b, count, dtype=torch.long),
         "mask": torch.zeros(b, count, dtype=torch.bool)}
    for name in ("tags", "nested", "sentence", "upos", "head", "relation", "entity", "mention"):
        t[name] = torch.full((b, count), -100)
    links = {name: [] for name in (*LINKS, *("nested_" + name for name in NESTED_LINKS))}
    mentions = []
    for n, w in enumerate(windows):
        d, s, e, base = w.document, w.start, w.end, int(w.document.first[w.start])
        t["pieces"][n, 0] = CLS
        t["pieces"][n, 1:w.length()] = torch.from_numpy(d.pieces[base:d.first[e]].astype(np.int64))
        counts = np.diff(d.first[s:e + 1].astype(np.int64))
        t["features"][n, 1:w.length()] = torch.from_numpy(np.repeat(d.feature[s:e].astype(np.int64), counts))
        t["firsts"][n, :e - s] = torch.from_numpy(d.first[s:e].astype(np.int64) - base + 1)
        t["mask"][n, :e - s] = True
        for name, labels in (("tags", d.tags), ("nested", d.nested), ("upos", d.upos), ("entity", d.entity), ("mention", d.mention),
                             ("sentence", d.sentence_start)):
            if labels is not None:
                t[name][n, :e - s] = torch.from_numpy(labels[s:e].astype(np.int64))
        if d.tags is not None and s and t["tags"][n, 0] in (2, 4, 6):       # a span cut by the window's start begins anew
            t["tags"][n, 0] -= 1
        if d.nested is not None and s and t["nested"][n, 0] == 2:
            t["nested"][n, 0] = 1
        if d.entity is not None and s and t["entity"][n, 0] in (2, 4, 6, 8):
            t["entity"][n, 0] -= 1
        if d.head is not None:
            inside = (d.head[s:e] >= s) & (d.head[s:e] < e)
            heads = np.where(d.head[s:e] < 0, 0, np.where(inside, d.head[s:e] - s + 1, -100))
            t["head"][n, :e - s] = torch.from_numpy(heads)
            t["relation"][n, :e - s] = torch.tensor([relations.get(r, -100) for r in d.relation[s:e]])
        for name, rows in d.links.items():
            for first, last, target in rows:
                if s <= first and last < e and (target < 0 or s <= target < e):
                    links[name].append((n, first - s, last - s, 0 if target < 0 else target - s + 1))
        if d.chain is not None:
            mentions += [(n, k - s, k, int(d.chain[k])) for k in range(s, e) if d.chain[k] >= 0]
    t["links"] = {name: torch.tensor(rows).view(-1, 4) for name, rows in links.items()}
    t["mentions"] = torch.tensor(mentions).view(-1, 4)                      # window, word, word in the document, chain
    return t


class Sampler:
    """Batches for ever: `news` windows of PolNeAR and `syntax` windows of the treebanks; GUM's come several of one document, for coreference,
    and `gum` times as often as EWT's: names are labelled in GUM alone."""

    def __init__(self, polnear, treebanks, limit, news, syntax, seed, gum=1):
        self.polnear, self.limit, self.news, self.syntax, self.often = polnear, limit, news, syntax, gum
        self.ewt = [d for d in treebanks if d.chain is None]
        self.gum = [d for d in treebanks if d.chain is not None]
        self.random = random.Random(seed)
        self.waiting = {"polnear": [], "syntax": []}

    def epoch(self):
        """How many batches go once through PolNeAR."""
        return sum(len(w) for w in windows_of(self.polnear, self.limit)) // self.news

    def next(self):
        r = self.random
        if len(self.waiting["polnear"]) < self.news:
            fresh = [w for ws in windows_of(self.polnear, self.limit, r) for w in ws]
            r.shuffle(fresh)
            self.waiting["polnear"] += fresh
        if not self.waiting["syntax"]:
            ewt = [w for ws in windows_of(self.ewt, self.limit, r) for w in ws]
            ewt.sort(key=Window.length)                                     # alike in length, so that a batch is not mostly padding
            groups = [ewt[i:i + self.syntax] for i in range(0, len(ewt), self.syntax)]
            for ws in windows_of(self.gum * self.often, self.limit, r):
                groups += [ws[i:i + self.syntax] for i in range(0, len(ws), self.syntax)]
            r.shuffle(groups)
            self.waiting["syntax"] = groups
        news = [self.waiting["polnear"].pop() for _ in range(self.news)]
        return news, self.waiting["syntax"].pop()
