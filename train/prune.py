"""Fewer neurons in the feed-forward layers of a trained network: which to keep, and what the rest of the layer has to do in their place.

    python prune.py DATA WEIGHTS OUT.safetensors --intermediate 768 [--windows 96]

Layer by layer, from the first: with X [rows][I] the neurons' outputs on windows of PolNeAR's training part, in the network as pruned so far, and W
the weights that read them, the neuron whose loss changes W X^T least when all others make up for it is taken out, the others' weights are changed so
that they do, and so on, one by one:

    cost(j) = |W_j|^2 / Hi_jj          W -= W_j Hi_j / Hi_jj          Hi -= Hi_j^T Hi_j / Hi_jj          Hi = (X^T X + ridge)^-1

B. Hassibi, D. Stork, "Second order derivatives for network pruning: optimal brain surgeon", NIPS 1992; E. Kurtic, E. Frantar, D. Alistarh, "ZipLM",
NeurIPS 2023. The result is a place to train on from (distil.py), not something to ship.
"""
import argparse
import os
import sys

import torch
import torch.nn.functional as F

import data
from network import Network, load, save


def keep(w, x, wanted, ridge=1e-3):
    """The indices of the neurons to keep, and the weights that read them: w [H][I], x [rows][I] (Gram matrix: in float64)."""
    gram = (x.double().T @ x.double()) / len(x)
    gram += ridge * gram.diagonal().mean() * torch.eye(len(gram), dtype=torch.float64)
    inverse, w = torch.linalg.inv(gram), w.double().clone()
    alive = torch.ones(len(gram), dtype=torch.bool)
    for _ in range(len(gram) - wanted):
        cost = (w ** 2).sum(0) / inverse.diagonal()
        cost[~alive] = float("inf")
        j = int(cost.argmin())
        row = inverse[j] / inverse[j, j]
        w -= torch.outer(w[:, j], row)
        inverse -= torch.outer(inverse[:, j], row)
        alive[j] = False
        w[:, j] = 0
        inverse[j, :] = inverse[:, j] = 0
        inverse[j, j] = 1
    at = alive.nonzero().squeeze(1)
    return at, w[:, at].float()


@torch.no_grad()
def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("data")
    ap.add_argument("weights")
    ap.add_argument("out")
    ap.add_argument("--intermediate", type=int, required=True)
    ap.add_argument("--windows", type=int, default=96)
    ap.add_argument("--shim", default=os.path.join(os.path.dirname(__file__), "..", "build", "libhearsay_shim.so"))
    args = ap.parse_args()
    full = load(args.weights)
    small = Network(dict(full.config, intermediate=args.intermediate))
    engine = data.Engine(args.shim, args.weights.removesuffix(".safetensors") + ".vocab.txt")
    documents = data.read_polnear(engine, args.data, "train")[::8]
    windows = [w for ws in data.windows_of(documents, full.config["window"]) for w in ws]
    t = data.collate(windows[::max(1, len(windows) // args.windows)], {})
    inside = torch.arange(t["pieces"].shape[1]).unsqueeze(0) < t["lengths"].unsqueeze(1)
    mask = torch.zeros(inside.shape).masked_fill(~inside, -1e4)[:, None, None, :]
    rows = inside.flatten().nonzero().squeeze(1)
    x = full.embeddings(t["pieces"].flatten()[rows], rows % inside.shape[1], t["features"].flatten()[rows])
    for n, layer in enumerate(full.layer):
        y = layer.attention(x, rows, mask, lambda v: v)
        neurons = F.gelu(layer.intermediate(y))
        at, w = keep(layer.output.weight, neurons, args.intermediate)
        out = layer.output(neurons)
        made = F.linear(neurons[:, at], w, layer.output.bias)
        print("layer %d: %d rows, of the variance of what the layer adds is lost %.4f" % (
            n, len(x), float(((out - made) ** 2).sum() / ((out - out.mean(0)) ** 2).sum())), flush=True)
        layer.intermediate.weight, layer.intermediate.bias = (torch.nn.Parameter(p[at].clone())
                                                              for p in (layer.intermediate.weight, layer.intermediate.bias))
        layer.output.weight = torch.nn.Parameter(w)
        x = layer.output_norm(y + made)
    small.load_state_dict(full.state_dict())
    save(small, args.out)


if __name__ == "__main__":
    sys.exit(main())
