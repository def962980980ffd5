"""Fits the scores of attributions to probabilities, and writes the weights of that fit into the weight file's config.

    python calibrate.py DATA WEIGHTS [--nested NATS] [--shim build/libhearsay_shim.so]

What is right eval/attributions.py says (full). Logistic regression (Platt, 1999) on the evidence that the engine gives (enum evidence of
src/document.h) for the outermost attributions, which alone PolNeAR marks; then a slope for what it holds for likelier right than wrong and another
one for the rest (M. Kull, T. Silva Filho, P. Flach, "Beta calibration", AISTATS 2017), fitted to what each article gets by a regression on the
others. All on every other article of polnear/dev; the expected calibration error, in ten equal bins, is printed for the other half.
"""
import argparse
import ctypes
import json
import os
import struct

import numpy as np

import data
import attributions                                      # of eval/, where data.py looks too

NAMES = ("source", "cue", "content", "source_link", "cue_link", "no_source", "no_cue", "pieces", "sure_source", "sure_cue", "sure_content",
         "sure_source_link", "sure_cue_link", "direct", "mixed", "length")                              # enum evidence
RIDGE = 10.0                                             # on weights of evidence with variance 1: it is alike, and a thousand rows are few
FOLDS = 7


class Row(ctypes.Structure):
    _fields_ = [("source", ctypes.c_uint32 * 2), ("cue", ctypes.c_uint32 * 2), ("content", ctypes.c_uint32 * 2 * 16), ("contents", ctypes.c_uint32),
                ("evidence", ctypes.c_float * len(NAMES))]


def examples(shim, weights, records):
    """Evidence [n, len(NAMES)], correctness [n] and article [n] of all attributions that the engine finds."""
    lib = ctypes.CDLL(shim)
    if lib.hs_shim_evidence_size() != ctypes.sizeof(Row) or lib.hs_shim_evidences() != len(NAMES):
        raise SystemExit("calibrate.py and enum evidence of src/document.h differ")
    rows = (Row * 20000)()
    x, y, articles = [], [], []
    for article, record in enumerate(records):
        raw = record["text"].encode()
        n = lib.hs_shim_evidence(weights.encode(), raw, ctypes.c_size_t(len(raw)), rows, len(rows))
        if n < 0:
            raise SystemExit("the engine cannot read %s with %s" % (record["id"], weights))
        back = {int(b): i for i, b in enumerate(data.byte_offsets(record["text"]))}
        predicted, tokens = [], attributions.Tokens(record["text"])
        for r in rows[:n]:
            source = [(back[r.source[0]], back[r.source[1]])] if r.source[1] > r.source[0] else []
            found = {"source": source, "content": [(back[s], back[e]) for s, e in r.content[:r.contents]], "score": min(r.evidence[:5])}
            predicted.append(attributions.Attribution(found, record["text"], tokens))
            x.append(list(r.evidence))
        y += attributions.right(predicted, attributions.attributions_of(record, record["text"], tokens))
        articles += [article] * n
    return np.array(x), np.array(y, float), np.array(articles)


def fit(x, y, ridge=RIDGE):
    """Weights of a logistic regression, the bias last, by Newton's method; the ridge is on the weights of x over its standard deviation."""
    middle, spread = x.mean(0), x.std(0) + 1e-9
    x = np.c_[(x - middle) / spread, np.ones(len(x))]
    w = np.zeros(x.shape[1])
    penalty = np.diag([ridge] * (x.shape[1] - 1) + [0])
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ w))
        step = np.linalg.solve(x.T @ (x * (p * (1 - p))[:, None]) + penalty + 1e-9 * np.eye(len(w)), x.T @ (p - y) + penalty @ w)
        w -= step
        if abs(step).max() < 1e-8:
            break
    w[:-1] /= spread
    w[-1] -= w[:-1] @ middle
    return w


def probabilities(x, w):
    return 1 / (1 + np.exp(-np.c_[x, np.ones(len(x))] @ w))


def sides(z):
    """What the slopes are for: softplus(z), which is steep above 0, and -softplus(-z), steep below."""
    return np.c_[np.logaddexp(0, z), -np.logaddexp(0, -z)]


def fit_slopes(x, y, articles):
    """The slopes above and below, and the shift, by logits from a regression that has not seen the article."""
    z, every = np.zeros(len(y)), np.unique(articles)
    for k in range(FOLDS):
        out = np.isin(articles, every[k::FOLDS])
        w = fit(x[~out], y[~out])
        z[out] = x[out] @ w[:-1] + w[-1]
    return fit(sides(z), y, 0)


def scores(fitted, x):
    w, slopes = fitted
    return probabilities(sides(x @ w[:-1] + w[-1]), slopes)


def expected_calibration_error(p, y, bins=10):
    which = np.minimum((p * bins).astype(int), bins - 1)
    return sum(abs(p[which == b].sum() - y[which == b].sum()) for b in range(bins)) / len(y)


def noise(p, draws=200):
    """The mean expected calibration error of answers drawn from the probabilities themselves: what perfect scores would show on so few."""
    random = np.random.default_rng(1)
    return float(np.mean([expected_calibration_error(p, (random.random(len(p)) < p).astype(float)) for _ in range(draws)]))


def with_calibration(path, numbers):
    """Rewrites the header of a weight file with `calibration` in its config; the data stays as it is."""
    with open(path, "rb") as f:
        raw = f.read()
    n = struct.unpack("<Q", raw[:8])[0]
    header = json.loads(raw[8:8 + n])
    config = json.loads(header["__metadata__"]["config"])
    config["calibration"] = dict(config.get("calibration", {}), **numbers)
    header["__metadata__"]["config"] = json.dumps(config)
    head = json.dumps(header, separators=(",", ":")).encode()
    head += b" " * (-(len(head) + 8) % 64)
    with open(path + ".new", "wb") as f:
        f.write(struct.pack("<Q", len(head)) + head + raw[8 + n:])
    os.replace(path + ".new", path)


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("data")
    ap.add_argument("weights")
    ap.add_argument("--shim", default=os.path.join(os.path.dirname(__file__), "..", "build", "libhearsay_shim.so"))
    ap.add_argument("--nested", type=float,
                    help="by how many nats a cue inside a content is likelier to begin than the scores say (chosen on nested/dev)")
    ap.add_argument("--least", type=float, help="the score below which an attribution is left out whatever is asked for")
    args = ap.parse_args()
    with_calibration(args.weights, {"score.least": 0.0})            # fitted on all that is found
    records = data.jsonl(os.path.join(args.data, "polnear", "dev.jsonl"))
    fit_x, fit_y, fit_articles = examples(args.shim, args.weights, records[attributions.FITTED])
    test_x, test_y, test_articles = examples(args.shim, args.weights, records[attributions.HELD_OUT])
    w, slopes = fit(fit_x, fit_y), fit_slopes(fit_x, fit_y, fit_articles)
    p, other = scores((w, slopes), test_x), scores((fit(test_x, test_y), fit_slopes(test_x, test_y, test_articles)), fit_x)
    print("fitted on %d attributions of %d articles; on the other %d: mean score %.3f, right %.3f, Brier %.4f, expected calibration error %.3f "
          "(perfect scores: %.3f)" % (len(fit_y), len(records[attributions.FITTED]), len(test_y), p.mean(), test_y.mean(), ((p - test_y) ** 2).mean(),
                                      expected_calibration_error(p, test_y), noise(p)))
    both, answers = np.r_[p, other], np.r_[test_y, fit_y]
    print("each half by a fit on the other: Brier %.4f, expected calibration error %.3f (perfect scores: %.3f)" % (
        ((both - answers) ** 2).mean(), expected_calibration_error(both, answers), noise(both)))
    for least in (0.2, 0.3, 0.5, 0.7, 0.8, 0.9):
        kept = p >= least
        share = 100 * test_y[kept].mean() if kept.any() else 0
        print("  min-score %.1f: keeps %.1f %%, of which %.1f %% are right" % (least, 100 * kept.mean(), share))
    numbers = {"score." + n: round(float(v), 6) for n, v in zip(NAMES + ("bias", "above", "below", "shift"), [*w, *slopes])}
    if args.nested is not None:
        numbers["nested"] = args.nested
    if args.least is not None:
        numbers["score.least"] = args.least
    with_calibration(args.weights, numbers)


if __name__ == "__main__":
    main()
