"""One article: what comes back, and that it is what the program says of it."""
import copy
import dataclasses
import datetime
import json
import os
import pickle
import re
import subprocess
import sys
import tempfile
import threading
import types
import typing
import unittest

import hearsay
import inputs
from inputs import at, text


def program(*arguments, stdin=None):
    done = subprocess.run([inputs.PROGRAM, "read", "--quiet", *arguments], input=stdin, capture_output=True, check=False,
                          env=dict(os.environ, HEARSAY_MODEL=at("models", "hearsay-en.safetensors")))
    assert done.returncode == 0, done.stderr
    return done.stdout


def lines(output):
    return output.split(b"\n")[:-1]


class SameAsProgram(unittest.TestCase):
    """Byte for byte."""

    def same(self, docs, output):
        found = lines(output)
        self.assertEqual(len(docs), len(found))
        for doc, line in zip(docs, found):
            self.assertEqual(doc.to_json().encode(), line)

    def test_texts(self):
        paths = inputs.articles()
        self.assertGreater(len(paths), 4)
        self.same([hearsay.read(inputs.bytes_of(p), uri=p) for p in paths], program("--format", "json", *paths))

    def test_options(self):
        for path in inputs.articles():
            doc = hearsay.read(inputs.bytes_of(path), uri="http://marlow.example/1", outlet="The Marlow Mail", published="2024-10-09", min_score=0.7,
                               outermost=True)
            self.same([doc], program("--format", "json", "--url", "http://marlow.example/1", "--outlet", "The Marlow Mail", "--published",
                                     "2024-10-09", "--min-score", "0.7", "--outermost", path))

    def test_odd_bytes(self):
        with tempfile.TemporaryDirectory() as folder:
            paths = []
            for name, content in inputs.ODD.items():
                paths.append(os.path.join(folder, name + ".txt"))
                with open(paths[-1], "wb") as file:
                    file.write(content)
            self.same([hearsay.read(c, uri=p) for c, p in zip(inputs.ODD.values(), paths)], program("--format", "json", *paths))

    def test_web_page(self):
        page, path = inputs.bytes_of(at("examples", "ferries.html")), at("examples", "ferries.html")
        self.same([hearsay.read_html(page, uri=path), hearsay.read_html(page.decode(), uri=path)], program("--format", "json", path) * 2)
        latin = page.decode().replace("utf-8", "x").encode("latin-1", "replace")
        output = program("--format", "json", "--from", "html", "--charset", "latin1", "-", stdin=latin)
        self.same([hearsay.read_html(latin, charset="latin1")], output)

    def test_records(self):
        path = at("examples", "gazette.jsonl")
        self.same([hearsay.read_record(r) for r in inputs.records()], program("--format", "json", path))
        self.same(list(hearsay.read_many(inputs.records(), threads=2)), program("--format", "json", path))

    def test_other_formats(self):
        path = at("examples", "dam.txt")
        doc = hearsay.read(inputs.bytes_of(path), uri=path)
        for format in ("csv", "plover", "conllu", "html", "webanno", "prov", "schema-org", "svg", "dot"):
            self.assertEqual(doc.export(format), program("--format", format, path).decode(), format)
        self.assertEqual(doc.export("prov", pretty=True), program("--format", "prov", "--pretty", path).decode())
        self.assertEqual(doc.to_json(pretty=True) + "\n", program("--format", "json", "--pretty", path).decode())
        self.assertEqual(doc.to_html(), doc.export("html"))
        self.assertIn("Petra Lindqvist", doc.export("text", columns=60))
        self.assertTrue(doc.export("brat.ann").startswith("T1\t"))
        self.assertEqual(doc.export("brat.txt"), doc.text)

    def test_all_formats_are_known(self):
        header = inputs.bytes_of(at("include", "hearsay.h")).decode()
        body = re.search(r"typedef enum {([^}]*)} hearsay_format;", header)[1]
        names = re.findall(r"\bHEARSAY_(\w+)", re.sub(r"/\*.*?\*/", "", body, flags=re.S))
        from hearsay._library import FORMATS
        self.assertEqual({n.lower().replace("_", "."): i for i, n in enumerate(names) if n not in ("JSON_PRETTY",)},
                         {n.replace("brat.txt", "brat.text").replace("-", "."): i for n, i in FORMATS.items()},
                         "add new ones to FORMATS, and to Format in document.py")


class Fields(unittest.TestCase):
    def setUp(self):
        self.doc = hearsay.read(text(), outlet="The Marlow Mail", published=datetime.date(2024, 10, 9), uri="http://marlow.example/1", title="Buses")

    def test_what_is_known(self):
        doc = self.doc
        self.assertEqual((doc.outlet, doc.published, doc.uri, doc.title, doc.language, doc.author), ("The Marlow Mail", "2024-10-09",
                         "http://marlow.example/1", "Buses", "en", None))
        self.assertEqual(doc.text, text().rstrip())
        self.assertRegex(doc.id, "^[0-9a-f]{16}$")

    def test_spans_are_python_offsets(self):
        doc = hearsay.read("Café \U0001f600 in Halden\n\n“Café prices will fall,” Ada Lind said. She denied that it was late.")
        said = doc.attributions[0]
        self.assertEqual(doc.words(said.source), "Ada Lind")
        self.assertEqual(doc.words(said.cue), "said")
        self.assertEqual([doc.text[s.start:s.end] for s in said.content], ["“Café prices will fall,”"])

    def test_chain(self):
        doc = hearsay.read("An official told KCNA on Monday that the bridge was safe.", outlet="The Bay Post")
        names = [doc.voices(a) for a in doc.attributions]
        self.assertIn(("The Bay Post", "KCNA", "official"), [tuple(n.removeprefix("An ") for n in v) for v in names])

    def test_lookup(self):
        doc = self.doc
        spoken = [a for a in doc.attributions if a.actor]
        self.assertTrue(spoken)
        for a in spoken:
            self.assertEqual(doc.actor(a.actor).id, a.chain[-1])
            self.assertEqual(doc.attribution(a.id), a)
        self.assertRaises(KeyError, doc.actor, "t1")
        self.assertRaises(KeyError, doc.attribution, "a1")
        self.assertRaises(KeyError, doc.actor, "a999")

    def test_parts_carry_all_of_the_json(self):
        """Each part of each document, taken apart again, is what the JSON has; none of its fields is lost."""
        def plain(value):
            if isinstance(value, hearsay.Span):
                return [value.start, value.end]
            if dataclasses.is_dataclass(value):
                return {f.name: plain(getattr(value, f.name)) for f in dataclasses.fields(value)}
            return [plain(v) for v in value] if isinstance(value, tuple) else value
        for path in inputs.articles():
            doc = hearsay.read(inputs.bytes_of(path), outlet="O", published="2024-10-09")
            for field, value in doc.to_dict().items():
                self.assertEqual(plain(getattr(doc, field, "schema" if field == "schema" else None)), "schema" if field == "schema" else value, field)

    def test_parts_are_those_of_the_schema(self):
        """The dataclasses have the fields of docs/hearsay-1.schema.json, with its types, also for what no test article happens to hold."""
        with open(at("docs", "hearsay-1.schema.json"), encoding="utf-8") as file:
            schema = json.load(file)
        defs = schema["$defs"]
        parts = {"block": hearsay.Block, "sentence": hearsay.Sentence, "actor": hearsay.Actor, "attribution": hearsay.Attribution,
                 "loaded": hearsay.Loaded, "claim": hearsay.Claim, "event": hearsay.Event, "time": hearsay.Time, "entity": hearsay.Entity}
        shapes = [(defs[name], part) for name, part in parts.items()]
        shapes += [(defs["actor"]["properties"]["mentions"]["items"], hearsay.Mention),
                   (defs["claim"]["properties"]["mentions"]["items"], hearsay.ClaimMention),
                   (defs["claim"]["properties"]["positions"]["items"], hearsay.Position)]
        for shape, part in shapes:
            hints = typing.get_type_hints(part)
            self.assertEqual(set(hints), set(shape["properties"]), part)
            for field, hint in hints.items():
                self.assertEqual(nullable(shape["properties"][field], defs), optional(hint), f"{part.__name__}.{field}")
        self.assertEqual(set(schema["properties"]) - {"schema"}, {n for n in schema["properties"] if hasattr(hearsay.Document, n)})

    def test_claims(self):
        """From JSON, so that every kind of part is there whatever an article holds."""
        given = self.doc.to_dict()
        given["claims"] = [{"id": "c1", "text": "A armed B", "event": {"code": "AID", "mode": None, "cameo": "072", "contexts": ["military"],
                            "cue": [[0, 1]], "actor": "a1", "target": None, "theme": [[2, 3], [4, 5]], "when": "2023-01", "where": None},
                            "mentions": [{"attribution": "t1", "spans": [[0, 5]], "negated": True}],
                            "positions": [{"actor": "outlet", "position": "no-evidence", "attribution": None, "score": 0.5}]},
                           {"id": "c2", "text": "It rains", "event": None, "mentions": [], "positions": []}]
        doc = hearsay.Document.from_json(json.dumps(given))
        claim = doc.claims[0]
        self.assertEqual(claim.event.theme, ((2, 3), (4, 5)))
        self.assertEqual(claim.event.cameo, "072")
        self.assertEqual(claim.positions[0], hearsay.Position("outlet", "no-evidence", None, 0.5))
        self.assertTrue(claim.mentions[0].negated)
        self.assertIsNone(doc.claims[1].event)

    def test_dictionary_is_the_callers(self):
        one = self.doc.to_dict()
        one["text"] = "changed"
        one["actors"].clear()
        self.assertNotEqual(self.doc.text, "changed")
        self.assertTrue(self.doc.to_dict()["actors"])

    def test_parts_cannot_be_changed(self):
        with self.assertRaises(dataclasses.FrozenInstanceError):
            self.doc.attributions[0].score = 1.0

    def test_copies(self):
        for twin in (pickle.loads(pickle.dumps(self.doc)), copy.deepcopy(self.doc), hearsay.Document.from_json(self.doc.to_json())):
            self.assertEqual(twin, self.doc)
            self.assertEqual(hash(twin), hash(self.doc))
            self.assertEqual(twin.attributions, self.doc.attributions)
            for format in ("text", "csv", "plover", "html", "webanno", "prov", "schema-org", "dot"):
                self.assertEqual(twin.export(format), self.doc.export(format), format)
            self.assertEqual(twin._repr_html_(), self.doc._repr_html_())
            self.assertEqual(twin.to_json(pretty=True), self.doc.to_json(pretty=True))
            self.assertEqual(twin.copy_keys(), self.doc.copy_keys())
        self.assertNotEqual(self.doc, hearsay.read("Another text."))

    def test_keys_of_copies(self):
        whole, cut = hearsay.read(text()), hearsay.read("Another headline\n\n" + text().split("\n\n", 1)[1][:900])
        self.assertTrue(set(whole.copy_keys()) & set(cut.copy_keys()))
        self.assertFalse(set(whole.copy_keys()) & set(hearsay.read(text("dam")).copy_keys()))

    def test_shown_in_notebooks(self):
        shown = self.doc._repr_html_()
        self.assertTrue(shown.startswith("<iframe srcdoc=\"&lt;!"))
        self.assertNotIn("<", shown[1:].removesuffix("</iframe>"))
        hostile = hearsay.read("\"><script>alert(1)</script> is bad, he said.", title="\"><script>")
        self.assertNotIn("<script", hostile._repr_html_())
        self.assertNotIn("<script", pickle.loads(pickle.dumps(hostile))._repr_html_())

    def test_repr(self):
        self.assertRegex(repr(self.doc), r"^<hearsay.Document [0-9a-f]{16} 'Buses': \d+ attributions, \d+ claims>$")

    def test_min_score(self):
        few = hearsay.read(text(), min_score=0.8).attributions
        self.assertTrue(0 < len(few) < len(self.doc.attributions))
        self.assertTrue(all(a.score >= 0.8 for a in few))


def optional(hint):
    return types.NoneType in typing.get_args(hint)


def nullable(shape, defs):
    if "$ref" in shape:
        return nullable(defs[shape["$ref"].rsplit("/", 1)[1]], defs)
    if "anyOf" in shape:
        return any(nullable(s, defs) for s in shape["anyOf"])
    return shape.get("type") == "null" or "null" in shape.get("type", ()) and isinstance(shape["type"], list)


class Errors(unittest.TestCase):
    def test_every_code_has_a_class(self):
        header = inputs.bytes_of(at("include", "hearsay.h")).decode()
        codes = {}
        for line in header.split("\n"):
            name, _, rest = line.strip().partition(" = ")
            if name.startswith("HEARSAY_E_"):
                codes[name] = int(rest.split(",")[0].split(" ")[0])
        self.assertGreater(len(codes), 10)
        from hearsay.errors import error_for
        for name, code in codes.items():
            error = error_for(code, 7, "why")
            self.assertIsNot(type(error), hearsay.HearsayError, f"{name} has no class of its own in python/hearsay/errors.py")
            self.assertEqual((error.code, error.at, str(error)), (code, 7, "why"))
            self.assertIn(type(error).__name__, hearsay.__all__)
            again = pickle.loads(pickle.dumps(error))
            self.assertEqual((type(again), again.code, again.at, again.message), (type(error), code, 7, "why"))
        unknown = error_for(9999, 0, "of tomorrow")
        self.assertEqual((type(unknown), unknown.code), (hearsay.HearsayError, 9999))

    def provoke(self, kind, call, at=None, says=None):
        with self.assertRaises(kind) as caught:
            call()
        self.assertIs(type(caught.exception), kind)
        if at is not None:
            self.assertEqual(caught.exception.at, at)
        if says:
            self.assertIn(says, str(caught.exception))

    def test_of_reading(self):
        foreign = "Le ministre a déclaré mardi que la loi serait votée demain par tous les députés de la majorité, malgré les syndicats."
        self.provoke(hearsay.EncodingError, lambda: hearsay.read(b"He said \xff.", strict=True), at=8)
        self.provoke(hearsay.EncodingError, lambda: hearsay.read("He said \ud800.", strict=True), at=8)
        self.provoke(hearsay.TooLongError, lambda: hearsay.read("x" * 11, max_bytes=10))
        self.provoke(hearsay.BinaryError, lambda: hearsay.read("\0" * 50))
        self.provoke(hearsay.LanguageError, lambda: hearsay.read(foreign))
        self.assertEqual(hearsay.read(foreign, any_language=True).language, "fr")
        self.provoke(hearsay.RecordError, lambda: hearsay.read_record({"url": "u", "body": "b"}), says="'url', 'body'")
        self.provoke(hearsay.RecordError, lambda: hearsay.read_record({"text": b"bytes"}), says="bytes")
        self.assertEqual(hearsay.read("").attributions, ())
        self.assertEqual(hearsay.read(b"He said \xff.").repairs, 1)

    def test_of_arguments(self):
        self.provoke(hearsay.ArgumentError, lambda: hearsay.read(7), says="int")
        self.provoke(hearsay.ArgumentError, lambda: hearsay.read("x", published="yesterday"), says="yesterday")
        self.provoke(hearsay.ArgumentError, lambda: hearsay.read("x", min_score=1.5))
        self.provoke(hearsay.ArgumentError, lambda: hearsay.read("x", max_bytes=0))
        self.provoke(hearsay.ArgumentError, lambda: hearsay.read("x", outlet="a\0b"), says="outlet")
        self.provoke(hearsay.ArgumentError, lambda: hearsay.read("x").export("docx"), says="csv")
        self.provoke(hearsay.ArgumentError, lambda: hearsay.read_many([], threads=0))
        self.provoke(hearsay.ArgumentError, lambda: hearsay.read_many([], errors="ignore"))
        self.provoke(hearsay.ArgumentError, lambda: hearsay.Document.from_json("{}"))
        self.provoke(hearsay.ArgumentError, lambda: hearsay.Document.from_json("no json"))
        self.provoke(hearsay.ArgumentError, lambda: hearsay.Document.from_json('{"schema": "hearsay/9"}'), says="hearsay/9")
        self.assertRaises(ValueError, hearsay.read, "x", published="yesterday")

    def test_of_opening(self):
        self.provoke(hearsay.FileError, lambda: hearsay.Engine("/no/such/file"), says="/no/such/file")
        self.provoke(hearsay.ModelError, lambda: hearsay.Engine(at("README.md")))
        self.provoke(hearsay.ArgumentError, lambda: hearsay.Engine(compute="int4"), says="int4")
        with tempfile.NamedTemporaryFile("w", suffix=".tsv") as table:
            table.write("one column only\n")
            table.flush()
            self.provoke(hearsay.LexiconError, lambda: hearsay.Engine(lexicons=[table.name]), says=table.name)


class Engines(unittest.TestCase):
    def test_of_ones_own(self):
        engine = hearsay.Engine(compute="fp32")
        self.assertEqual(engine.compute, "fp32")
        doc = hearsay.read(text(), engine=engine)
        del engine                                     # the document keeps it
        self.assertIn("<html", doc.to_html())
        self.assertRaises(TypeError, pickle.dumps, hearsay.default_engine())

    def test_lexicon(self):
        with tempfile.NamedTemporaryFile("w", suffix=".tsv") as table:
            table.write("country\tRuritania\tRUR\n")
            table.flush()
            doc = hearsay.Engine(lexicons=[table.name]).read("Ruritania said on Monday that it was not at war.")
        self.assertEqual([(a.name, a.kind, a.code) for a in doc.actors if a.name == "Ruritania"], [("Ruritania", "country", "RUR")])

    def test_model_of_the_environment(self):
        done = subprocess.run([sys.executable, "-c", "import hearsay; hearsay.read('x')"], env=dict(os.environ, HEARSAY_MODEL="/no/model"),
                              capture_output=True, text=True, check=False)
        self.assertIn("hearsay.errors.FileError", done.stderr)
        self.assertIn("/no/model", done.stderr)

    def test_fork(self):
        """A child of a process that reads opens an engine of its own."""
        hearsay.read("x")
        reading = threading.Thread(target=lambda: [hearsay.read(text()) for _ in range(20)])
        reading.start()
        child = os.fork()
        if child == 0:
            code = 1
            try:
                code = 0 if hearsay.read(text()).attributions else 2
            finally:
                os._exit(code)
        reading.join()
        self.assertEqual(os.waitpid(child, 0)[1], 0)

    def test_threads_write_one_document(self):
        doc = hearsay.read(text())
        written = set()
        threads = [threading.Thread(target=lambda: written.add((doc.to_html(), doc.export("csv"), len(doc.attributions)))) for _ in range(8)]
        for t in threads:
            t.start()
        for t in threads:
            t.join()
        self.assertEqual(len(written), 1)

    def test_version(self):
        self.assertIn(f'#define HEARSAY_VERSION "{hearsay.__version__}"', inputs.bytes_of(at("include", "hearsay.h")).decode())
