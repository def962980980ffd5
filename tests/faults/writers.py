#!/usr/bin/env python3
"""writers.py PROGRAM: several programs write to one store at once, one that does not exist yet, half of their articles the same: each ends well, no
article is lost or there twice; and a program that is killed while it has the lock holds up nobody."""
import pathlib
import signal
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "store"))
import common  # noqa: E402


def add(program, db, articles):
    return subprocess.Popen([program, "add", "-q", "-j", "1", "--db", db, articles], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def at_once(program, path):
    lines = common.articles(450, 120, 7).splitlines(keepends=True)
    parts = [lines[0:200], lines[100:300], lines[200:400], lines[150:450]]
    for i, part in enumerate(parts):
        (path / ("%d.jsonl" % i)).write_text("".join(part), encoding="utf-8")
    db = path / "a.db"
    writers = [add(program, db, path / ("%d.jsonl" % i)) for i in range(len(parts))]
    for writer in writers:
        out, err = writer.communicate()
        assert writer.returncode == 0 and not err, (writer.returncode, out, err)
    assert len(common.ids(db)) == 450, len(common.ids(db))
    return "4 writers, 450 texts"


def killed_beside(program, path):
    db = path / "b.db"
    (path / "all.jsonl").write_text(common.articles(450, 120, 7), encoding="utf-8")
    first = add(program, db, path / "all.jsonl")
    time.sleep(0.2)
    second = add(program, db, path / "all.jsonl")
    time.sleep(0.2)
    first.send_signal(signal.SIGKILL)
    first.communicate()
    out, err = second.communicate()
    assert second.returncode == 0 and not err, (second.returncode, out, err)
    assert len(common.ids(db)) == 450, len(common.ids(db))
    return "one of 2 killed, 450 texts"


def main():
    failed = passed = 0
    with tempfile.TemporaryDirectory() as folder:
        for test in (at_once, killed_beside):
            try:
                print(test(sys.argv[1], pathlib.Path(folder)))
                passed += 1
            except AssertionError as error:
                failed += 1
                print("%s: %s" % (test.__name__, error))
    print("%d passed, %d failed" % (passed, failed))
    return failed


sys.exit(bool(main()))
