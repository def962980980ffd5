"""Copies on one machine: what `hearsay copies` finds."""
import json
import os
import subprocess
import unittest

import corpus
import hearsay
import inputs
from inputs import text


class Copies(unittest.TestCase):
    def test_same_as_the_program(self):
        records = corpus.articles(60)
        lines = "".join(json.dumps({k: r[k] for k in ("text", "url", "outlet", "published")}) + "\n" for r in records)
        done = subprocess.run([inputs.PROGRAM, "copies", "--quiet", "--format", "json", "--from", "jsonl", "-"], input=lines.encode(),
                              capture_output=True, check=True, env=dict(os.environ))
        wanted = json.loads(done.stdout)["copies"]
        found = hearsay.find_copies(records)
        self.assertGreater(len(found), 20)
        self.assertEqual([(c.a, c.b, c.kind, c.source, c.by, c.origin, c.words, list(c.coverage)) for c in found],
                         [(c["a"], c["b"], c["kind"], c["from"], c["by"], c["origin"], c["words"], c["coverage"]) for c in wanted])
        self.assertEqual([[(list(p.a), list(p.b), list(p.blocks), p.words, p.boilerplate) for p in c.passages] for c in found],
                         [[(p["a"], p["b"], p["blocks"], p["words"], p["boilerplate"]) for p in c["passages"]] for c in wanted])

    def test_documents_and_texts(self):
        cut = "Another headline\n\n" + text().split("\n\n", 1)[1][:900]
        for articles in ([text(), cut, text("dam")], [hearsay.read(text()), hearsay.page(cut), text("dam").encode()], [{"text": text()}, cut]):
            (pair,) = hearsay.find_copies(articles)
            self.assertEqual((pair.a, pair.b, pair.kind), (0, 1, "contained"))
            self.assertGreater(pair.coverage[1], 0.98)
            one = pair.passages[0]
            self.assertEqual(text()[one.a.start:one.a.end], cut[one.b.start:one.b.end])
        self.assertEqual(hearsay.find_copies([]), [])
        again = [hearsay.Document.from_json(hearsay.read(t).to_json()) for t in (text(), cut)]
        self.assertEqual(len(hearsay.find_copies(again)), 1)

    def test_page_needs_no_english(self):
        doc = hearsay.page("Le ministre a déclaré mardi que la loi serait votée demain par tous les députés de la majorité.", outlet="O")
        self.assertEqual((doc.language, doc.outlet, doc.sentences), ("fr", "O", ()))
