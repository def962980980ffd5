"""A hostile article through every format of every command: nothing of it acts where it comes out.

    python3 tests/security/hostile.py PROGRAM

The article, its title, outlet, address, author and file name carry escape sequences of terminals, C1 controls, marks that turn the direction of
writing, markup, scripts, formulas, and what ends strings of SQL, DOT and JSON. What comes out is read back as its readers would: a terminal's bytes,
cells of a table, the elements and attributes of a page, the strings of a graph. The last line is 'N passed, N failed'."""
import csv
import html.parser
import io
import json
import os
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree

PROGRAM = os.path.abspath(sys.argv[1])
ESC = "\x1b]0;owned\x07\x1b[31mred\x1b[0m\u009b31m\u202eevil\u202c"
MARKUP = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'><svg onload=alert(1)>]]>--><!--"
FORMULA = "=HYPERLINK(\"http://evil.example\",\"x\")"
STRINGS = "\\\"]; a -> b; // '); DROP TABLE text; --"
TEXT = """%s Owned %s

%s Ann Lee said the ship had sunk near Odesa.

Russia denied that it had shelled %s the port. Ukraine said Russia had shelled the port. "%s," said Ann%s Lee.

According to %s, a spokesman, %s sank on 3 March 2023. @SUM(A1) told Reuters that +1 and -1 had left. The brutal regime%s falsely \
claimed it, Bob <b>Roe</b> said.
""" % (ESC, MARKUP, FORMULA, ESC, FORMULA, MARKUP, STRINGS, FORMULA, ESC)
RECORD = {"text": TEXT, "title": FORMULA + ESC + MARKUP, "outlet": "=Post" + ESC + MARKUP, "author": "@Ann" + ESC, "published": "2023-03-04",
          "url": "javascript:alert(1)//" + ESC + MARKUP}
NAME = "=cmd" + "\x1b[31m" + "<img onerror=x>'\"" + ".txt"
passed = failed = 0


def check(what, good, why=""):
    global passed, failed
    passed += bool(good)
    failed += not good
    if not good:
        print("FAILED %s: %s" % (what, why))


def run(*arguments, stdin=None):
    done = subprocess.run([PROGRAM, *arguments], input=stdin, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=300)
    check("%s: standard error" % " ".join(map(ascii, arguments)), *terminal(done.stderr))
    return done


def terminal(data):
    """No byte that a terminal obeys: controls but for the end of a line, C1 controls, marks of direction."""
    text = data.decode("utf-8", "replace")
    bad = [c for c in text if (ord(c) < 32 and c not in "\n\t") or 0x7f <= ord(c) <= 0x9f or 0x202a <= ord(c) <= 0x202e or 0x2066 <= ord(c) <= 0x2069]
    return not bad, "%d of them: %s" % (len(bad), ascii("".join(bad[:5])))


def table(data):
    """No cell that a spreadsheet takes for a formula; a row is a line."""
    rows = list(csv.reader(io.StringIO(data.decode("utf-8"), newline="")))
    signs = tuple("=+-@\t\r\uff1d\uff0b\uff0d\uff20")
    bad = [c for r in rows for c in r if c.strip().startswith(signs) and not re.fullmatch(r"-?\d+(\.\d+)?", c)]
    widths = {len(r) for r in rows if r}
    good, why = terminal(data.replace(b"\r\n", b"\n"))
    return not bad and len(widths) <= 1 and good, "cells %s, widths %s, controls %s" % (list(map(ascii, bad[:3])), widths, why)


class Page(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.bad, self.scripts = [], []
        self.inside = None

    def handle_starttag(self, tag, attrs):
        self.inside = tag
        if tag in ("img", "iframe", "object", "embed", "base", "form"):
            self.bad.append(tag)
        for name, value in attrs:
            address = name in ("href", "src", "xlink:href", "action")
            if name.startswith("on") or (address and re.match(r"\s*(javascript|data|vbscript):", value or "", re.I)):
                self.bad.append("%s %s=%s" % (tag, name, ascii(value)))

    def handle_data(self, data):
        if self.inside in ("script", "style") and ("alert(1)" in data or "owned" in data):
            self.bad.append("the article's words inside <%s>" % self.inside)

    def handle_endtag(self, tag):
        self.inside = None


def page(data):
    p = Page()
    p.feed(data.decode("utf-8"))
    raw = re.search(rb"<img src=x|<svg onload|<script>alert", data)
    controls = re.search(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", data)
    return not p.bad and not raw and not controls, "%s %s %s" % (p.bad[:3], raw, controls)


def drawing(data):
    root = ElementTree.fromstring(data)
    bad = [e.tag for e in root.iter() if e.tag.rsplit("}", 1)[-1] in ("script", "foreignObject", "image", "iframe")]
    bad += [a for e in root.iter() for a in e.attrib if a.rsplit("}", 1)[-1].startswith("on")]
    bad += [v for e in root.iter() for a, v in e.attrib.items() if a.endswith("href") and not v.startswith(("#", "http"))]
    return not bad, str(bad[:3])


def graph(data):
    """Strings end where they should: outside of them nothing of the article is left."""
    text = data.decode("utf-8")
    outside = re.sub(r'"(?:[^"\\]|\\.)*"', '""', text)
    good, why = terminal(data)
    return good and '"' not in outside.replace('""', "") and not re.search(r"alert|DROP|HYPERLINK|owned", outside), why + ascii(outside[-80:])


def json_lines(data):
    for line in data.decode("utf-8").splitlines():
        if line.strip():
            json.loads(line)
    return not re.search(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]", data), "a control character stands raw"


def json_whole(data):
    json.loads(data)
    return not re.search(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]", data), "a control character stands raw"


def lines_only(data):
    data.decode("utf-8")
    return True, ""


READERS = {"text": terminal, "blocks": terminal, "json": json_lines, "csv": table, "plover": table, "html": page, "svg": drawing, "dot": graph,
           "webanno": json_lines, "prov": json_lines, "schema-org": json_lines, "conllu": lines_only, "brat": lines_only}


def formats_of(command):
    told = subprocess.run([PROGRAM, command, "--help"], stdout=subprocess.PIPE, check=True).stdout.decode()
    found = re.search(r"--format (?:FORMAT|)?([a-z|-]+)", told)
    names = found.group(1).split("|") if found and "|" in found.group(1) else []
    if not names:
        names = re.findall(r"\b(%s)\b" % "|".join(map(re.escape, READERS)), told[told.find("--format"):][:1500]) if "--format" in told else []
    return [n for n in dict.fromkeys(names) if n in READERS]


def every_format(command, *arguments, least=1):
    formats = formats_of(command)
    check("%s has formats" % command, len(formats) >= least, str(formats))
    for name in formats:
        if name == "brat":
            continue                                                   # writes files
        done = run(command, "--format", name, *arguments)
        what = "%s --format %s" % (command, name)
        check(what + " ends well", done.returncode == 0, done.stderr.decode("utf-8", "replace")[:200])
        check(what + " says something", done.stdout)
        try:
            check(what, *READERS[name](done.stdout))
        except (ValueError, ElementTree.ParseError, csv.Error) as e:
            check(what, False, repr(e))


def main():
    with tempfile.TemporaryDirectory() as folder:
        os.environ["NO_COLOR"] = "1"
        os.environ["COLUMNS"] = "100"
        records, named = os.path.join(folder, "a.jsonl"), os.path.join(folder, NAME)
        store = os.path.join(folder, "s.db")
        second = dict(RECORD, text=TEXT.replace("sunk", "burnt") + "\nMore was not known.\n", outlet="+Times" + ESC)
        with open(records, "w", encoding="utf-8") as f:
            f.write(json.dumps(RECORD) + "\n" + json.dumps(dict(second, url="https://a.example/1")) + "\n")
        with open(named.encode(), "w", encoding="utf-8") as f:
            f.write(TEXT)
        with open(os.path.join(folder, "one.jsonl"), "w", encoding="utf-8") as f:
            f.write(json.dumps(RECORD))
        every_format("read", "--any-language", os.path.join(folder, "one.jsonl"), least=10)
        every_format("read", "--any-language", named, least=10)
        run("page", records)
        check("page", *terminal(run("page", records).stdout))
        check("page of the file", *terminal(run("page", named).stdout))
        every_format("copies", records, named)
        # What is refused is named in messages.
        for argument in (named + "\x1b[31m", os.path.join(folder, "none\x1b[31m\u202e")):
            run("read", argument)
        run("read", "--format", "\x1b[31m", named)
        run("\x1b[31m")
        run("read", "--\x1b[31m", named)
        broken = os.path.join(folder, "broken\x1b[31m.jsonl")
        with open(broken, "w", encoding="utf-8") as f:
            f.write("{\"text\": \"\\u001b[31m\x1b[31m\n{\"text\": 1}\n")
        run("read", broken)

        check("add", run("add", "--any-language", "--db", store, records, named).returncode == 0)
        ids = [json.loads(line)["id"] for line in run("show", "--db", store, "--format", "json", "https://a.example/1").stdout.splitlines()]
        check("show finds it", len(ids) == 1)
        every_format("show", "--db", store, ids[0], least=5)
        for command, arguments in (("articles", []), ("search", ["ship OR port OR \"'; DROP TABLE text; --\""]), ("actors", []),
                                   ("trace", ["Russia shelled the port"]), ("claims", [])):
            if subprocess.run([PROGRAM, command, "--help"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode:
                continue                                               # no such command
            every_format(command, "--db", store, *arguments)
        for words in ("'; DROP TABLE text; --", "\" OR 1=1", "NEAR(a b", "body:ship", "*", "\"", "^a", "a + b", "-", "(", "{a}: b"):
            done = run("search", "--db", store, "--", words)
            check("search %s" % ascii(words), done.returncode in (0, 1) and b"syntax" not in done.stderr, done.stderr[:200])
        check("the store is whole", run("stats", "--db", store).returncode == 0)
        for name in ("articles", "places", "actors", "attributions", "claims", "positions", "copies"):
            done = run("export", "--db", store, name)
            check("export %s ends well" % name, done.returncode == 0, done.stderr[:200])
            check("export %s" % name, *table(done.stdout))
        every_format("check", "=Russia shelled the port" + ESC, named, records)
    print("%d passed, %d failed" % (passed, failed))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
