"""The text of articles found in web pages, against their bodies (the article extraction benchmark's measure).

What is found is the text of a document's blocks of the story: paragraphs, subheadings, datelines, deks. Text is compared as the multiset of its runs
of four words (letters, digits and underscores), of all its words where it has fewer. Precision and recall are means over the pages, and F1
is of these means; pages of which nothing was found count for recall alone, and those without a body for precision alone.

exact     the share of pages whose words are all equal, in their order.
"""
import re
from collections import Counter

from common import Unscorable

STORY = ("paragraph", "subheading", "dateline", "dek")
WORD = re.compile(r"\w+")
RUN = 4


def words(text):
    return WORD.findall(text)


def runs(found):
    if not found:
        return Counter()
    return Counter(tuple(found[i:i + RUN]) for i in range(max(1, len(found) - RUN + 1)))


def story(document):
    text, blocks = document.get("text"), document.get("blocks")
    if not isinstance(text, str) or not isinstance(blocks, list):
        raise Unscorable(f"{document.get('uri')}: a document has text and a list of blocks")
    try:
        return "\n".join(text[b["start"]:b["end"]] for b in blocks if b["kind"] in STORY)
    except (KeyError, TypeError) as error:
        raise Unscorable(f"{document.get('uri')}: a block has kind, start and end") from error


def score(gold, predicted):
    """{"body": figures}: gold has {"body"}; predicted are documents, in the same order."""
    if len(gold) != len(predicted):
        raise Unscorable(f"{len(gold)} pages, but {len(predicted)} documents")
    precisions, recalls, exact = [], [], 0
    for g, p in zip(gold, predicted):
        right, said = words(g["body"]), words(story(p))
        want, have = runs(right), runs(said)
        hits = sum((want & have).values())
        if have:
            precisions.append(hits / sum(have.values()))
        if want:
            recalls.append(hits / sum(want.values()))
        exact += right == said
    p, r = (sum(x) / len(x) if x else 0.0 for x in (precisions, recalls))
    return {"body": {"p": round(p, 4), "r": round(r, 4), "f1": round(2 * p * r / (p + r), 4) if p + r else 0.0,
                     "exact": round(exact / max(1, len(gold)), 4), "pages": len(gold)}}
