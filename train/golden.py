"""Golden tensors: a tiny random network and what PyTorch makes of two windows, for tests/unit/{encoder,heads}.c.

    python train/golden.py tests/golden

writes tiny.safetensors, tiny.vocab.txt and tiny.json. The network has the shapes of the real one but for their sizes; the numbers are drawn so that
no decision is close (MARGIN), since the engine's sums have another order.
"""
import itertools
import json
import os
import sys

import torch

from network import FEATURES, LINKS, NESTED_LINKS, Network, load, save

CONFIG = {"layers": 2, "hidden": 64, "heads": 2, "intermediate": 128, "vocabulary": 40, "positions": 48, "window": 32,
          "relations": ["root", "nsubj", "obj", "parataxis", "punct"], "calibration": {"sentence": 0.25}}
PIECES = ["[PAD]", "[UNK]", "[CLS]", "[SEP]"] + list("abcdefghijklmnopqrstuvwxyz") + ["##s", "##ed", "##a", "##e", "the", "say", ".", ",", "'", '"']
WORDS = [[2, 1, 3, 1, 2, 2], [1, 4, 1, 2, 1]]                # pieces of each word of the two windows
MARGIN = 0.02


def draw(seed):
    torch.manual_seed(seed)
    network = Network(CONFIG)
    with torch.no_grad():
        for name, p in network.named_parameters():
            scale = 0.4 if "embeddings" in name or "crf" in name or "distance" in name else 1.6 / p.shape[-1] ** 0.5 if p.dim() == 2 else 0.2
            p.copy_(torch.randn_like(p) * scale + (1.0 if name.endswith("norm.weight") else 0.0))
        network.nested.bias[1] += 1.0                         # else hardly a content holds a cue
    return network


def close(scores):
    """Is the best of the last dimension hardly better than the second?"""
    two = scores.topk(2, -1).values
    return bool((two[..., 0] - two[..., 1] < MARGIN).any())


def best_tree(scores):
    """Heads (0 the root) of the best tree with one root, and how much better it is than the second best, by trying all."""
    n = len(scores)
    found = []
    for heads in itertools.product(range(n + 1), repeat=n):
        if heads.count(0) != 1:
            continue
        for d in range(n):
            v, steps = d + 1, 0
            while v and steps <= n:
                v, steps = heads[v - 1], steps + 1
            if v:
                break
        else:
            found.append((sum(float(scores[d, h]) for d, h in enumerate(heads)), heads))
    found.sort(reverse=True)
    return list(found[0][1]), found[0][0] - found[1][0]


def best_labels(crf, scores):
    """The best labels, and how much better they are than any that differ, by Viterbi with each label of each word forbidden in turn."""
    def value(labels, s):
        start, end, transition = crf.tables()
        v = start[labels[0]] + end[labels[-1]] + sum(s[t, y] for t, y in enumerate(labels))
        return float(v + sum(transition[a, b] for a, b in zip(labels, labels[1:])))

    mask = torch.ones(1, len(scores), dtype=torch.bool)
    labels = crf.decode(scores.unsqueeze(0), mask)[0]
    margin = 1e9
    for t, y in enumerate(labels):
        other = scores.clone()
        other[t, y] = -1e4
        margin = min(margin, value(labels, scores) - value(crf.decode(other.unsqueeze(0), mask)[0], other))
    return labels, margin


def spans_of(labels):
    out, i = [], 0
    while i < len(labels):
        j = i
        if labels[i]:
            kind = (labels[i] + 1) // 2
            while j + 1 < len(labels) and labels[j + 1] == 2 * kind:
                j += 1
            out.append((kind - 1, i, j))
        i = j + 1
    return out


def best_pair(firsts, lasts, allowed, cue=None):
    """The best first <= last of the allowed words, on one side of the cue if there is one, or none (0, 0), with its
    log-probability; None if the second best is close."""
    ends = [(0, 0)] + [(i + 1, j + 1) for i in allowed for j in allowed if i <= j and (cue is None or not i < cue < j)]
    pairs = sorted(((float(firsts[i] + lasts[j]), i, j) for i, j in ends), reverse=True)
    return None if len(pairs) > 1 and pairs[0][0] - pairs[1][0] < MARGIN else pairs[0]


def nested(network, words, cls, spans):
    """The cues inside contents, with the ends of their sources and contents (-1 for none); None if something is close."""
    labels, margin = best_labels(network.nested_crf, network.nested(words))
    if margin < MARGIN:
        return None
    out = []
    for _, i, j in spans_of(labels):
        under = [s for s in spans if s[1] <= j and i <= s[2]]
        if len(under) != 1 or under[0][0] != 2 or not under[0][1] <= i <= j <= under[0][2]:
            continue
        allowed = [k for k in range(under[0][1], under[0][2] + 1) if not i <= k <= j]
        scores = [torch.log_softmax(network.nested_link[name](words.unsqueeze(0), cls.unsqueeze(0), torch.ones(1, len(words), dtype=torch.bool),
                                                              torch.tensor([[0, i, j]]))[0], -1) for name in NESTED_LINKS]
        source, content = best_pair(*scores[:2], allowed, i), best_pair(*scores[2:], allowed)
        if not source or not content:
            return None
        if content[1]:
            out.append({"first": i, "last": j, "source": [source[1] - 1, source[2] - 1], "content": [content[1] - 1, content[2] - 1],
                        "source_log_probability": source[0], "content_log_probability": content[0]})
    return out


def heads(network, words, cls, wanted):
    """What the heads say of one window; None if something is close, or if its tags and nested cues are not what is wanted."""
    tags, tag_margin = best_labels(network.crf, network.tag(words))
    inside = nested(network, words, cls, spans_of(tags))
    if len(spans_of(tags)) < 2 and not inside or tag_margin < MARGIN or inside is None or not wanted(tags, inside):
        return None
    entities, entity_margin = best_labels(network.entity_crf, network.entity(words))
    arcs = network.arc(words.unsqueeze(0), cls.unsqueeze(0))[0]
    arcs[range(len(words)), range(1, len(words) + 1)] = -1e4
    tree, tree_margin = best_tree(arcs)
    upos, mention, sentence = network.upos(words), network.mention(words), network.sentence(words)[:, 0]
    relation = network.relation(words, torch.stack([words[h - 1] if h else cls for h in tree]))
    relation[[h > 0 for h in tree], 0] = -1e4                 # "root" for roots and for them alone
    relation[tree.index(0)] = torch.tensor([0.0, -1e4, -1e4, -1e4, -1e4])
    if min(entity_margin, tree_margin, float((sentence - 0.25).abs().min())) < MARGIN or close(upos) or close(mention) or close(relation):
        return None
    pointers, spans, everywhere = [], spans_of(tags), torch.ones(1, len(words), dtype=torch.bool)
    for role, i, j in spans:
        for name, asks in zip(LINKS, (1, 2, 2)):
            if role == asks:
                scores = network.link[name](words.unsqueeze(0), cls.unsqueeze(0), everywhere, torch.tensor([[0, i, j]]))
                pointers.append({"link": name, "first": i, "last": j, "log_probability": torch.log_softmax(scores[0], -1).tolist()})
    return {"nested": inside, "tags": tags, "entities": entities, "upos": upos.argmax(-1).tolist(), "mentions": mention.argmax(-1).tolist(),
            "sentence": sentence.tolist(), "heads": tree, "relations": relation.argmax(-1).tolist(), "pointers": pointers}


@torch.no_grad()
def expect(network, counts, seed, wanted):
    """A random window and all that the network makes of it; None if something is close."""
    draw_from = torch.Generator().manual_seed(seed)
    pieces = [2] + torch.randint(4, CONFIG["vocabulary"], (sum(counts),), generator=draw_from).tolist()
    features = torch.randint(0, FEATURES, (len(counts),), generator=draw_from).tolist()
    rows = torch.tensor([[FEATURES] + [f for f, n in zip(features, counts) for _ in range(n)]])
    layers = []
    hooks = [m.register_forward_hook(lambda module, args, y: layers.append(y.reshape(-1, y.shape[-1]).tolist()))
             for m in [network.embeddings, *network.layer]]
    x = network.encode(torch.tensor([pieces]), rows, torch.tensor([len(pieces)]))
    for hook in hooks:
        hook.remove()
    firsts = torch.tensor([[1 + sum(counts[:i]) for i in range(len(counts))]])
    words, cls = network.words(x, firsts)
    said = heads(network, words[0], cls[0], wanted)
    return said and {"pieces": pieces[1:], "counts": counts, "features": features, "layers": layers, **said}


def windows_of(network):
    """The first random windows in which nothing is close; the first of them has spans of all roles, the second a cue inside a content."""
    wanted = (lambda tags, inside: {y % 2 * (y + 1) // 2 for y in tags} >= {1, 2, 3}, lambda tags, inside: bool(inside))
    return [next(filter(None, (expect(network, counts, seed, want) for seed in itertools.count(1000 * i))))
            for i, (counts, want) in enumerate(zip(WORDS, wanted))]


def rounded(v):
    return float("%.7g" % v) if isinstance(v, float) else [rounded(x) for x in v] if isinstance(v, list) else \
        {k: rounded(x) for k, x in v.items()} if isinstance(v, dict) else v


def main(folder):
    assert len(PIECES) == CONFIG["vocabulary"]
    path = os.path.join(folder, "tiny.safetensors")
    save(draw(8), path)
    windows = windows_of(load(path))                          # of the rounded weights, as the engine reads them
    with open(os.path.join(folder, "tiny.vocab.txt"), "w", encoding="utf-8") as f:
        f.write("".join(p + "\n" for p in PIECES))
    with open(os.path.join(folder, "tiny.json"), "w", encoding="utf-8") as f:
        json.dump({"windows": rounded(windows)}, f, separators=(",", ":"))
        f.write("\n")


if __name__ == "__main__":
    main(sys.argv[1])
