"""What the checks of tests/exports share: running the program, its JSON documents, and the fault that a check reports."""
import json
import os
import re
import subprocess
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))


class Fault(Exception):
    """An export that its standard, or its own document, does not bear out."""


def want(holds, what, *args):
    if not holds:
        raise Fault(what % args)


def articles():
    """Operands of `hearsay read`: the examples, the articles of tests/cases/chains, and those of hostile.jsonl."""
    chains = os.path.join(ROOT, "tests", "cases", "chains")
    return [os.path.join(ROOT, "examples")] + sorted(os.path.join(chains, f) for f in os.listdir(chains) if f.endswith(".txt")) + [
        os.path.join(HERE, "hostile.jsonl")]


def read(program, format, paths, *options):
    """Standard output of `hearsay read --format FORMAT`, without newline conversion."""
    done = subprocess.run([program, "read", "--quiet", "--any-language", "--outlet", "The Post", "--published", "2024-06-14", "--format", format,
                           *options, *paths], capture_output=True)
    want(done.returncode == 0, "hearsay read --format %s: exit status %d: %s", format, done.returncode, done.stderr.decode()[-300:])
    return done.stdout.decode("utf-8")


def read_files(program, format, paths):
    """The texts of `hearsay read --format FORMAT -o DIR/`, of formats that have one article a file; in no order that could be relied on."""
    with tempfile.TemporaryDirectory() as folder:
        read(program, format, paths, "-o", os.path.join(folder, ""))
        names = sorted(os.listdir(folder))
        return [open(os.path.join(folder, name), encoding="utf-8", newline="").read() for name in names]


def lines(output):
    """One JSON value a line; only a line feed ends one."""
    return [json.loads(line) for line in output.split("\n") if line]


def cut(document, spans):
    return " … ".join(document["text"][s:e] for s, e in spans)


def is_iri(s):
    """An absolute IRI, as far as RFC 3987's characters go."""
    return isinstance(s, str) and re.fullmatch(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|\\^`]+", s) is not None
