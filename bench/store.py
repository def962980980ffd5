#!/usr/bin/env python3
"""What a store costs as it grows: time an article from the first to the last, memory, bytes.

usage: store.py --program build/hearsay --bench build/bench_store [--trace build/bench_trace] [--articles 100000] [--folder DIR] [--check]
                [DOCUMENTS...]

DOCUMENTS (files as for `hearsay read`; examples/ without any) are read once, which gives the time to read an article; then edited copies of what
was read go into one store (bench/store.c says how), so that reading does not hide what the store costs. Times are the processor's, since a machine
with other work has no others. Claims are linked as they would be. --check fails if an article takes more than 1.3 times as long at the end as at
the start, reading included, or resident memory grows by more than 5 per cent from the second tenth on.

With --trace, traces are asked of the full store (bench/trace.c says which), --check fails if one of
claims by a sentence or by number takes 200 ms of the processor at the median."""
import argparse
import json
import pathlib
import resource
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent


def traces(command):
    """Prints what each kind of query takes; True if one that has a bound is above it."""
    slow = False
    print("%-13s %10s %10s %10s %13s %10s %9s %9s" % ("trace by", "median ms", "95 % ms", "most ms", "processor ms", "95 % ms", "claims", "reports"))
    for line in subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines():
        row = json.loads(line)
        slow |= row["kind"] in ("sentence", "claim") and row["processor_ms"] >= 200
        print("%(kind)-13s %(median_ms)10.1f %(p95_ms)10.1f %(most_ms)10.1f %(processor_ms)13.1f %(processor_p95_ms)10.1f "
              "%(claims)9.1f %(reports)9.1f" % row, flush=True)
    return slow


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--program", required=True)
    parser.add_argument("--bench", required=True)
    parser.add_argument("--trace")
    parser.add_argument("--articles", type=int, default=100000)
    parser.add_argument("--folder", help="where the store is made; default: a temporary one")
    parser.add_argument("--model", default=str(ROOT / "models" / "hearsay-en.safetensors"))
    parser.add_argument("--check", action="store_true")
    parser.add_argument("documents", nargs="*")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=args.folder) as folder:
        documents = pathlib.Path(folder) / "documents.jsonl"
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([args.program, "read", "-q", "-f", "json", "-o", documents] + (args.documents or [str(ROOT / "examples")]), check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        lines = documents.read_text(encoding="utf-8").count("\n")
        reading = 1e6 * (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) / lines
        print("reading: %.0f us an article (%d articles, loading the weights included)" % (reading, lines))
        rows = []
        command = [args.bench, pathlib.Path(folder) / "a.db", str(args.articles), args.model, documents]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            for line in process.stdout:
                row = json.loads(line)
                rows.append(row)
                print("%(articles)7d articles  %(processor_us)6d us of the processor  %(make_us)5d + %(write_us)d us by the clock  " % row +
                      "%.0f MiB resident  %.1f kB an article" % (row["resident"] / 2**20, row["bytes"] / row["articles"] / 1000), flush=True)
        if process.returncode:
            return 1
        slow = args.trace and traces([args.trace, pathlib.Path(folder) / "a.db", args.model])
    alone = rows[-1]["processor_us"] / rows[0]["processor_us"]
    whole = (reading + rows[-1]["processor_us"]) / (reading + rows[0]["processor_us"])
    memory = rows[-1]["resident"] / rows[1 if len(rows) > 1 else 0]["resident"]
    print("the last tenth to the first: %.2f of the store alone, %.2f with reading; memory, to the second: %.2f" % (alone, whole, memory))
    return int(args.check and (whole > 1.3 or memory > 1.05 or bool(slow)))


sys.exit(main())
