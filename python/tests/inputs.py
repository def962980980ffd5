"""Articles to test with: the project's own examples and cases, and some that break naive code."""
import glob
import json
import os

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PROGRAM = os.environ.get("HEARSAY_PROGRAM", os.path.join(ROOT, "build", "hearsay"))


def at(*parts):
    return os.path.join(ROOT, *parts)


def bytes_of(path):
    with open(path, "rb") as file:
        return file.read()


def articles():
    """Paths of plain texts."""
    return sorted(glob.glob(at("examples", "*.txt")) + glob.glob(at("tests", "cases", "chains", "*.txt")))


def text(name="night-buses"):
    with open(at("examples", name + ".txt"), encoding="utf-8", newline="") as file:
        return file.read()


def records():
    with open(at("examples", "gazette.jsonl"), encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


ODD = {
    "bom-crlf": b"\xef\xbb\xbfCaf\xc3\xa9 \xe2\x80\x9cd\xc3\xa9j\xc3\xa0 vu\xe2\x80\x9d, she said.\r\n\r\n\xf0\x9f\x98\x80 flew, they said.\r\n",
    "invalid": b"The minister \xff\xfe said that caf\xc3 prices fell.\n",
    "surrogate": b"He said \xed\xa0\xbd that it was late.\n",
    "spaces": "Nbsp\u00a0here said\u2028line\u000bvertical\u000cform \u0085next.\n".encode(),
    "emoji": "\U0001f469\u200d\U0001f680 The mayor said: \u201cI am glad.\u201d\n".encode(),
}
