"""The mean of several weight files of one network, tensor by tensor: between two ends of one training lies what both have learnt.

    python average.py OUT.safetensors WEIGHTS... [--last PREFIX]

M. Wortsman et al., "Model soups", ICML 2022. Config and calibration are the last file's; so are the tensors whose
names begin with PREFIX: heads that the others have not learnt.
"""
import argparse
import sys

import torch

from network import load, save


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("out")
    ap.add_argument("weights", nargs="+")
    ap.add_argument("--last", metavar="PREFIX")
    args = ap.parse_args()
    networks = [load(path) for path in args.weights]
    named = [dict(n.named_parameters()) for n in networks]
    with torch.no_grad():
        for name, p in named[-1].items():
            if not args.last or not name.startswith(args.last):
                p.copy_(sum(other[name] for other in named) / len(named))
    save(networks[-1], args.out)


if __name__ == "__main__":
    sys.exit(main())
