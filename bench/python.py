"""Articles a second through Python beside the C library on the same texts and cores. `./dev bench python` builds and calls this.

Rounds of both take turns, so that what else the machine does falls on both; a figure is the median of the rounds' ratios, with the lowest and
highest: of the time on the wall, and of the processor's, which says what the work costs on a machine that is not idle. A round is all texts, from
text to JSON. Start-up is left out on both sides.
"""
import argparse
import os
import statistics
import sys
import tempfile

from run import HERE, machine, run, texts_of

SPARK_ARTICLES = 1500
VENV = os.path.join(HERE, "..", "build", "python-venv", "bin", "python")


def main():
    ap = argparse.ArgumentParser(prog="./dev bench python", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("texts", nargs="?", help="a folder of .txt files or a JSON Lines file with `text`")
    ap.add_argument("--program", default="build/bench_read", help=argparse.SUPPRESS)
    ap.add_argument("--rounds", type=int, default=7)
    args = ap.parse_args()
    texts = texts_of(args.texts)
    cpus = sorted(os.sched_getaffinity(0))
    print(machine())
    with tempfile.NamedTemporaryFile() as file:
        for text in texts:
            file.write(text.replace("\0", "").encode() + b"\0")
        file.flush()
        cases = [(name, mode, threads) for threads in (1, 2) if threads <= len(cpus)
                 for name, mode in (("read_many", "many"), ("read_many, and all fields made", "fields"))]
        cases += [("spaCy, what the component adds", "spacy", 1), ("Spark, local", "spark", min(2, len(cpus)))]
        print(f"{len(texts)} articles; {args.rounds} rounds in turn; 1.00 is the C library's speed with as many threads\n")
        for name, mode, threads in cases:
            ratios, cpu, words = [], [], 0
            if mode == "spark":                        # a job has a second of its own: enough articles that it does not count
                file.write((b"".join(t.replace("\0", "").encode() + b"\0" for t in texts)) * max(1, SPARK_ARTICLES // len(texts)))
                file.flush()
            for _ in range(args.rounds):
                cores = set(cpus[:threads])
                c = run([args.program, file.name, str(threads), "1"], cores)
                p = run([VENV, os.path.join(HERE, "python_reader.py"), mode, file.name, str(threads), "1"], cores)
                if p["json_bytes"] not in (None, c["json_bytes"]):
                    sys.exit(f"bench: the documents differ: {c['json_bytes']} bytes of JSON from C, {p['json_bytes']} from Python")
                ratios.append(c["rounds_s"][0] / p["rounds_s"][0])
                cpu.append(c["cpu_s"] / p["cpu_s"])
                words = c["words"]
            print(f"{name:32} {threads} thread{'s' * (threads > 1):1}  {statistics.median(ratios):.3f}  ({min(ratios):.3f} to {max(ratios):.3f}); "
                  f"by the processor's time {statistics.median(cpu):.3f} ({min(cpu):.3f} to {max(cpu):.3f}); "
                  f"{words / p['rounds_s'][0]:,.0f} words a second in the last round", flush=True)


if __name__ == "__main__":
    main()
