#!/usr/bin/env python3
"""kill.py PROGRAM TIMES: `hearsay add` killed (SIGKILL) at a random moment: the store opens and is whole, what was committed is there, and the
same command again completes it: no article lost, none doubled. The seed is printed."""
import os
import pathlib
import random
import signal
import subprocess
import sys
import tempfile
import time

import common


def add(program, db, articles):
    return subprocess.Popen([program, "add", "-q", "-j", "2", "--db", db, articles], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def main():
    program, times = sys.argv[1], int(sys.argv[2])
    seed = int(os.environ.get("SEED", time.time()))
    print("seed %d" % seed)
    rng = random.Random(seed)
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder)
        (path / "a.jsonl").write_text(common.articles(1500, 150, 1), encoding="utf-8")
        start = time.time()
        whole = add(program, path / "whole.db", path / "a.jsonl")
        assert whole.communicate()[0].startswith("1500 articles added"), "the run without a kill"
        took = time.time() - start
        want = common.ids(path / "whole.db")
        partial = 0
        for i in range(times):
            db = path / ("%d.db" % i)
            process = add(program, db, path / "a.jsonl")
            time.sleep(rng.uniform(0, took))
            process.send_signal(signal.SIGKILL)
            process.communicate()
            try:
                # A store that was not made yet is none; the program makes it.
                have = common.ids(db) if db.exists() and db.stat().st_size else set()
                partial += 0 < len(have) < len(want)
                assert have <= want, "a text that nobody wrote"
                out = add(program, db, path / "a.jsonl").communicate()
                assert not out[1], out[1]
                again = common.ids(db)
                assert again == want, "%d texts instead of %d" % (len(again), len(want))
            except (AssertionError, Exception) as error:  # the next kill is worth a look, too
                failed += 1
                print("kill %d: %s" % (i, error))
            for file in path.glob("%d.db*" % i):
                file.unlink()
    print("%d kills, %d of them within" % (times, partial))
    print("%d passed, %d failed" % (times - failed, failed))
    return failed


sys.exit(bool(main()))
