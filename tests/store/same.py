#!/usr/bin/env python3
"""same.py A B: do two stores hold the same, whatever order their columns have and whatever numbers identities got? Prints what differs."""
import sqlite3
import sys

a, b = (sqlite3.connect(path) for path in sys.argv[1:])
SKIPPED = {"claim_correction", "correction", "engine", "sqlite_stat1"}
NUMBERS = {"identity": {"identity", "votes"}, "actor": {"identity"}, "reading": {"engine"}}


def names(db, kind):
    return {row[0] for row in db.execute("SELECT name FROM sqlite_schema WHERE type = ? AND name NOT LIKE 'search_%'", (kind,))}


def rows(db, table, columns):
    return sorted(db.execute("SELECT %s FROM %s" % (", ".join('"%s"' % c for c in columns), table)).fetchall(), key=repr)


bad = 0
for kind in ("table", "index", "view"):
    if names(a, kind) != names(b, kind):
        bad += 1
        print("%s: %s" % (kind, names(a, kind) ^ names(b, kind)))
for table in sorted(names(a, "table") - SKIPPED - {"search"}):
    columns = sorted(row[1] for row in a.execute("PRAGMA table_info(%s)" % table))
    if columns != sorted(row[1] for row in b.execute("PRAGMA table_info(%s)" % table)):
        bad += 1
        print("%s has other columns" % table)
        continue
    columns = [c for c in columns if c not in NUMBERS.get(table, ())]
    x, y = rows(a, table, columns), rows(b, table, columns)
    if x != y:
        bad += 1
        print("%s: %d and %d rows, first difference: %s" % (table, len(x), len(y), next((p for p in zip(x, y) if p[0] != p[1]), None)))
for db in (a, b):
    if db.execute("PRAGMA integrity_check").fetchone()[0] != "ok" or db.execute("PRAGMA foreign_key_check").fetchall():
        bad += 1
        print("a store is damaged")
print("the same" if not bad else "%d differences" % bad)
sys.exit(bad > 0)
