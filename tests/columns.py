#!/usr/bin/env python3
"""columns.py: names the lines of our sources that are too long, end in white space, or hold a tab."""
import pathlib
import sys

MOST = 150
MOST_ARTICLES = 220          # of tests/cli/*.sh, whose lines often are a paragraph of an article
ENDINGS = {".c", ".h", ".py", ".sh", ".cmake", ".sql", ".css", ".js", ".mjs"}
NAMES = {"dev", "run", "CMakeLists.txt"}
# What is not ours to break: what was built, and the articles of a test, a paragraph a line.
NOT = ("build/", ".git/", "tests/trace/corpus.py", "tests/trace/folding.py")

root = pathlib.Path(__file__).resolve().parent.parent
read = bad = 0
for folder in sorted(path for path in root.iterdir() if path.name not in ("build", ".git")):
    for path in sorted(folder.rglob("*")) if folder.is_dir() else [folder]:
        name = path.relative_to(root).as_posix()
        if (path.suffix not in ENDINGS and path.name not in NAMES) or name.startswith(NOT) or not path.is_file():
            continue
        read += 1
        most = MOST_ARTICLES if name.startswith("tests/cli/") and path.suffix == ".sh" else MOST
        for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
            for fault, wrong in ((f"longer than {most} columns", len(line) > most),
                                 ("white space at the end", line != line.rstrip()), ("a tab", "\t" in line)):
                if wrong:
                    print(f"{name}:{number}: {fault}")
                    bad += 1
print(f"{read - bad} passed, {bad} failed")
sys.exit(bad > 0 or read == 0)
