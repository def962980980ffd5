#!/usr/bin/env python3
"""sql.py PROGRAM: every SQL example of docs/store.md runs on a store of articles that we wrote, and finds something."""
import json
import pathlib
import re
import sqlite3
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
HARBOUR = """Harbour to close basin
The board of the harbour voted late on Tuesday to close the old northern basin to freight, Ada Lind, its chairwoman, said.

Officials said that forty families would lose their homes. The ministry denied that forty families would lose their homes.

An official who asked not to be named said that the cranes would be moved across the river after two years of argument with the shipping lines."""


def main():
    examples = re.findall(r"^```sql\n(.*?)^```", (ROOT / "docs/store.md").read_text(encoding="utf-8"), re.S | re.M)
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder)
        rows = [("https://bay.example/a", HARBOUR), ("https://bay.example/a", HARBOUR.replace("forty", "sixty")),
                ("https://hill.example/a", HARBOUR.replace("Tuesday", "Monday"))]
        (path / "a.jsonl").write_text("".join(json.dumps({"url": u, "text": t, "outlet": u[8:12]}) + "\n" for u, t in rows), encoding="utf-8")
        subprocess.run([sys.argv[1], "add", "-q", "--db", path / "a.db", path / "a.jsonl"], check=True, stdout=subprocess.DEVNULL)
        db = sqlite3.connect(path / "a.db")
        for sql in examples:
            try:
                found = db.execute(sql).fetchall()
            except sqlite3.Error as error:
                found = error
            if not found or isinstance(found, sqlite3.Error):
                failed += 1
                print("%s\n%s" % (sql, found))
        db.close()
    print("%d passed, %d failed" % (len(examples) - failed, failed))
    return failed or not examples


sys.exit(bool(main()))
