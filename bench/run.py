"""Words a second from text to JSON, beside a peer's on the same texts. `./dev bench` builds and calls this; run it on an idle machine.

A figure is the median of ROUNDS rounds over all texts, with the lowest and highest; processes are bound to their cores. Words are what white space
divides, so that everybody's are the same. Start-up is left out of the speed and stands in a row of its own.
"""
import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
FLAGS = ("avx2", "avx_vnni", "avx512f", "avx512_vnni", "avx512_bf16", "amx_bf16", "amx_int8")
LEAST_WORDS = 20000                                       # below that a round is too short to time


def texts_of(path):
    """The texts of a folder of .txt files or of a JSON Lines file; of our own examples, again and again, without a path."""
    if path and os.path.isfile(path):
        with open(path, encoding="utf-8") as file:
            return [json.loads(line)["text"] for line in file if line.strip()]
    folder = path or os.path.join(HERE, "..", "examples")
    texts = []
    for name in sorted(os.listdir(folder)):
        if name.endswith(".txt"):
            with open(os.path.join(folder, name), encoding="utf-8", newline="") as file:
                texts.append(file.read())
    if not texts:
        sys.exit(f"bench: {folder} holds no .txt files")
    words = sum(len(t.split()) for t in texts)
    return texts if path else texts * -(-LEAST_WORDS // words)


def machine():
    model, flags = platform.processor() or platform.machine(), set()
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as file:
            for line in file:
                key, _, value = line.partition(":")
                if key.strip() == "model name":
                    model = value.strip()
                elif key.strip() == "flags":
                    flags = set(value.split())
    except OSError:
        pass
    return f"{model}, {os.cpu_count()} CPUs ({' '.join(f for f in FLAGS if f in flags)}), Linux {platform.release()}, load {os.getloadavg()[0]:.1f}"


def run(command, cores, environment=None):
    """The JSON object that a program bound to `cores` prints."""
    done = subprocess.run(command, capture_output=True, text=True, preexec_fn=lambda: os.sched_setaffinity(0, cores),
                          env=dict(os.environ, **(environment or {})), check=False)
    if done.returncode:
        sys.exit(f"bench: {' '.join(command)}: exit status {done.returncode}: {done.stderr.strip()[-500:]}")
    return json.loads(done.stdout.strip().split("\n")[-1])


def speed(result):
    """(median, lowest, highest) words a second."""
    rates = sorted(result["words"] / s for s in result["rounds_s"])
    return statistics.median(rates), rates[0], rates[-1]


def main():
    ap = argparse.ArgumentParser(prog="./dev bench", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("texts", nargs="?", help="a folder of .txt files or a JSON Lines file with `text`")
    ap.add_argument("--program", default="build/bench_read", help=argparse.SUPPRESS)
    ap.add_argument("--compute", choices=("int8", "bf16", "fp32"))
    ap.add_argument("--rounds", type=int, default=7)
    ap.add_argument("--peers", action="store_true", help="spaCy's small English model too, one core, on the same texts")
    ap.add_argument("--markdown", action="store_true")
    args = ap.parse_args()
    texts = texts_of(args.texts)
    cpus = sorted(os.sched_getaffinity(0))
    rows = []

    with tempfile.NamedTemporaryFile() as file:
        for text in texts:
            file.write(text.replace("\0", "").encode() + b"\0")
        file.flush()

        def engine(threads, rounds):
            return run([args.program, file.name, str(threads), str(rounds)] + ([args.compute] if args.compute else []), set(cpus[:threads]))

        load = statistics.median(engine(1, 0)["open_s"] for _ in range(args.rounds))
        one = engine(1, args.rounds)
        rows.append((f"hearsay, {one['compute']}, one core", one))
        if len(cpus) > 1:
            rows.append((f"hearsay, {one['compute']}, two cores, two threads", engine(2, args.rounds)))
        if args.peers:
            python = os.path.join(HERE, "..", "build", "peers", "bin", "python")
            peer = run([python, os.path.join(HERE, "peer_spacy.py"), file.name, str(args.rounds)], set(cpus[:1]),
                       {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"})
            rows.append((peer["name"] + ", one core", peer))

    print(f"{machine()}\n{one['articles']} articles, {one['words']} words; median of {args.rounds} rounds (lowest to highest)\n")
    lines = []
    for name, result in rows:
        median, low, high = speed(result)
        lines.append([name, f"{median:,.0f}", f"{low:,.0f} to {high:,.0f}", f"{median / speed(one)[0]:.2f}", f"{result['peak_kib'] / 1024:,.0f}"])
    header = ["", "words a second", "range", "ratio", "peak MiB"]
    widths = [max(len(r[k]) for r in [header, *lines]) for k in range(len(header))]
    edge, gap = ("| ", " | ") if args.markdown else ("", "  ")
    for n, row in enumerate([header, *lines]):
        print((edge + gap.join(c.ljust(w) if k == 0 else c.rjust(w) for k, (c, w) in enumerate(zip(row, widths))) + edge[::-1]).rstrip())
        if n == 0 and args.markdown:
            print("|" + "|".join("-" * (w + 2) if k == 0 else "-" * (w + 1) + ":" for k, w in enumerate(widths)) + "|")
    print(f"\nready to read in {1000 * load:.0f} ms; first round (code for each shape is made) {one['first_s']:.2f} s, later "
          f"{statistics.median(one['rounds_s']):.2f} s")
    if args.peers:
        print(f"on one core hearsay reads {speed(one)[0] / speed(peer)[0]:.2f} times as many words a second as {peer['name']}")


if __name__ == "__main__":
    main()
