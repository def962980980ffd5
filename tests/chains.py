"""Chains and claims that the engine finds in articles of our own, against tests/cases/chains: in *.want a cue and the voices behind it, a line each;
in *.claims a part of a claim's text, or its event's code, and who takes which position: all of these must be found.

    python3 tests/chains.py PROGRAM [-v]

A voice of a .want line is right if the actor's name or one of its mentions holds it; "A, B" wants a group of both. All lines are printed with -v,
else those that fail. KNOWN lists how many of each article's lines the engine gets at least: raise it when it gets better.
"""
import json
import os
import subprocess
import sys

CASES = os.path.join(os.path.dirname(os.path.abspath(__file__)), "cases", "chains")
KNOWN = {"bridge": 16, "cables": 16, "vaccine": 14}


def read(program, path):
    done = subprocess.run([program, "read", "--format", "json", "--outlet", "The Post", "--published", "2024-06-14", path],
                          capture_output=True, check=True)
    return json.loads(done.stdout)


def names(document, actor):
    """All that an actor is called, in lower case."""
    if actor is None:
        return ["null"]
    a = next(a for a in document["actors"] if a["id"] == actor)
    return [s.lower() for s in [a["name"] or ""] + [document["text"][m["start"]:m["end"]] for m in a["mentions"]]]


def is_voice(document, actor, want):
    if actor == "outlet" or want == "outlet":
        return actor == want
    if "," in want:
        members = next(a for a in document["actors"] if a["id"] == actor)["members"] if actor else []
        return len(members) == want.count(",") + 1 and all(any(is_voice(document, m, w.strip()) for m in members) for w in want.split(","))
    return any(want.lower() == name if want == "null" else want.lower() in name for name in names(document, actor))


def holds(document, claim, what):
    """"Denmark asserts", "outlet denies", "null asserts"; "outlet -": has no position."""
    who, position = what.rsplit(" ", 1)
    found = [p["position"] for p in claim["positions"] if is_voice(document, p["actor"], who)]
    return not found if position == "-" else position in found


def check_claims(program, name):
    """Every line of NAME.claims holds of some claim."""
    document, good = read(program, os.path.join(CASES, name + ".txt")), True
    with open(os.path.join(CASES, name + ".claims"), encoding="utf-8") as f:
        for line in (x.strip() for x in f if x.strip() and x[0] != "#"):
            which, rest = line.split(" | ")
            if not any((which in c["text"] or (c["event"] or {}).get("code") == which) and all(holds(document, c, w.strip()) for w in rest.split(";"))
                       for c in document["claims"]):
                print("fail %s: claim %s" % (name, line))
                good = False
    return good


def check(program, name, verbose):
    document = read(program, os.path.join(CASES, name + ".txt"))
    text, right, wrong = document["text"], 0, 0
    shown = [(" ".join(text[s:e] for s, e in a["cue"]), a["chain"]) for a in document["attributions"]]
    with open(os.path.join(CASES, name + ".want"), encoding="utf-8") as f:
        wanted = [line.strip().split(" | ") for line in f if line.strip() and line[0] != "#"]
    for cue, chain in wanted:
        voices = chain.split(" > ")
        hit = next((s for s in shown if cue.lower() in s[0].lower() and len(s[1]) == len(voices)
                    and all(is_voice(document, a, w) for a, w in zip(s[1], voices))), None)
        if hit:
            shown.remove(hit)
        right, wrong = right + bool(hit), wrong + (not hit)
        if verbose or not hit:
            print("%s %s: %s | %s" % ("ok  " if hit else "fail", name, cue, chain))
    if verbose:
        for cue, chain in shown:
            print("more %s: %s | %s" % (name, cue, " > ".join(v if v == "outlet" else names(document, v)[0] for v in chain)))
    print("%s: %d of %d" % (name, right, right + wrong))
    return right >= KNOWN[name]


def main():
    good = [check(sys.argv[1], name, "-v" in sys.argv) for name in sorted(KNOWN)] + [check_claims(sys.argv[1], name) for name in sorted(KNOWN)]
    return 0 if all(good) else 1


if __name__ == "__main__":
    sys.exit(main())
