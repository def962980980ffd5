"""Copies: a set of articles in which it is known who copied what, made from articles that are given, and what `hearsay copies` finds in it.

    eval/copies.py --program build/hearsay ARTICLES.jsonl... [--seed 9] [--peer] [--floor]

Articles are JSON Lines with "text". Of those that share next to nothing (no more than a fiftieth of the shorter one's runs of eight words, and
fewer than ten: what is between that and a copy is left out, since nobody knows its truth) some are copied:

headline   another headline and dateline, the rest as it was
cut        its first 40 to 80 per cent
light      one word in 12 replaced, dropped or put in
reflow     paragraphs joined and split, other quotation marks, capitals lost
passage    three paragraphs in a row taken up in another article
cut+light  both

Others are made to look like copies and are none: the same disclaimer in 20 to 200 articles; the same quotations, two to five, in two stories. All
other pairs are negatives too. Copies of one article among each other are not counted either way.

--peer: datasketch (PyPI) in the same run, on the same shingles: MinHash with LSH at its best threshold, and LSH Ensemble, which looks for
containment.
"""
import argparse
import json
import random
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict

WORD = re.compile(r"\w+")
QUOTE = re.compile(r"[“\"]([^”\"“\n]{60,400})[”\"]")
KINDS = ("headline", "cut", "light", "reflow", "passage", "cut+light")
NOTICES = [
    "This material may not be published, broadcast, rewritten or redistributed. All market data are delayed by at least "
    "fifteen minutes and are given for information only; nothing on these pages is meant as advice to buy or to hold "
    "anything, and the publisher cannot be held to account for losses that readers suffer because they relied on it. Write to "
    "the readers' desk if you find a mistake.",
    "Sign up to the morning letter and get the stories that matter before breakfast, six days a week and free of charge. By "
    "entering your address you agree to our terms of use and to the way in which we and our partners keep your data, and you "
    "may leave the list whenever you like by following the link that stands at the foot of every letter that we send you.",
    "The views in this column are those of its author alone, who is paid by nobody but the paper, and do not necessarily "
    "agree with those of the editors, of the owners or of any of the firms that advertise here. Readers who want to answer at "
    "more length than a comment allows can send up to seven hundred words to the opinion desk, with their name and the town "
    "in which they live.",
]
SPEAKERS = ("an adviser", "the minister", "a lawyer for the family", "one of the organisers", "the head of the inquiry", "a neighbour")


def words(text):
    return WORD.findall(text.lower())


def runs(text, n):
    w = words(text)
    return {tuple(w[i:i + n]) for i in range(len(w) - n + 1)}


def paragraphs(text):
    return [p.strip() for p in re.split(r"\n\s*\n|\n", text) if p.strip()]


def unlike(texts):
    """Of these texts, in their order, those that share next to nothing with one chosen before them."""
    chosen, places = [], defaultdict(list)
    for text in texts:
        mine = runs(text, 8)
        shared = Counter(at for r in mine for at in places[r])
        if len(mine) < 90 or any(n >= 10 or n * 50 > min(len(mine), chosen[at][1]) for at, n in shared.items()):
            continue
        for r in mine:
            places[r].append(len(chosen))
        chosen.append((text, len(mine)))
    return [text for text, _ in chosen]


class Maker:
    """Makes the set. copies: {(i, j): kind}; siblings: pairs of one origin that nobody judges."""

    def __init__(self, texts, seed):
        self.random = random.Random(seed)
        self.bases = unlike(texts)
        self.articles, self.copies, self.origins = list(self.bases), {}, [{i} for i in range(len(self.bases))]
        self.vocabulary = [w for t in self.bases[:50] for w in WORD.findall(t)]

    def add(self, text, kind, *sources):
        at = len(self.articles)
        self.articles.append(text)
        self.origins.append(set(sources))
        for s in sources:
            self.copies[(s, at)] = kind
        return at

    def headline(self, parts):
        new = " ".join(self.random.choice(self.vocabulary) for _ in range(8)).capitalize()
        return [new, self.random.choice(("LONDON (Reuters) - ", "PARIS (AFP) — ", "")) + parts[0]] + parts[1:]

    def cut(self, parts):
        total, kept, out = sum(len(words(p)) for p in parts), 0, []
        share = self.random.uniform(0.4, 0.8)
        for p in parts:
            if out and kept >= share * total:
                break
            out.append(p)
            kept += len(words(p))
        if len(out) == 1:      # a text without paragraphs is cut behind a sentence
            sentences = re.split(r"(?<=[.!?]) +", out[0])
            out = [" ".join(sentences[:max(1, int(share * len(sentences)))])]
        return out

    def light(self, parts):
        out = []
        for p in parts:
            tokens = []
            for t in p.split(" "):
                roll = self.random.random()
                if roll < 1 / 36:
                    continue
                tokens.append(self.random.choice(self.vocabulary) if roll < 2 / 36 else t)
                if roll > 35 / 36:
                    tokens.append(self.random.choice(self.vocabulary))
            out.append(" ".join(tokens))
        return out

    def reflow(self, parts):
        out = []
        for p in parts:
            sentences = re.split(r"(?<=[.!?]) +", p)
            if out and self.random.random() < 0.4:
                out[-1] += " " + p
            elif len(sentences) > 1 and self.random.random() < 0.5:
                at = self.random.randrange(1, len(sentences))
                out += [" ".join(sentences[:at]), " ".join(sentences[at:])]
            else:
                out.append(p)
        swap = str.maketrans({"“": '"', "”": '"', "’": "'", "—": "-"})
        return [p.translate(swap) if self.random.random() < 0.8 else p.lower() for p in out]

    def passage(self, base):
        parts = paragraphs(self.bases[base])
        host = self.random.randrange(len(self.bases))
        if len(parts) < 5 or host == base:
            return
        at = self.random.randrange(1, len(parts) - 3)
        taken = parts[at:at + 3]
        if sum(len(words(QUOTE.sub("", p))) for p in taken) < 45:
            return
        home = paragraphs(self.bases[host])
        where = self.random.randrange(1, len(home) + 1)
        self.add("\n\n".join(home[:where] + taken + home[where:]), "passage", base, host)
        self.copies[(host, len(self.articles) - 1)] = "host"

    def make(self, share):
        for base in range(len(self.bases)):
            if self.random.random() > share:
                continue
            parts = paragraphs(self.bases[base])
            for kind in self.random.sample(KINDS, 2):
                if kind == "passage":
                    self.passage(base)
                    continue
                made = parts
                for step in kind.split("+"):
                    made = getattr(self, step)(made)
                self.add("\n\n".join(made), kind, base)
        self.mislead()
        return self

    def mislead(self):
        n = len(self.articles)
        for notice, times in zip(NOTICES, (20, 60, 200)):
            for at in self.random.sample(range(n), min(times, n // 3) if n >= 60 else 0):
                self.articles[at] += "\n\n" + notice
        quoting = [i for i in range(n) if QUOTE.search(self.articles[i])]
        self.quoted = 0
        for at in self.random.sample(quoting, len(quoting) // 4):
            other = self.random.randrange(n)
            if self.origins[at] & self.origins[other]:
                continue
            said = QUOTE.findall(self.articles[at])[:self.random.randrange(2, 6)]
            here = paragraphs(self.articles[other])
            for q in said:
                here.insert(self.random.randrange(1, len(here) + 1), f"“{q}” {self.random.choice(SPEAKERS)} said.")
            self.articles[other] = "\n\n".join(here)
            self.quoted += 1

    def judged(self, i, j):
        """True: a copy; False: none; None: not counted."""
        pair = (min(i, j), max(i, j))
        if pair in self.copies:
            return True
        return None if self.origins[i] & self.origins[j] else False


def score(maker, found):
    found = {(min(p), max(p)) for p in found}
    right = sum(maker.judged(*p) is True for p in found)
    wrong = sorted(p for p in found if maker.judged(*p) is False)
    kinds = Counter(maker.copies.values())
    had = Counter(maker.copies[p] for p in found if p in maker.copies)
    return {"p": right / max(1, right + len(wrong)), "r": right / max(1, len(maker.copies)), "wrong": wrong,
            "kinds": {k: (had[k], n) for k, n in sorted(kinds.items())}}


def ours(program, texts):
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as f:
        for i, t in enumerate(texts):
            f.write(json.dumps({"id": str(i), "text": t}) + "\n")
        f.flush()
        before = time.monotonic()
        command = [program, "copies", "-q", "--any-language", "--threads", "1", "--format", "json", f.name]
        run = subprocess.run(command, capture_output=True, check=True)
        seconds = time.monotonic() - before
    answer = json.loads(run.stdout)
    place = [int(a["uri"]) for a in answer["articles"]]
    return [(place[c["a"]], place[c["b"]]) for c in answer["copies"]], seconds


def peers(texts, maker):
    """(name, figures, seconds) of datasketch, with 128 permutations, each at its best threshold by F1."""
    from datasketch import MinHash, MinHashLSH, MinHashLSHEnsemble
    before = time.monotonic()
    sets = [{" ".join(r).encode() for r in runs(t, 5)} for t in texts]
    hashes = []
    for s in sets:
        m = MinHash(num_perm=128)
        m.update_batch(list(s))
        hashes.append(m)
    hashing = time.monotonic() - before

    def best(name, thresholds, pairs):
        results = []
        for t in thresholds:
            before = time.monotonic()
            figures = score(maker, pairs(t))
            f1 = 2 * figures["p"] * figures["r"] / max(1e-9, figures["p"] + figures["r"])
            results.append((f1, f"{name}, threshold {t}", figures, hashing + time.monotonic() - before))
        return max(results, key=lambda r: r[0])[1:]

    def lsh(t):
        index = MinHashLSH(threshold=t, num_perm=128)
        for i, m in enumerate(hashes):
            for j in index.query(m):
                if m.jaccard(hashes[j]) >= t:
                    yield i, j
            index.insert(i, m)

    def ensemble(t):
        index = MinHashLSHEnsemble(threshold=t, num_perm=128, num_part=16)
        index.index((i, m, len(sets[i])) for i, m in enumerate(hashes) if sets[i])
        for i, m in enumerate(hashes):
            if sets[i]:
                yield from ((i, j) for j in index.query(m, len(sets[i])) if j != i)

    return [best("datasketch MinHash LSH", (0.05, 0.1, 0.2, 0.3, 0.5), lsh), best("datasketch LSH Ensemble", (0.1, 0.3, 0.5, 0.7, 0.9), ensemble)]


def show(name, figures, seconds, n):
    print(f"{name:44} P {figures['p']:.4f}  R {figures['r']:.4f}   {seconds:6.2f} s, {n / seconds:7.0f} articles/s")
    print("    " + ", ".join(f"{k} {had}/{of}" for k, (had, of) in figures["kinds"].items()))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("articles", nargs="+")
    parser.add_argument("--program", default="build/hearsay")
    parser.add_argument("--seed", type=int, default=9)
    parser.add_argument("--share", type=float, default=0.7, help="of the articles that are copied, each twice")
    parser.add_argument("--peer", action="store_true", help="datasketch too")
    parser.add_argument("--floor", action="store_true", help="exit status 1 below a precision of 0.99 or a recall of 0.95")
    parser.add_argument("--wrong", type=int, default=0, help="print so many wrong and missed pairs")
    args = parser.parse_args()
    texts = []
    for path in args.articles:
        with open(path, encoding="utf-8") as f:
            texts += [json.loads(line)["text"] for line in f]
    maker = Maker(texts, args.seed).make(args.share)
    n = len(maker.articles)
    print(f"seed {args.seed}: {len(maker.bases)} of {len(texts)} articles, {n} with copies; {len(maker.copies)} pairs are copies, "
          f"{maker.quoted} have the same quotations")
    pairs, seconds = ours(args.program, maker.articles)
    figures = score(maker, pairs)
    show("hearsay copies", figures, seconds, n)
    for i, j in figures["wrong"][:args.wrong]:
        print(f"--- wrong: {i} {j}\n{maker.articles[i][:1500]}\n--\n{maker.articles[j][:1500]}")
    if args.peer:
        for result in peers(maker.articles, maker):
            show(*result, n)
    return int(args.floor and (figures["p"] < 0.99 or figures["r"] < 0.95))


if __name__ == "__main__":
    sys.exit(main())
