"""A smaller network learns from the one that it was cut from (prune.py): what its layers and heads say, on news with and without marks.

    python distil.py DATA OUT --teacher WEIGHTS --from PRUNED [--steps 600] ...

Each step takes windows of PolNeAR, of unmarked news (headline-stance/bodies.jsonl, part train) and of the treebanks through both networks. The
loss is

    the squared difference of all layers' rows, each over its variance
    + HEADS times the difference of what the heads say
    + GOLD times train.py's losses, where there are marks

of the heads: the cross-entropy of the teacher's choices (span tags, names, nested cues, parts of speech, mentions, heads of words) and the squared
difference of the vectors of which links, relations and coreference are made. Log, checkpoints and the average of the weights as in train.py.
G. Hinton, O. Vinyals, J. Dean, "Distilling the knowledge in a neural network", 2015; X. Jiao et al., "TinyBERT", EMNLP 2020.
"""
import argparse
import os
import random
import shutil
import sys
import time

import torch
import torch.nn.functional as F

import data
from evaluate import evaluate
from network import load, save
from train import WEIGHTS, Average, losses

HEADS, GOLD = 0.5, 0.05


def layers(network, t):
    """The rows after each layer, [R][H] each, and the encoding [B, P, H]."""
    b, p = t["pieces"].shape
    inside = torch.arange(p).unsqueeze(0) < t["lengths"].unsqueeze(1)
    mask = torch.zeros(inside.shape).masked_fill(~inside, -1e4).view(b, 1, 1, p).bfloat16()
    rows = inside.flatten().nonzero().squeeze(1)
    x, out = network.embeddings(t["pieces"].flatten()[rows], rows % p, t["features"].flatten()[rows]), []
    for layer in network.layer:
        x = layer(x, rows, mask, lambda v: v)
        out.append(x)
    return out, x.new_zeros(b * p, x.shape[1]).index_copy(0, rows, x).view(b, p, -1)


def choices(network, words):
    return [head(words).float() for head in (network.tag, network.entity, network.nested, network.upos, network.mention)]


def vectors(network, words):
    out = [network.relation.dependent, network.relation.head, network.coref.query, network.coref.key]
    out += [link.key for link in network.link.values()] + [link.key for link in network.nested_link.values()]
    return torch.cat([head(words) for head in out], -1).float()


def difference(mine, theirs):
    """Squared, over the variance of what is to be met."""
    return ((mine - theirs) ** 2).sum() / ((theirs - theirs.mean(0)) ** 2).sum()


def soft(mine, theirs):
    """The divergence of what is chosen, a word."""
    p = torch.softmax(theirs, -1)
    return (p * (torch.log_softmax(theirs, -1) - torch.log_softmax(mine, -1))).sum(-1).mean()


def distance(student, teacher, t):
    """The losses against the teacher, by name, and the student's encoding."""
    with torch.no_grad():
        their_layers, their_encoding = layers(teacher, t)
        their_words, their_cls = teacher.words(their_encoding, t["firsts"])
        m = t["mask"]
        their_choices, their_vectors = choices(teacher, their_words[m]), vectors(teacher, their_words[m])
        far = ~F.pad(m, (1, 0), value=True).unsqueeze(1)
        their_arcs = teacher.arc(their_words, their_cls).masked_fill(far, -1e4)[m]
    my_layers, encoding = layers(student, t)
    words, cls = student.words(encoding, t["firsts"])
    each = [difference(a.float(), b.float()) for a, b in zip(my_layers, their_layers)]
    out = {"layers": sum(each) + each[-1]}                                     # the last, which the heads read, counts twice
    out["choices"] = sum(w * soft(a, b) for w, a, b in zip((4, 2, 2, 0.5, 0.5), choices(student, words[m]), their_choices))
    out["arcs"] = soft(student.arc(words, cls).masked_fill(far, -1e4)[m], their_arcs)
    out["vectors"] = difference(vectors(student, words[m]), their_vectors)
    return out


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("data")
    ap.add_argument("out")
    ap.add_argument("--teacher", required=True)
    ap.add_argument("--from", dest="before", required=True)
    ap.add_argument("--shim", default=os.path.join(os.path.dirname(__file__), "..", "build", "libhearsay_shim.so"))
    ap.add_argument("--steps", type=int, default=600)
    ap.add_argument("--minutes", type=float, default=1e9, help="stop by then, at a rate that falls to zero as time, not steps, goes by")
    ap.add_argument("--news", type=int, default=6)
    ap.add_argument("--unmarked", type=int, default=4)
    ap.add_argument("--syntax", type=int, default=6)
    ap.add_argument("--rate", type=float, default=2e-4)
    ap.add_argument("--seed", type=int, default=1)
    ap.add_argument("--threads", type=int, default=2)
    args = ap.parse_args()
    os.makedirs(args.out, exist_ok=True)
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    random.seed(args.seed)
    log = open(os.path.join(args.out, "log.txt"), "a")

    def say(*words):
        print(*words, file=log, flush=True)

    vocabulary = args.teacher.removesuffix(".safetensors") + ".vocab.txt"
    engine = data.Engine(args.shim, vocabulary)
    polnear, treebanks = data.read_polnear(engine, args.data, "train"), data.read_treebanks(engine, args.data, "train")
    unmarked = [data.attributions_document(engine, {"id": str(n), "text": r["text"], "attributions": []})
                for n, r in enumerate(data.jsonl(os.path.join(args.data, "headline-stance", "bodies.jsonl"))) if r["part"] == "train"]
    for d in unmarked:
        d.tags, d.links = None, {name: [] for name in data.LINKS}
    for d in polnear + unmarked:
        d.links.update({"nested_" + name: [] for name in data.NESTED_LINKS})
    teacher, student = load(args.teacher), load(args.before)
    relations = {r: i for i, r in enumerate(student.config["relations"])}
    window = student.config["window"]
    marked = data.Sampler(polnear, treebanks, window, args.news, args.syntax, args.seed, 2)
    plain = data.Sampler(unmarked, [], window, args.unmarked, 1, args.seed + 1)
    plain.waiting["syntax"] = [[]] * 10 ** 6
    optimizer = torch.optim.AdamW(student.parameters(), lr=args.rate, weight_decay=0.01, betas=(0.9, 0.98), fused=True)
    average = Average(student, 0.99)
    step, path, spent, began = 0, os.path.join(args.out, "checkpoint.pt"), 0.0, time.time()
    if os.path.exists(path):
        c = torch.load(path, weights_only=False)
        student.load_state_dict(c["network"])
        optimizer.load_state_dict(c["optimizer"])
        average.values, average.steps, step, spent = c["average"], c["average_steps"], c["step"], c["spent"]
        marked.random.seed(args.seed + step)
        plain.random.seed(args.seed + step + 1)
    say("arguments %s; from step %d" % (vars(args), step))

    def checkpoint():
        torch.save({"network": student.state_dict(), "optimizer": optimizer.state_dict(), "average": average.values, "average_steps": average.steps,
                    "step": step, "spent": spent}, path + ".new")
        os.replace(path + ".new", path)
        mine = {n: p.detach().clone() for n, p in student.named_parameters()}
        average.into(student)
        save(student, os.path.join(args.out, "hearsay-en.safetensors"))
        with torch.no_grad():
            for n, p in student.named_parameters():
                p.copy_(mine[n])
        shutil.copy(vocabulary, os.path.join(args.out, "hearsay-en.vocab.txt"))

    sums, since, before = {}, time.time(), spent
    while True:
        spent = before + (time.time() - began) / 60
        done = max(step / args.steps, spent / args.minutes)
        if done >= 1:
            break
        for group in optimizer.param_groups:
            group["lr"] = args.rate * min(1.0, (step + 1) / 40) * (1 - done)
        news, syntax = marked.next()
        t = data.collate(news + plain.next()[0] + syntax, relations)
        with torch.autocast("cpu", torch.bfloat16):
            parts = distance(student, teacher, t)
            loss = parts["layers"] + HEADS * (parts["choices"] + parts["arcs"] + parts["vectors"])
            loss.backward()
            if GOLD and step % 2 == 0:
                gold = losses(student, t, lambda v: v)
                (2 * GOLD * sum(WEIGHTS[n] * v for n, v in gold.items())).backward()
        torch.nn.utils.clip_grad_norm_(student.parameters(), 1.0)
        optimizer.step()
        optimizer.zero_grad()
        average.update(student)
        step += 1
        for n, v in parts.items():
            sums[n] = sums.get(n, 0) + float(v.detach())
        if step % 20 == 0:
            say("step %d, %.1f minutes, %.2f s each: %s" % (step, spent, (time.time() - since) / 20,
                                                            "  ".join("%s %.4f" % (n, v / 20) for n, v in sums.items())))
            sums, since = {}, time.time()
        if step % 100 == 0:
            checkpoint()
    checkpoint()
    say("end at step %d" % step)


if __name__ == "__main__":
    sys.exit(main())
