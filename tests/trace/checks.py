"""What the tests of traces share: the program, counted checks."""
import os
import subprocess
import sys

program = os.path.abspath(sys.argv[1])
counts = {True: 0, False: 0}


def check(what, found, wanted):
    counts[found == wanted] += 1
    if found != wanted:
        print("%s: found %r, expected %r" % (what, found, wanted))


def run(*args):
    return subprocess.run([program, *args], check=True, capture_output=True, text=True).stdout


def finish():
    print("%d passed, %d failed" % (counts[True], counts[False]))
    sys.exit(counts[False] > 0)
