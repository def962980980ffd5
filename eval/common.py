"""What the scorers share: reading, pairing documents by their text, precision and recall."""
import json


class Unscorable(Exception):
    """Input that cannot be scored; the message says which and why."""


def read_jsonl(path):
    """The objects of a JSON Lines file."""
    records = []
    try:
        with open(path, encoding="utf-8", newline="\n") as file:
            for number, line in enumerate(file, 1):
                if not line.strip():
                    continue
                record = json.loads(line)
                if not isinstance(record, dict):
                    raise Unscorable(f"{path}:{number}: not a JSON object")
                records.append(record)
    except (OSError, UnicodeDecodeError) as error:
        raise Unscorable(f"{path}: {error}") from error
    except ValueError as error:
        raise Unscorable(f"{path}:{number}: not JSON: {error}") from error
    if not records:
        raise Unscorable(f"{path}: no records")
    return records


def pair(gold, predicted):
    """(gold, predicted) by equal text, white space at its end aside; equal texts go together in their order."""
    by_text = {}
    for record in predicted:
        if not isinstance(record.get("text"), str):
            raise Unscorable("a predicted record has no text")
        by_text.setdefault(record["text"].rstrip(), []).append(record)
    pairs = []
    for record in gold:
        candidates = by_text.get(record["text"].rstrip())
        if not candidates:
            raise Unscorable(f"no prediction has the text of document {record.get('id')}")
        pairs.append((record, candidates.pop(0)))
    return pairs


def span_in(value, text):
    """A span as a pair, checked against the text it points into."""
    if (isinstance(value, (list, tuple)) and len(value) == 2 and all(type(n) is int for n in value)
            and 0 <= value[0] <= value[1] <= len(text)):
        return value[0], value[1]
    raise Unscorable(f"{value!r} is no span of a text of {len(text)} characters")


def figures(hits_predicted, predicted, hits_gold, gold):
    """Precision, recall, F1 and the counts. The two hits differ only where partial overlap counts."""
    p = hits_predicted / predicted if predicted else 0.0
    r = hits_gold / gold if gold else 0.0
    f1 = 2 * p * r / (p + r) if p + r else 0.0
    return {"p": round(p, 4), "r": round(r, 4), "f1": round(f1, 4), "predicted": predicted, "gold": gold}


def match(left, right, alike):
    """A maximum one-to-one matching {left index: right index} of what is alike (augmenting paths, Kuhn 1955).
    A left item that once has a partner keeps having one, so those that come first are served first."""
    options = [[j for j, b in enumerate(right) if alike(a, b)] for a in left]
    partner = {}                                          # right index -> left index

    def augment(i, visited):
        for j in options[i]:
            if j in visited:
                continue
            visited.add(j)
            if j not in partner or augment(partner[j], visited):
                partner[j] = i
                return True
        return False

    for i in range(len(left)):
        augment(i, set())
    return {i: j for j, i in partner.items()}
