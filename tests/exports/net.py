"""The net of voices and claims that --format dot and --format svg draw, as the JSON document has it."""


def through(d, claim, position):
    """The voices from the outlet to the one who holds it, each with its name in the net: ("outlet",), ("outlet", "a3", ("nobody", "a3"))."""
    path = ["outlet"]
    attribution = next((t for t in d["attributions"] if t["id"] == position["attribution"]), None)
    for voice in attribution["chain"][1:] if attribution else []:
        path.append(voice or ("nobody", path[-1]))
        if position["position"] == "reports" and voice == position["actor"]:
            return path
    if position["actor"] and position["actor"] != path[-1]:
        path.append(position["actor"])
    elif not position["actor"] and not attribution:
        path.append(("nobody", "outlet"))
    return path


def edges(d, claims):
    """{(from, to, kind)}"""
    found = set()
    for c in claims:
        held = [p for p in c["positions"] if p["position"] != "reports"] or c["positions"]
        for p in held:
            path = through(d, c, p) if p["actor"] != "outlet" else ["outlet"]
            found.update((a, b, "through") for a, b in zip(path, path[1:]) if a != b)
            found.add((path[-1], c["id"], p["position"]))
    return found
