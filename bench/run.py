"""Words a second from text to JSON, beside a peer's on the same texts. `./dev bench` builds and calls this; run it on an idle machine.

A figure is the median of ROUNDS rounds over all texts, with the lowest and highest; processes are bound to their cores. Words are what white space
divides, so that everybody's are the same. Start-up is left out of the speed and stands in a row of its own. Where the time goes is measured by
bench_stages, in time of the processor.

--peers runs, on one core: spaCy's small English model, textacy's direct quotations on top of it, and the quotations of Stanford CoreNLP. The last is
so slow that all of them, hearsay once more among them, read only the first articles, of PEER_WORDS words or so together; a peer's ratio is to
hearsay on these.
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
PEER_WORDS = 5000                                         # what the peers get to read: CoreNLP takes 15 seconds for it


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


def write_texts(file, texts):
    for text in texts:
        file.write(text.replace("\0", "").encode() + b"\0")
    file.flush()


def beginning(texts, words):
    """The first texts that have so many words together."""
    out = []
    for text in texts:
        out.append(text)
        words -= len(text.split())
        if words <= 0:
            break
    return out


def peers(path, rounds, core):
    """What the peers' programs print, one process after the other on one core; each reads all texts once before it is timed."""
    python = os.path.join(HERE, "..", "build", "peers", "bin", "python")
    single = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    for name in ("peer_spacy.py", "peer_textacy.py"):
        yield run([python, os.path.join(HERE, name), path, str(rounds)], core, single)
    sys.path.insert(0, os.path.join(HERE, "peers"))
    import corenlp
    classes = corenlp.install(os.path.join(HERE, "..", "build", "peers", "corenlp"))
    yield run(["java", "-Xmx5g", "-XX:+UseSerialGC", "-cp", classes, "CoreNLPQuotes", path, "1"], core)


def print_stages(found, words):
    """Where the time goes, and what its products reach of what oneDNN does at best with their shapes."""
    total, operations = sum(found["stages"].values()), found["operations"]
    print(f"\nwhere the time goes (one core, {found['rounds']} round{'s' if found['rounds'] > 1 else ''}, time of the processor: "
          f"{words * found['rounds'] / total:,.0f} words a second)\n")
    for name, seconds in sorted(found["stages"].items(), key=lambda item: -item[1]):
        print(f"  {name:<18}{100 * seconds / total:5.1f} %")
    reached, best = operations / found["stages"]["matrix products"], [s["best"] for s in found["shapes"]]
    shapes = ", ".join(f"{s['inputs']} x {s['outputs']}: {s['best'] / 1e9:,.0f}" for s in found["shapes"])
    print(f"\nmatrix products: {operations / found['rounds'] / words / 1e6:.1f} million operations a word at {reached / 1e9:,.0f} GOP/s, "
          f"{100 * reached * len(best) / sum(best):.0f} % of oneDNN's best at these shapes ({shapes});\nalone they would allow "
          f"{words * found['rounds'] / found['stages']['matrix products']:,.0f} words a second")


def cpu_speed(result):
    """Words a second of the processor's time, on all threads together: other work on the machine tells less on it than on the clock."""
    return result["words"] * len(result["rounds_s"]) / result["cpu_s"]


def main():
    ap = argparse.ArgumentParser(prog="./dev bench", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("texts", nargs="?", help="a folder of .txt files or a JSON Lines file with `text`")
    ap.add_argument("--program", default="build/bench_read", help=argparse.SUPPRESS)
    ap.add_argument("--stages", default="build/bench_stages", help=argparse.SUPPRESS)
    ap.add_argument("--compute", choices=("int8", "bf16", "fp32"))
    ap.add_argument("--rounds", type=int, default=7)
    ap.add_argument("--peers", action="store_true", help="spaCy's small English model, textacy and CoreNLP too, one core, on the same texts")
    ap.add_argument("--markdown", action="store_true")
    args = ap.parse_args()
    texts = texts_of(args.texts)
    cpus = sorted(os.sched_getaffinity(0))
    rows, others = [], []                                 # (name, result, what it is compared with)

    with tempfile.NamedTemporaryFile() as file, tempfile.NamedTemporaryFile() as few:
        write_texts(file, texts)

        def engine(threads, rounds, path=file.name):
            return run([args.program, path, str(threads), str(rounds)] + ([args.compute] if args.compute else []), set(cpus[:threads]))

        load = statistics.median(engine(1, 0)["open_s"] for _ in range(args.rounds))
        one = engine(1, args.rounds)
        rows.append((f"hearsay, {one['compute']}, one core", one, one))
        if len(cpus) > 1:
            rows.append((f"hearsay, {one['compute']}, two cores, two threads", engine(2, args.rounds), one))
        stages = run([args.stages, file.name, "1"] + ([args.compute] if args.compute else []), set(cpus[:1]))
        if args.peers:
            write_texts(few, beginning(texts, PEER_WORDS))
            ours = engine(1, args.rounds, few.name)
            others = list(peers(few.name, args.rounds, set(cpus[:1])))
            rows.append((f"hearsay, {ours['compute']}, one core, the peers' {ours['words']} words", ours, ours))
            rows += [(o["name"] + ", one core, these words", o, ours) for o in others]

    print(f"{machine()}\n{one['articles']} articles, {one['words']} words; median of {args.rounds} rounds (lowest to highest)\n")
    lines = []
    for name, result, base in rows:
        median, low, high = speed(result)
        lines.append([name, f"{median:,.0f}", f"{low:,.0f} to {high:,.0f}", f"{median / speed(base)[0]:.2f}", f"{cpu_speed(result):,.0f}",
                      f"{result['peak_kib'] / 1024:,.0f}"])
    header = ["", "words a second", "range", "ratio", "a processor's second", "peak MiB"]
    widths = [max(len(r[k]) for r in [header, *lines]) for k in range(len(header))]
    edge, gap = ("| ", " | ") if args.markdown else ("", "  ")
    for n, row in enumerate([header, *lines]):
        print((edge + gap.join(c.ljust(w) if k == 0 else c.rjust(w) for k, (c, w) in enumerate(zip(row, widths))) + edge[::-1]).rstrip())
        if n == 0 and args.markdown:
            print("|" + "|".join("-" * (w + 2) if k == 0 else "-" * (w + 1) + ":" for k, w in enumerate(widths)) + "|")
    print(f"\nready to read in {1000 * load:.0f} ms; first round (code for each shape is made) {one['first_s']:.2f} s, later "
          f"{statistics.median(one['rounds_s']):.2f} s")
    print(f"{one['json_bytes'] / one['articles']:,.0f} bytes of JSON a document")
    for other in others:
        print(f"on one core hearsay reads {speed(ours)[0] / speed(other)[0]:.2f} times as many words a second as {other['name']}, "
              f"{cpu_speed(ours) / cpu_speed(other):.2f} times in time of the processor")
    print_stages(stages, one["words"])


if __name__ == "__main__":
    main()
