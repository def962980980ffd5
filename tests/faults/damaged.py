#!/usr/bin/env python3
"""damaged.py PROGRAM: a store with one damaged page, each page in turn, and one that is cut short: every command ends by itself, with what is right
or with exit status 5 and a message that names the file. The seed is fixed."""
import pathlib
import random
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "store"))
import common  # noqa: E402

COMMANDS = [["articles"], ["search", "harbour"], ["stats"], ["actors"], ["export", "claims"], ["trace", "--actor", "Ada Lind"]]


def run(program, db, command, *more):
    return subprocess.run([program, *command, *more, "--db", str(db)], capture_output=True, check=False, timeout=120)


def sound(program, db, command):
    """None, or what is wrong."""
    try:
        done = run(program, db, command)
    except subprocess.TimeoutExpired:
        return "does not end"
    err = done.stderr.decode("utf-8", "backslashreplace")
    if done.returncode == 0:
        return None
    if done.returncode != 5:
        return "exit status %d: %s" % (done.returncode, err[-300:])
    if str(db) not in err or len(err.strip().splitlines()) != 1:
        return "message: %s" % err[-300:]
    return None


def main():
    program = sys.argv[1]
    rng = random.Random(20)
    passed = failed = refused = 0
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder)
        (path / "a.jsonl").write_text(common.articles(30, 60, 3), encoding="utf-8")
        db = path / "a.db"
        subprocess.run([program, "add", "-q", "--db", str(db), str(path / "a.jsonl")], check=True, capture_output=True)
        whole = db.read_bytes()
        damages = []
        for page in range(0, len(whole) // 4096):
            at = page * 4096 + (100 if page == 0 else 0)   # the head alone would make it no store
            length = rng.choice([8, 64, 4096 - 100])
            damages.append((at, bytes(rng.randrange(256) for _ in range(length))))
        cuts = [len(whole) // 3, len(whole) - 4096, len(whole) - 100, 5000, 100, 10]
        for i in range(len(damages) + len(cuts)):
            bad = path / "bad.db"
            for other in path.glob("bad.db*"):
                other.unlink()
            if i < len(damages):
                at, garbage = damages[i]
                bad.write_bytes(whole[:at] + garbage + whole[at + len(garbage):])
            else:
                bad.write_bytes(whole[:cuts[i - len(damages)]])
            # All commands on the head and every eighth page, one command on the others.
            chosen = COMMANDS if i % 8 == 0 or i >= len(damages) else [COMMANDS[i % len(COMMANDS)]]
            for command in chosen:
                wrong = sound(program, bad, command)
                if wrong:
                    failed += 1
                    print("damage %d, %s: %s" % (i, command[0], wrong))
                else:
                    passed += 1
        refused = sum(run(program, db, command).returncode for command in COMMANDS)
        if refused:
            failed += 1
            print("the store without damage: %d" % refused)
    print("%d passed, %d failed" % (passed, failed))
    return failed


sys.exit(bool(main()))
