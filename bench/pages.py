"""Web pages a second, from bytes to the article, its parts and its metadata, beside trafilatura on the same pages. `./dev bench pages` builds and
calls this; run it on an idle machine.

A figure is the median of ROUNDS rounds over all pages, with the fastest and slowest, in processor time; each process is bound to one core.
Start-up is left out, and so is a first round.
"""
import argparse
import glob
import json
import os
import statistics
import sys
import tempfile

from run import HERE, machine, run


def pages_of(path):
    """The `html` of a JSON Lines file; the pages of our own tests without a path."""
    if path:
        with open(path, encoding="utf-8") as file:
            return [json.loads(line)["html"] for line in file if line.strip()]
    pages = []
    for name in sorted(glob.glob(os.path.join(HERE, "..", "tests", "cases", "pages", "*.txt"))):
        with open(name, encoding="utf-8") as file:
            for case in file.read().split("\n\n"):
                page = "\n".join(line[2:] for line in case.split("\n") if line.startswith("> "))
                pages += [page] if page else []
    return pages


def main():
    ap = argparse.ArgumentParser(prog="./dev bench pages", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("pages", nargs="?", help="a JSON Lines file with `html`")
    ap.add_argument("--program", default="build/bench_pages", help=argparse.SUPPRESS)
    ap.add_argument("--python", default=os.path.join(HERE, "..", "build", "peers", "bin", "python"), help=argparse.SUPPRESS)
    ap.add_argument("--rounds", type=int, default=7)
    ap.add_argument("--peers", action="store_true", help="trafilatura too")
    args = ap.parse_args()
    pages = pages_of(args.pages)
    if not pages:
        sys.exit("bench: no pages")
    core = {min(os.sched_getaffinity(0))}
    with tempfile.NamedTemporaryFile() as file:
        for page in pages:
            file.write(page.replace("\0", "").encode("utf-8", "replace") + b"\0")
        file.flush()
        rows = [run([args.program, file.name, str(args.rounds)], core)]
        if args.peers:
            rows.append(run([args.python, os.path.join(HERE, "peer_trafilatura.py"), file.name, str(args.rounds)], core))
    megabytes = rows[0]["bytes"] / 1e6
    print(f"{machine()}\n{len(pages)} pages, {megabytes:.1f} MB; one core, median of {args.rounds} rounds (slowest to fastest)\n")
    print(f"{'':<24}{'pages a second':>15}{'range':>18}{'MB a second':>13}{'peak MiB':>10}")
    for row in rows:
        rates = sorted(len(pages) / s for s in row["rounds_s"])
        median = statistics.median(rates)
        print(f"{row['name']:<24}{median:>15,.0f}{f'{rates[0]:,.0f} to {rates[-1]:,.0f}':>18}{median * megabytes / len(pages):>13.1f}"
              f"{row['peak_kib'] / 1024:>10.0f}")
    if args.peers:
        ratio = statistics.median(rows[1]["rounds_s"]) / statistics.median(rows[0]["rounds_s"])
        print(f"\nhearsay reads {ratio:.1f} times as many pages a second as {rows[1]['name']}")


if __name__ == "__main__":
    main()
