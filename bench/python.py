"""Articles a second through Python beside the C library on the same texts and cores. `./dev bench python` builds and calls this.

Rounds of both take turns, so that what else the machine does falls on both; a figure is the median of the rounds' ratios, with the lowest and
highest: of the time on the wall, and of the processor's, which says what the work costs on a machine that is not idle. A round is all texts, from
text to JSON. Start-up is left out on both sides.

Spark and the C library both stay warm and take turns, a round of 3,000 articles each; what starting costs, and Java's compiling, is told beside it.
"""
import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time

from run import HERE, machine, run, texts_of, write_texts

ROUNDS, SPARK_ROUNDS = 7, 4
SPARK_ARTICLES, STAGES_ARTICLES = 3000, 10_000
SPARK_LEAST = 0.85                                         # of the C library's speed: what we want of Spark
VENV = os.path.join(HERE, "..", "build", "python-venv", "bin", "python")
READER = os.path.join(HERE, "python_reader.py")
CASES = [("read_many", "many"), ("read_many, and all fields made", "fields"), ("spaCy, what the component adds", "spacy")]


class Turns:
    """A program that stays warm and does a round when it is asked for one."""

    def __init__(self, command, cores):
        start = time.monotonic()
        self.said = tempfile.TemporaryFile("w+")
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.said, text=True,
                                        preexec_fn=lambda: os.sched_setaffinity(0, cores))
        self.first = self._answer()
        self.ready_s = time.monotonic() - start

    def _answer(self):
        line = self.process.stdout.readline()
        if not line:
            self.said.seek(0)
            sys.exit(f"bench: {' '.join(self.process.args)}: {self.said.read().strip()[-500:]}")
        return json.loads(line)

    def round(self):
        self.process.stdin.write("\n")
        self.process.stdin.flush()
        return self._answer()

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def spark(program, texts, articles, cores, rounds):
    """A session on local[N] and the C library with N threads, in turn on the same texts: as long as it runs, and with its start."""
    threads = len(cores)
    texts = (texts * -(-articles // len(texts)))[:articles]
    with tempfile.NamedTemporaryFile() as file:
        write_texts(file, texts)
        ours = Turns([program, file.name, str(threads), "turns"], cores)
        job = Turns([VENV, READER, "spark", file.name, str(threads)], cores)
        print(f"Spark, local[{threads}]: {len(texts)} articles a round, {job.first['words'] / len(texts):.0f} words each", flush=True)
        turns = []
        for _ in range(rounds + 1):
            turns.append((ours.round(), job.round()))
            print(f"  the C library {turns[-1][0]['round_s']:.1f} s, Spark {turns[-1][1]['round_s']:.1f} s", flush=True)
        ours.close()
        job.close()
    clock = [c["round_s"] / s["round_s"] for c, s in turns]
    cpu = [c["cpu_s"] / (s["java_s"] + s["python_s"]) for c, s in turns]
    print(f"  session ready, with its articles: {job.ready_s:.1f} s (the C library's engine: {ours.first['open_s']:.2f} s)")
    print(f"  the first round, in which Java compiles: {clock[0]:.3f}; by the processor's time {cpu[0]:.3f}")
    print(f"  the next {rounds}: {statistics.median(clock[1:]):.3f} ({min(clock[1:]):.3f} to {max(clock[1:]):.3f}); by the processor's time "
          f"{statistics.median(cpu[1:]):.3f} ({min(cpu[1:]):.3f} to {max(cpu[1:]):.3f})")
    mine, its = ours.first["open_s"] + sum(c["round_s"] for c, _ in turns), job.ready_s + sum(s["round_s"] for _, s in turns)
    print(f"  all {len(turns) * len(texts)} articles with both starts: {mine / its:.3f}; {mine:.0f} s and {its:.0f} s")
    ratio, ours_s = statistics.median(clock[1:]), statistics.median(c["round_s"] for c, _ in turns)
    once = job.ready_s - ours.first["open_s"] + turns[0][1]["round_s"] - turns[0][0]["round_s"] / ratio
    if ratio > SPARK_LEAST:
        enough = once / (1 / SPARK_LEAST - 1 / ratio) * len(texts) / ours_s
        print(f"  lost once, by starting and compiling: {once:.0f} s; {SPARK_LEAST} is reached, starts counted, with {enough:,.0f} articles")
    spent = [statistics.median(1000 * r[k][key] / len(texts) for r in turns[1:]) for k, key in ((0, "cpu_s"), (1, "python_s"), (1, "java_s"))]
    print("  ms of the processor an article: the C library {:.2f}, Python {:.2f}, Java {:.2f}".format(*spent))


def main():
    ap = argparse.ArgumentParser(prog="./dev bench python", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("texts", nargs="?", help="a folder of .txt files or a JSON Lines file with `text`")
    ap.add_argument("--program", default="build/bench_read", help=argparse.SUPPRESS)
    ap.add_argument("--rounds", type=int, help=f"{ROUNDS}; of Spark {SPARK_ROUNDS}, and one before them")
    ap.add_argument("--articles", type=int, help="in a round of Spark's, the texts again and again (3000); made for the stages (10,000)")
    ap.add_argument("--only", choices=[mode for _, mode in CASES] + ["spark", "stages"],
                    help="one part of it; stages: what each stage of hearsay.spark.trace costs, which no other part has")
    args = ap.parse_args()
    if (args.rounds or 1) < 1 or (args.articles or 1) < 1:
        ap.error("there is no round without articles")
    if args.only == "stages":
        os.execv(VENV, [VENV, os.path.join(HERE, "spark_stages.py"), str(args.articles or STAGES_ARTICLES)])
    texts, rounds = texts_of(args.texts), args.rounds or ROUNDS
    cpus = sorted(os.sched_getaffinity(0))
    print(machine())
    cases = [(name, mode, threads) for threads in (1, 2) if threads <= len(cpus) for name, mode in CASES[:2]] + [(*CASES[2], 1)]
    cases = [case for case in cases if args.only in (None, case[1])]
    if cases:
        print(f"{len(texts)} articles; {rounds} rounds in turn; 1.00 is the C library's speed with as many threads\n")
    with tempfile.NamedTemporaryFile() as file:
        write_texts(file, texts)
        for name, mode, threads in cases:
            ratios, cpu, words = [], [], 0
            for _ in range(rounds):
                cores = set(cpus[:threads])
                c = run([args.program, file.name, str(threads), "1"], cores)
                p = run([VENV, READER, mode, file.name, str(threads), "1"], cores)
                if p["json_bytes"] != c["json_bytes"]:
                    sys.exit(f"bench: the documents differ: {c['json_bytes']} bytes of JSON from C, {p['json_bytes']} from Python")
                ratios.append(c["rounds_s"][0] / p["rounds_s"][0])
                cpu.append(c["cpu_s"] / p["cpu_s"])
                words = c["words"]
            print(f"{name:32} {threads} thread{'s' * (threads > 1):1}  {statistics.median(ratios):.3f}  ({min(ratios):.3f} to {max(ratios):.3f}); "
                  f"by the processor's time {statistics.median(cpu):.3f} ({min(cpu):.3f} to {max(cpu):.3f}); "
                  f"{words / p['rounds_s'][0]:,.0f} words a second in the last round", flush=True)
    if args.only in (None, "spark"):
        spark(args.program, texts, args.articles or SPARK_ARTICLES, set(cpus[:2]), args.rounds or SPARK_ROUNDS)


if __name__ == "__main__":
    main()
