#!/usr/bin/env python3
"""docs.py PROGRAM [DOCUMENT...]: the examples of README.md and docs/ run, each document's in a folder of its own, in the order in which they stand.

  ```          a block that begins with "$ ": the output is what follows, where "..." stands for any lines; scores are not compared
  ```sh        every line runs, and ends with status 0

A command whose first word is in ELSEWHERE is not run here: it installs or trains something, or another test has it.
"""
import gzip
import json
import os
import pathlib
import re
import shlex
import shutil
import signal
import sqlite3
import stat
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
RUN = {"hearsay", "build/hearsay", "curl", "sqlite3", "sed", "cut", "sort", "cp", "ls"}
ELSEWHERE = {"./dev", "pip", "python3", "docker", "apt", "systemctl", "journalctl", "PYSPARK_PYTHON=./environment/bin/python", "dpkg", "echo"}
WITH_COMPUTE = {"read", "add", "watch", "check", "trace", "rebuild", "serve"}
SERVERS = {"serve", "watch"}


def workspace(folder):
    """What the documents call article.txt, news/ and so on."""
    for name in ("examples", "tests", "models", "lexicon", "docs"):
        (folder / name).symlink_to(ROOT / name)
    (folder / "build").mkdir()
    (folder / "build/hearsay").symlink_to(program)
    (folder / "hearsay").mkdir()
    (folder / "hearsay/hearsay").symlink_to(program)
    (folder / "article.txt").write_bytes((ROOT / "examples/dam.txt").read_bytes())
    (folder / "page.html").write_bytes((ROOT / "examples/ferries.html").read_bytes())
    (folder / "news.jsonl").write_bytes((ROOT / "examples/oil.jsonl").read_bytes())
    (folder / "news").mkdir()
    for name in ("dam.txt", "markets.txt", "oil.jsonl"):
        (folder / "news" / name).write_bytes((ROOT / "examples" / name).read_bytes())
    tables = re.findall(r"^```\n(.*?)^```", (ROOT / "lexicon/README.md").read_text(encoding="utf-8"), re.S | re.M)
    (folder / "names.tsv").write_text(next(t for t in tables if "Ruritania" in t), encoding="utf-8")
    page = (ROOT / "examples/ferries.html").read_bytes()
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page
    head = ["WARC/1.0", "WARC-Type: response", "WARC-Date: 2024-03-01T00:00:00Z", "WARC-Target-URI: https://bay.example/ferries",
            "WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000001>",
            "Content-Type: application/http; msgtype=response", "Content-Length: %d" % len(http), "", ""]
    (folder / "crawl.warc.gz").write_bytes(gzip.compress("\r\n".join(head).encode() + http + b"\r\n\r\n"))
    token = folder / "token.txt"
    token.write_text("0123456789abcdef0123456789abcdef\n", encoding="ascii")
    token.chmod(stat.S_IRUSR | stat.S_IWUSR)


def store_of_traces(folder):
    """hearsay.db, of the articles of tests/trace."""
    sys.path.insert(0, str(ROOT / "tests/trace"))
    import corpus
    (folder / "corpus.jsonl").write_text("".join(json.dumps(record) + "\n" for record in corpus.articles()), encoding="utf-8")
    subprocess.run([program, "add", "-q", "--compute", "fp32", "corpus.jsonl"], cwd=folder, check=True, stdout=subprocess.DEVNULL)


def examples(text):
    """(line, command, expected lines or None), in order."""
    for block in re.finditer(r"^```(\w*)\n(.*?)^```", text, re.S | re.M):
        line = text.count("\n", 0, block.start()) + 2
        shown = block[1] in ("", "console") and block[2].startswith("$ ")
        if not shown and block[1] != "sh":
            continue
        lines = block[2].rstrip("\n").split("\n")
        i = 0
        while i < len(lines):
            at, command = line + i, lines[i][2:] if shown else lines[i]
            while command.endswith("\\"):
                i += 1
                command = command[:-1] + " " + lines[i].strip()
            i += 1
            output = [] if shown else None
            while shown and i < len(lines) and not lines[i].startswith("$ "):
                output.append(lines[i])
                i += 1
            if command.strip() and not command.startswith("#"):
                yield at, command, output


def adapted(command, port):
    """The same with arithmetic that is the same on all processors, on a port of our own."""
    words = command.split()
    at = next((i for i, w in enumerate(words) if w.endswith("hearsay")), None)
    if at is not None and at + 1 < len(words) and words[at + 1] in WITH_COMPUTE:
        command = re.sub(r"(hearsay %s)\b" % words[at + 1], r"\1 --compute fp32", command, count=1)
        if words[at + 1] == "serve" and "--port" not in command:
            command = re.sub(r"(hearsay serve)\b", r"\1 --port 0", command)
    return command.replace("127.0.0.1:8080", "127.0.0.1:%s" % port)


def plain(line):
    return re.sub(r"\b[01]\.\d+\b", "0.##", line.rstrip())


def agrees(expected, found):
    """Expected lines in order, "..." for any number of others."""
    pattern = "".join(r"(?:.*\n)*?" if e.strip() == "..." else re.escape(plain(e)) + "\n" for e in expected)
    return re.fullmatch(pattern, "".join(plain(line) + "\n" for line in found)) is not None


def start(command, env, folder):
    """A server: until it says that it is there."""
    log = open(folder / "server.log", "w+b")
    process = subprocess.Popen(["bash", "-c", "exec " + command], cwd=folder, env=env, stdout=log, stderr=log)
    for _ in range(600):
        log.seek(0)
        said = log.read().decode()
        port = re.search(r":(\d+)/", said)
        if port or "watch" in command and process.poll() is None and time.sleep(1) is None:
            return process, port and port[1]
        if process.poll() is not None:
            return process, None
        time.sleep(0.1)
    return process, None


def run(document):
    passed, faults = 0, []
    servers, port = [], None
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        workspace(folder)
        if document.name == "trace.md":
            store_of_traces(folder)
        env = {**os.environ, "PATH": "%s:%s" % (folder / "hearsay", os.environ["PATH"]), "COLUMNS": "100", "NO_COLOR": "1"}
        for line, command, expected in examples(document.read_text(encoding="utf-8")):
            where = "%s:%d" % (document.relative_to(ROOT), line)
            words = shlex.split(command, comments=True)
            if words[0] in ELSEWHERE:
                continue
            if words[0] not in RUN:
                faults.append("%s: %s is neither run nor known to be run elsewhere" % (where, words[0]))
                continue
            if words[0] in ("sqlite3", "curl") and not shutil.which(words[0]):
                if len(words) == 3 and words[2].startswith(".backup "): # what follows in the document needs the copy
                    with sqlite3.connect(folder / words[1]) as store, sqlite3.connect(folder / words[2].split()[1]) as copy:
                        store.backup(copy)
                continue
            done = adapted(" ".join(command.split(" #")[:1]), port)
            if len(words) > 1 and words[1] in SERVERS and words[0].endswith("hearsay"):
                process, opened = start(done.rstrip(" &"), env, folder)
                servers.append((process, where))
                port = port or opened
                if process.poll() is not None:
                    faults.append("%s: %s ended with %d" % (where, command, process.returncode))
                else:
                    passed += 1
                continue
            result = subprocess.run(["bash", "-o", "pipefail", "-c", done], cwd=folder, env=env, capture_output=True, text=True, timeout=300)
            found = (result.stdout + result.stderr if expected is not None else result.stdout).rstrip("\n").split("\n")
            if result.returncode and not (expected and any(e.startswith("hearsay:") for e in expected)):
                faults.append("%s: %s\n  exit %d: %s" % (where, command, result.returncode, result.stderr.strip()))
            elif expected and not agrees(expected, found):
                faults.append("%s: %s\n  prints\n%s" % (where, command, "\n".join("    " + f for f in found)))
            else:
                passed += 1
        for process, where in servers:
            process.send_signal(signal.SIGTERM)
            if process.wait(60) != 0:
                faults.append("%s: the server ended with %d" % (where, process.returncode))
    return passed, faults


program = pathlib.Path(sys.argv[1]).resolve()
all_passed = all_failed = 0
documents = [pathlib.Path(d).resolve() for d in sys.argv[2:]] or [ROOT / "README.md"] + sorted((ROOT / "docs").glob("*.md"))
for one in documents:
    n, wrong = run(one)
    all_passed += n
    all_failed += len(wrong)
    for fault in wrong:
        print(fault)
print("%d passed, %d failed" % (all_passed, all_failed))
sys.exit(bool(all_failed or not all_passed))
