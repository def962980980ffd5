#!/usr/bin/env python3
"""older.py STORE OLDER: what STORE holds as a store of schema 1 (schema-1.sql, as it was), for the test of its migration."""
import pathlib
import sqlite3
import sys

store, older = sys.argv[1:]
pathlib.Path(older).unlink(missing_ok=True)
db = sqlite3.connect(older)
db.executescript("PRAGMA journal_mode = WAL;" + (pathlib.Path(__file__).parent / "schema-1.sql").read_text(encoding="utf-8"))
db.execute("ATTACH ? AS new", (store,))
tables = [row[0] for row in db.execute("SELECT name FROM main.sqlite_schema WHERE type = 'table'") if not row[0].startswith(("search", "sqlite"))]
for table in tables:
    columns = ", ".join(row[1] for row in db.execute("PRAGMA main.table_info(%s)" % table) if row[1] != "tables" or table != "reading")
    more = (", tables", ", 1") if table == "reading" else ("", "")
    db.execute("INSERT INTO main.%s (%s%s) SELECT %s%s FROM new.%s" % (table, columns, more[0], columns, more[1], table))
db.execute("INSERT INTO main.search (rowid, body) SELECT text, body FROM main.text")
db.commit()
db.execute("PRAGMA application_id = 0x48525359")
db.execute("PRAGMA user_version = 1")
