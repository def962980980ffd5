"""The API against its own description: schemathesis makes requests of all kinds from /api/openapi.json, good and bad, and looks at every answer: its
status, type and body are described, wrong methods are refused, nothing is answered with 500.

    python3 tests/serve/api.py PROGRAM

The store holds the articles of examples/ and a claim with two sides, and half of the paths with an id ask for one that is there (hooks.py).
Afterwards the server's own counts must show that every path that is described was asked for, and answered with success as well as with a refusal
where one is possible.

Two checks are left out for POST: any bytes are a text, so no body of text is one that must be refused; and not every text is an article that can be
read (422). schemathesis comes from PyPI (requirements.txt): ./dev test installs it in build/serve-venv. Without it the test is skipped (exit status
77)."""
import glob
import json
import os
import re
import subprocess
import sys
import tempfile

from server import ROOT, Server

TOOL = os.path.join(ROOT, "build", "serve-venv", "bin", "schemathesis")
MODEL = os.environ.get("HEARSAY_MODEL", os.path.join(ROOT, "models", "hearsay-en.safetensors"))
RUNS = [("get", []), ("post", ["--exclude-checks", "negative_data_rejection,positive_data_acceptance"])]
NEVER_REFUSED = {"/api/openapi.json", "/healthz", "/metrics", "/api/stats"}       # of GET: nothing that one could ask for wrongly but a parameter
SIDES = ["Ada Lind said on Monday that the Karelian army had attacked the port of Halden.",
         "The mayor of Halden, Bo Berg, denied that the Karelian army had attacked the port of Halden."]


def fill(server):
    """Articles into the store; one id of each kind that a path may have."""
    records = [{"id": "side%d" % i, "outlet": "Paper %d" % i, "published": "2024-03-0%d" % (i + 1), "text": text} for i, text in enumerate(SIDES)]
    for path in sorted(glob.glob(os.path.join(ROOT, "examples", "*.txt"))):
        with open(path, encoding="utf-8") as f:
            records.append({"id": os.path.basename(path), "outlet": "The Bay Post", "published": "2024-10-09", "text": f.read()})
    lines = "\n".join(map(json.dumps, records)).encode()
    status, _, body = server.ask("POST", "/api/imports", lines, {"Content-Type": "application/x-ndjson"})
    assert status == 202, body
    made = json.loads(body)["id"]
    server.get("/api/imports/%s/events" % made, timeout=120)
    claim = json.loads(server.get("/api/trace?q=the+Karelian+army+attacked+the+port+of+Halden")[2])["claims"][0]
    actor = json.loads(server.get("/api/actors?name=Lind")[2])["actors"][0]
    article = json.loads(server.get("/api/articles")[2])["articles"][0]
    assert claim["reports"] == 2, claim
    return {"/api/articles/{id}": article["id"], "/api/actors/{id}": actor["id"], "/api/claims/{id}": claim["id"], "/api/imports/{id}": made,
            "/api/imports/{id}/events": made}


def counts(server):
    """{path: {status: n}} of what was answered so far."""
    found = {}
    for path, status, n in re.findall(r'^hearsay_requests_total\{path="([^"]+)",status="(\d+)"\} (\d+)$', server.get("/metrics")[2].decode(), re.M):
        found.setdefault(path, {})[int(status)] = int(n)
    return found


def uncovered(server, method, before):
    """What schemathesis has not tried of a method's paths."""
    after, missing = counts(server), []
    for path, operations in json.loads(server.get("/api/openapi.json")[2])["paths"].items():
        if method not in operations:
            continue
        new = {s for s, n in after.get(path, {}).items() if n > before.get(path, {}).get(s, 0)}
        if not any(s < 300 for s in new):
            missing.append("%s %s: never answered with success" % (method, path))
        if path not in NEVER_REFUSED and not any(400 <= s < 500 and s != 405 for s in new):
            missing.append("%s %s: never refused" % (method, path))
    return missing


def main():
    if not os.path.exists(TOOL):
        print("skipped: schemathesis is not installed: ./dev test installs it in build/serve-venv where it can reach PyPI")
        return 77
    passed = failed = 0
    with tempfile.TemporaryDirectory() as folder:
        for db in [[], ["--db", os.path.join(folder, "a.db")]]:
            with Server(sys.argv[1], *db, model=MODEL) as s:
                ids = fill(s) if db else {}
                for method, more in RUNS:
                    before = counts(s)
                    command = [TOOL, "run", s.address + "api/openapi.json", "--include-method", method.upper(), "--max-examples", "12" if db else "4",
                               "--seed", "1", "--no-color", "--suppress-health-check", "all", *more]
                    done = subprocess.run(command, capture_output=True, text=True, cwd=folder, timeout=400, check=False,
                                          env=dict(os.environ, SCHEMATHESIS_HOOKS="hooks", PYTHONPATH=os.path.join(ROOT, "tests", "serve"),
                                                   HEARSAY_IDS=json.dumps(ids)))
                    missing = uncovered(s, method, before)
                    if done.returncode or missing:
                        failed += 1
                        print(done.stdout[-6000:] if done.returncode else "", done.stderr[-2000:], "\n".join(missing))
                    else:
                        passed += 1
                        print(method, " ".join(db[:1]), [line.strip() for line in done.stdout.split("\n") if "generated" in line])
    print("%d passed, %d failed" % (passed, failed))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
