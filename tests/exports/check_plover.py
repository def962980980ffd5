"""--format plover: read by csv, strictly; every code stands in the codebook's lists; and the rows, their lists taken apart, are the claims of the
JSON documents."""
import csv
import io
import re

from common import want

# The PLOVER manual, as docs/format.md pins it: event types with their quarter and modes; contexts. Not read from hearsay's own tables.
QUADS = {"VERBAL COOPERATION": "AGREE CONSULT SUPPORT CONCEDE", "MATERIAL COOPERATION": "COOPERATE AID RETREAT",
         "VERBAL CONFLICT": "REQUEST ACCUSE REJECT THREATEN", "MATERIAL CONFLICT": "PROTEST SANCTION MOBILIZE COERCE ASSAULT"}
QUAD_OF = {code: quad for quad, codes in QUADS.items() for code in codes.split()}
MODES = {"CONSULT": "visit third-party multilateral phone", "RETREAT": "withdraw release return disarm ceasefire access resign",
         "REQUEST": "assist change yield meet", "REJECT": "assist change yield meet", "ACCUSE": "disapprove investigate allege",
         "THREATEN": "restrict ban arrest relations expel territory violence",
         "PROTEST": "demo riot strike-gen strike-lim strike-hun boycott obstruct", "SANCTION": "convict cancel expel withdraw sever",
         "MOBILIZE": "troops weapons police", "COERCE": "confiscate restrict ban censor curfew martial-law arrest deport withhold",
         "ASSAULT": "abduct beat torture execute sexual assassinate destroy primitive firearms explosives suicide-attack heavy-weapons",
         "AID": "economic military humanitarian asylum"}
CONTEXTS = set("""historical future hypothetical political military intelligence peacekeeping economic diplomatic resource culture disease
    enviro_disaster migration humanitarian legal human_rights rights_freedoms gender lgbt terrorism human_security religion_ethnicity government
    election legislative cbrn cyber political_institutions corruption crime crime_murder crime_theft crime_drugs crime_sexual""".split())
LISTS = ("Position Holders", "Positions", "Chains", "Attributions", "Scores")


def entries(cell):
    return cell.split("; ") if cell else []


def bare(cell):
    """A cell without the apostrophe that keeps a spreadsheet from taking it for a formula."""
    return re.sub(r"^'(?=[=+\-@|%\uff1d\uff0b\uff0d\uff20\u2212])", "", cell)


def squeezed(s):
    """White space and control characters are single spaces in a cell."""
    return re.sub(r"[\x00-\x20\x7f-\xa0\u2028\u2029\ufeff]+", " ", s or "").strip(" ")


def same(cell, value, where):
    want(bare(cell) == squeezed(value), "%s: %r, not %r", where, cell, value)


def listed(name):
    return squeezed(name.replace(";", ",").replace(">", "›"))


def check_codes(row, where):
    kind = row["Event Type"]
    want(QUAD_OF.get(kind) == row["Quad Code"], "%s: %s is %s", where, kind, row["Quad Code"])
    want(not row["Event Mode"] or row["Event Mode"] in MODES.get(kind, "").split(), "%s: %s has no mode %s", where, kind, row["Event Mode"])
    want(CONTEXTS.issuperset(entries(row["Contexts"])), "%s: contexts %s", where, row["Contexts"])
    want(re.fullmatch(r"(0[1-9]|1\d|20)(\d\d?)?|", row["CAMEO Code"]), "%s: CAMEO %s", where, row["CAMEO Code"])
    want(re.fullmatch(r"\d{4}-\d\d-\d\d|", row["Event Date"]), "%s: date %s", where, row["Event Date"])
    for column in ("Actor Country", "Recipient Country", "Country"):
        want(re.fullmatch(r"[A-Z]{3}|", row[column]), "%s: %s %s", where, column, row[column])


def check_event(row, d, claim, names, where):
    e, actors = claim["event"], {a["id"]: a for a in d["actors"]}
    want((row["Event Type"], row["Event Mode"], row["CAMEO Code"]) == (e["code"], e["mode"] or "", e["cameo"] or ""), "%s: codes", where)
    want(entries(row["Contexts"]) == e["contexts"], "%s: contexts", where)
    for column, role in (("Actor", "actor"), ("Recipient", "target")):
        a = actors.get(e[role], {})
        for field, key in (("Name", "name"), ("Country", "code"), ("Kind", "kind"), ("Title", "role")):
            same(row["%s %s" % (column, field)], a.get(key), where)
    place = actors.get(e["where"], {})
    same(row["Placename"], place.get("name"), where)
    same(row["Country"], place.get("code"), where)
    same(row["When"], e["when"], where)
    for column, key in (("Source", "outlet"), ("Publication Date", "published"), ("Headline", "title"), ("Story ID", "id"), ("URL", "uri")):
        same(row[column], d[key], where)
    same(row["Claim"], claim["text"], where)
    start = claim["mentions"][0]["spans"][0][0]
    shown = next((d["text"][s["start"]:s["end"]] for s in d["sentences"] if s["start"] <= start < s["end"]), None)
    same(row["Sentence"], shown, where)
    want(int(row["Mentions"]) == len(claim["mentions"]), "%s: mentions", where)


def check_positions(row, d, claim, names, where):
    """The lists taken apart, as pandas' DataFrame.explode() does it."""
    lists = [entries(bare(row[column])) for column in LISTS]
    held = [p for p in claim["positions"] if p["position"] != "reports"]
    want(all(len(cells) == len(held) for cells in lists), "%s: lists of %s for %d positions", where, [len(c) for c in lists], len(held))
    attributions = {t["id"]: t for t in d["attributions"]}
    for p, (holder, position, chain, attribution, score) in zip(held, zip(*lists)):
        want((holder, position) == (listed(names[p["actor"]]), p["position"]), "%s: %s %s, not %s", where, holder, position, p)
        want((attribution, float(score)) == (p["attribution"] or "outlet", p["score"]), "%s: %s %s", where, attribution, score)
        voices = attributions[p["attribution"]]["chain"] if p["attribution"] else ["outlet"]
        want(chain == " > ".join(listed(names[v]) for v in voices), "%s: chain %s", where, chain)
    for column, kinds in (("Asserted By", ["asserts"]), ("Denied By", ["denies"]), ("Doubted By", ["doubts", "no-evidence"])):
        want(set(entries(bare(row[column]))) == {listed(names[p["actor"]]) for p in held if p["position"] in kinds}, "%s: %s", where, column)
    outlet = any(p["actor"] == "outlet" and p["position"] == "asserts" for p in held)
    want(row["Outlet Asserts"] == str(outlet).upper(), "%s: the outlet", where)


def check(output, documents):
    want(output.endswith("\r\n") and "\n" not in output.replace("\r\n", ""), "the lines do not end in CRLF, or there are others")
    rows = list(csv.DictReader(io.StringIO(output, newline=""), strict=True))
    expected = [(d, i, c) for d in documents for i, c in enumerate(d["claims"]) if c["event"]]
    want(len(rows) == len(expected), "%d rows for %d events", len(rows), len(expected))
    for row, (d, i, claim) in zip(rows, expected):
        where = "%s-c%d" % (d["id"], i + 1)
        want(row["Event ID"] == where and None not in row, "row %s, not %s", row["Event ID"], where)
        want(not any(re.match(r"\s*[=+\-@|%]", cell) for cell in row.values()), "%s: a formula", where)
        names = {a["id"]: a["name"] for a in d["actors"]}
        names.update({"outlet": d["outlet"] or "outlet", None: "(nobody named)"})
        check_codes(row, where)
        check_event(row, d, claim, names, where)
        check_positions(row, d, claim, names, where)
    return len(documents)
