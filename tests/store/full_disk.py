#!/usr/bin/env python3
"""full_disk.py PROGRAM: a disk that is full says so, and the store is as it was before the batch that did not fit; with room again the same
command completes it. Once by the limit on a file's size, once, as root, on a small file system of its own."""
import os
import pathlib
import resource
import signal
import subprocess
import sys
import tempfile

import common


def add(program, db, articles, limit=None):
    def limited():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    command = [program, "add", "-q", "--db", db, articles]
    return subprocess.run(command, capture_output=True, text=True, check=False, preexec_fn=limited if limit else None)


def check(program, folder, articles, limit, room):
    db = folder / "a.db"
    first = add(program, db, articles[0])
    assert first.returncode == 0, first.stderr
    before = common.ids(db)
    full = add(program, db, articles[1], limit)
    assert full.returncode == 5, (full.returncode, full.stderr)
    assert str(db) in full.stderr and ("disk is full" in full.stderr or "too large" in full.stderr.lower()), full.stderr
    after = common.ids(db)
    assert before <= after and len(after) < len(before) + 4000, "%d, then %d" % (len(before), len(after))
    room()
    again = add(program, db, articles[1])
    assert again.returncode == 0, again.stderr
    assert len(common.ids(db)) == len(before) + 4000, len(common.ids(db))
    return "%s (%d texts, then %d)" % (full.stderr.strip(), len(before), len(after))


def main():
    program = sys.argv[1]
    failed = passed = 0
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder)
        articles = [path / "few.jsonl", path / "many.jsonl"]
        articles[0].write_text(common.articles(20, 50, 1), encoding="utf-8")
        articles[1].write_text(common.articles(4000, 200, 2).replace("Number ", "Number X"), encoding="utf-8")
        (path / "limit").mkdir()
        (path / "small").mkdir()
        places = [(path / "limit", 6 << 20, lambda: None)]
        mount = ["mount", "-t", "tmpfs", "-o", "size=12m", "hearsay", str(path / "small")]
        mounted = os.geteuid() == 0 and subprocess.run(mount, capture_output=True, check=False).returncode == 0
        if mounted:
            places.append((path / "small", None, lambda: subprocess.run(["mount", "-o", "remount,size=400m", str(path / "small")], check=True)))
        try:
            for where, limit, room in places:
                try:
                    print(check(program, where, articles, limit, room).replace(folder, "..."))
                    passed += 1
                except AssertionError as error:
                    failed += 1
                    print("%s: %s" % (where, error))
        finally:
            if mounted:
                subprocess.run(["umount", str(path / "small")], check=False)
    print("%d passed, %d failed" % (passed, failed))
    return failed


sys.exit(bool(main()))
