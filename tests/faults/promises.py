#!/usr/bin/env python3
"""promises.py: docs/reliability.md promises, and names the test that holds each promise: that test is there and is run. And every function of
hearsay.h that can fail is called by a test in which memory fails (tests/unit/out_of_memory*.c)."""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent


def is_run(path):
    """Does ctest run this file, by the globs and lines of cmake/tests.cmake and cmake/fuzz.cmake?"""
    name = path.relative_to(ROOT).as_posix()
    if re.fullmatch(r"tests/unit/[a-z_]+\.c|tests/cli/[a-z-]+\.sh|fuzz/[a-z]+", name):
        return True
    return name in (ROOT / "cmake" / "tests.cmake").read_text(encoding="utf-8")


def promises():
    """Rows of the tables of docs/reliability.md: (line, promise, [test, ...])."""
    for n, line in enumerate((ROOT / "docs" / "reliability.md").read_text(encoding="utf-8").splitlines(), 1):
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")] if line.startswith("| ") else []
        if len(cells) == 2 and cells[1] != "held by":
            yield n, cells[0], re.findall(r"`([^`]+)`", cells[1])


def main():
    failed = passed = 0

    def check(good, said):
        nonlocal failed, passed
        passed += bool(good)
        failed += not good
        if not good:
            print(said)

    rows = list(promises())
    check(len(rows) >= 20, "docs/reliability.md has %d promises" % len(rows))
    for n, promise, tests in rows:
        check(tests, "line %d: nothing holds %r" % (n, promise))
        for test in tests:
            file, _, function = test.partition(":")
            path = ROOT / file
            check(path.exists() and is_run(path), "line %d: %s is not there, or not run" % (n, file))
            if function and path.is_file():
                check(re.search(r"\b%s\b" % re.escape(function), path.read_text(encoding="utf-8")), "line %d: %s has no %s" % (n, file, function))

    header = re.sub(r"/\*.*?\*/", "", (ROOT / "include" / "hearsay.h").read_text(encoding="utf-8"), flags=re.S)
    fail = re.findall(r"HEARSAY_API[^;]*?\b(hearsay_[a-z_0-9]+)\(([^;]*)\);", header)
    fail = [name for name, arguments in fail if "hearsay_error *err" in arguments]
    tested = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests" / "unit").glob("out_of_memory*.c"))
    check(len(fail) > 40, "hearsay.h has %d functions that can fail" % len(fail))
    for name in fail:
        check(re.search(r"\b%s\b" % name, tested), "%s is not called by any test in which memory fails (tests/unit/out_of_memory*.c)" % name)
    print("%d passed, %d failed" % (passed, failed))
    return failed


sys.exit(bool(main()))
