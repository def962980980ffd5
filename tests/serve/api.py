"""The API against its own description: schemathesis makes requests of all kinds from /api/openapi.json, good and bad, and looks at every answer: its
status, type and body are described, wrong methods are refused, nothing is answered with 500.

    python3 tests/serve/api.py PROGRAM

Two checks are left out for POST: any bytes are a text, so no body of text is one that must be refused; and not every text is an article that can be
read (422). schemathesis comes from PyPI (requirements.txt): ./dev test installs it in build/serve-venv. Without it the test is skipped (exit status
77)."""
import os
import subprocess
import sys
import tempfile

from server import ROOT, Server

TOOL = os.path.join(ROOT, "build", "serve-venv", "bin", "schemathesis")
RUNS = [("GET", []), ("POST", ["--exclude-checks", "negative_data_rejection,positive_data_acceptance"])]


def main():
    if not os.path.exists(TOOL):
        print("skipped: schemathesis is not installed: ./dev test installs it in build/serve-venv where it can reach PyPI")
        return 77
    passed = failed = 0
    with tempfile.TemporaryDirectory() as folder:
        for db in [[], ["--db", os.path.join(folder, "a.db")]]:
            with Server(sys.argv[1], *db) as s:
                for method, more in RUNS:
                    command = [TOOL, "run", s.address + "api/openapi.json", "--include-method", method, "--max-examples", "12", "--seed", "1",
                               "--no-color", "--suppress-health-check", "all", *more]
                    done = subprocess.run(command, capture_output=True, text=True, cwd=folder, timeout=300, check=False,
                                          env=dict(os.environ, SCHEMATHESIS_HOOKS="hooks", PYTHONPATH=os.path.join(ROOT, "tests", "serve")))
                    if done.returncode:
                        failed += 1
                        print(done.stdout[-6000:], done.stderr[-2000:])
                    else:
                        passed += 1
                        print(method, " ".join(db[:1]), [line.strip() for line in done.stdout.split("\n") if "generated" in line])
    print("%d passed, %d failed" % (passed, failed))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
