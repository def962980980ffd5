"""What the tests of a store's faults share: articles of random words, and what must hold of a store whatever happened to it."""
import json
import random
import sqlite3

WORDS = ("harbour ships cranes basin river vote plan board officials minister report letter court police army border talks deal price grain "
         "bread rain storm lamp sail council budget heat hall list treasurer mayor town island bridge road school paper agency voice claim").split()


def articles(n, words, seed):
    """n JSON Lines records, each of its own text and address."""
    rng = random.Random(seed)
    lines = []
    for i in range(n):
        said = " ".join(rng.choice(WORDS) for _ in range(words))
        text = "Number %d %s\nThe %s, Ada Lind said on Tuesday. Officials in Eastport denied it." % (i, rng.choice(WORDS), said)
        lines.append(json.dumps({"url": "https://bay.example/%d" % i, "outlet": "The Bay Post", "text": text}))
    return "\n".join(lines) + "\n"


def ids(path):
    """The ids of the texts of a store, after a look at whether it is whole: each text has its reading, its place and its words in the index, once."""
    db = sqlite3.connect(path)
    assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)], "integrity_check"
    assert not db.execute("PRAGMA foreign_key_check").fetchall(), "foreign_key_check"
    one = lambda sql: db.execute(sql).fetchone()[0]
    texts = one("SELECT count(*) FROM text")
    assert one("SELECT count(*) FROM reading") == texts, "a text without its reading"
    assert one("SELECT count(DISTINCT text) FROM place") == texts, "a text without its place"
    assert one("SELECT count(*) FROM article") == one("SELECT count(DISTINCT article) FROM place"), "an article without its place"
    assert one("SELECT count(*) FROM search WHERE search MATCH 'number'") == texts, "a text without its words"
    assert one("SELECT count(*) FROM identity i WHERE sightings <> (SELECT count(*) FROM actor WHERE identity = i.identity)") == 0, "identities"
    found = [row[0] for row in db.execute("SELECT id FROM text")]
    assert len(set(found)) == len(found), "a text twice"
    db.close()
    return set(found)
