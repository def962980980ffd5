"""How good a network is on dev, in PyTorch: what train.py logs. The figures of the README come from the engine itself (`./dev eval`)."""
import os
import sys

import torch

import data
from network import ENTITIES, LINKS, TAGS

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "eval"))


def spans_of(labels, names):
    """[(name, first, last)] of a BIO sequence."""
    out = []
    for i, y in enumerate(labels):
        if names[y][0] == "B":
            out.append((names[y][2:], i, i))
        elif names[y][0] == "I":
            out[-1] = (*out[-1][:2], i)
    return out


def put_together(spans, scores):
    """Attributions of a window, as lists of (first, last): each content goes to its best cue, each group to its best source.

    spans {role: [(first, last)]}; scores {link: [row of log-probabilities over none and the window's words]}, a row a span that looks."""
    sources = [None] + spans["source"]

    def at(row, span):
        return row[span[0] + 1] if span else row[0]

    groups = [[c, []] for c in spans["cue"]]
    for i, content in enumerate(spans["content"]):
        row = scores["content_cue"][i]
        best = max([None] + list(range(len(spans["cue"]))), key=lambda g: at(row, None if g is None else spans["cue"][g]))
        if best is None:
            groups.append([None, [i]])
        else:
            groups[best][1].append(i)
    out = []
    for n, (cue, contents) in enumerate(groups):
        if contents:
            def fit(s):
                from_contents = sum(at(scores["content_source"][i], s) for i in contents) / len(contents)
                return from_contents + (at(scores["cue_source"][n], s) if cue else 0)

            source = max(sources, key=fit)
            out.append({"source": [source] if source else [], "cue": [cue] if cue else [], "content": [spans["content"][i] for i in contents]})
    return out


@torch.no_grad()
def predict(network, documents, relations):
    """One {"text", "attributions"} a document, spans in characters."""
    out = []
    for d in documents:
        record = {"id": d.id, "text": d.text, "attributions": []}
        windows = data.windows_of([d], network.config["window"])[0]
        for i in range(0, len(windows), 16):
            batch = windows[i:i + 16]
            t = data.collate(batch, relations)
            with torch.autocast("cpu", torch.bfloat16):
                words, cls = network.words(network.encode(t["pieces"], t["features"], t["lengths"]), t["firsts"])
                labels = network.crf.decode(network.tag(words), t["mask"])
                for n, w in enumerate(batch):
                    spans = {r: [(f, l) for name, f, l in spans_of(labels[n], TAGS) if name == r] for r in data.ROLES}
                    scores = {}
                    for name in LINKS:
                        asking = spans["cue" if name == "cue_source" else "content"]
                        rows = torch.tensor([(n, f, l) for f, l in asking]).view(-1, 3)
                        scores[name] = torch.log_softmax(network.link[name](words, cls, t["mask"], rows), 1).tolist() if asking else []
                    for a in put_together(spans, scores):
                        record["attributions"].append({r: [[d.spans[w.start + f][0], d.spans[w.start + l][1]] for f, l in a[r]] for r in a})
        out.append(record)
    return out


@torch.no_grad()
def heads_on(network, documents, relations):
    """Accuracy of sentence starts, UPOS, greedy attachment, and F1 of names, on gold words."""
    n = upos = las = known = 0
    starts = [0, 0, 0]
    names = [0, 0, 0]
    coref = [0, 0]
    for ws in data.windows_of(documents, network.config["window"]):
        for i in range(0, len(ws), 16):
            t = data.collate(ws[i:i + 16], relations)
            with torch.autocast("cpu", torch.bfloat16):
                words, cls = network.words(network.encode(t["pieces"], t["features"], t["lengths"]), t["firsts"])
                m = t["mask"]
                upos += int((network.upos(words).argmax(2) == t["upos"])[m].sum())
                n += int(m.sum())
                guess, gold = network.sentence(words).squeeze(2)[m] > 0, t["sentence"][m] == 1
                starts = [a + int(b) for a, b in zip(starts, ((guess & gold).sum(), guess.sum(), gold.sum()))]
                heads = network.arc(words, cls).masked_fill(~torch.nn.functional.pad(m, (1, 0), value=True).unsqueeze(1), -1e4).argmax(2)
                root = torch.cat([cls.unsqueeze(1), words], 1)
                b, k = m.nonzero().unbind(1)
                relation = network.relation(words[b, k], root[b, heads[b, k]]).argmax(1)
                las += int(((heads[b, k] == t["head"][b, k]) & (relation == t["relation"][b, k])).sum())
                known += int((t["head"] >= 0).sum())
                rows = (t["entity"][:, 0] >= 0).nonzero().squeeze(1)
                if len(rows):
                    for row, labels in zip(rows.tolist(), network.entity_crf.decode(network.entity(words[rows]), m[rows])):
                        g = {s for s in spans_of(t["entity"][row][m[row]].tolist(), ENTITIES) if s[0] != "other"}
                        p = {s for s in spans_of(labels, ENTITIES) if s[0] != "other"}
                        names = [a + c for a, c in zip(names, (len(g & p), len(p), len(g)))]
                ments = t["mentions"]
                if len(ments) > 1:
                    best = network.coref(words[ments[:, 0], ments[:, 1]], ments[:, 2]).argmax(1)
                    same = (ments[:, 3].unsqueeze(1) == ments[:, 3].unsqueeze(0)).tril(-1)
                    right = torch.cat([~same.any(1, keepdim=True), same], 1)[torch.arange(len(ments)), best]
                    coref = [coref[0] + int(right.sum()), coref[1] + len(ments)]

    def f1(c):
        return 100 * 2 * c[0] / max(1, c[1] + c[2])

    return "sentences %.1f  UPOS %.1f  LAS (greedy) %.1f  names %.1f  antecedents %.1f" % (
        f1(starts), 100 * upos / n, 100 * las / max(1, known), f1(names), 100 * coref[0] / max(1, coref[1]))


def evaluate(network, articles, treebanks, relations, with_heads=True):
    """A line of figures, in per cent."""
    line = ""
    try:
        from attributions import score
        s = score([d.record for d in articles], predict(network, articles, relations))
        line = "  ".join("%s %.1f" % (k, 100 * v["f1"]) for k, v in s.items() if not k.startswith("overlap"))
    except ImportError:
        line = "no scorer in eval/"
    return line + ("  " + heads_on(network, treebanks, relations) if with_heads else "")
