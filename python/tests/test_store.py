"""A store from Python: what the program's own has."""
import json
import os
import subprocess
import tempfile
import threading
import unittest

import pandas
import pyarrow

import corpus
import hearsay
import inputs
from inputs import at, text


class Stores(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.path = os.path.join(self.folder.name, "news.db")

    def program(self, *arguments):
        return subprocess.run([inputs.PROGRAM, *arguments], capture_output=True, check=True,
                              env=dict(os.environ, HEARSAY_MODEL=at("models", "hearsay-en.safetensors"))).stdout.decode()

    def test_add(self):
        with hearsay.Store(self.path) as store:
            doc = hearsay.read(text(), uri="http://marlow.example/1", outlet="The Marlow Mail")
            self.assertEqual(store.add(doc), "article")
            self.assertEqual(store.add(doc), "nothing")
            self.assertEqual(store.add({"text": text(), "url": "http://bay.example/9"}), "article")
            self.assertEqual(store.add("Another text. " + text(), uri="http://marlow.example/1"), "version")
            self.assertIn(doc.id, store)
            self.assertNotIn("0" * 16, store)
            self.assertEqual(len(store), 2)
            self.assertEqual(store.document(doc.id[:8]), doc)
            self.assertIn("<html", store.document(doc.id).to_html())
            self.assertTrue(store.document("http://marlow.example/1").text.startswith("Another text."))
            self.assertRaises(hearsay.NotFoundError, store.document, "http://nowhere.example/")
            self.assertRaises(hearsay.BinaryError, store.add, "\0" * 30)

    def test_add_many(self):
        records = corpus.articles(150)
        with hearsay.Store(self.path) as store:
            added = store.add_many([*records[:100], "\0" * 30, *records[100:], records[0]], threads=2)
            self.assertEqual((added.article, added.version, added.place, added.nothing), (150, 0, 0, 1))
            self.assertEqual([(n, type(e)) for n, e in added.errors], [(100, hearsay.BinaryError)])
            self.assertEqual(store.stats().articles, 150)
            docs = list(hearsay.read_many(records[:3], errors="raise"))
            self.assertEqual(store.add_many(docs).nothing, 3)

    def test_search_versions_and_differences(self):
        with hearsay.Store(self.path) as store:
            old = "Bridge news\n\nThe bridge at Marlow is closed, the harbour master said on Monday."
            new = "Bridge news\n\nThe bridge at Marlow is open again, the harbour master said on Tuesday."
            for text_ in (old, new):
                store.add(text_, uri="http://marlow.example/bridge", outlet="The Marlow Mail", published="2024-03-02")
            store.add("A ferry sank off Halden, the coast guard said on Monday.", outlet="Halden Courier", published="2023-05-05")
            hit, = store.search('"bridge at Marlow" -closed')
            self.assertEqual((hit.outlet, hit.published, hit.headline), ("The Marlow Mail", "2024-03-02", "Bridge news"))
            hits = store.search("harbour OR ferry", limit=None)
            self.assertEqual({h.outlet for h in hits}, {"The Marlow Mail", "Halden Courier"})
            for h in hits:
                self.assertTrue(h.found)
                self.assertTrue({h.snippet[s.start:s.end].lower() for s in h.found} <= {"harbour", "ferry"})
            self.assertEqual([h.outlet for h in store.search("harbour OR ferry", until="2023")], ["Halden Courier"])
            self.assertEqual(store.search("zeppelin"), [])
            self.assertEqual(store.search(""), [])
            versions = store.versions("http://marlow.example/bridge")
            self.assertEqual([store.document(v.id).text for v in versions], [old, new])
            self.assertEqual({v.headline for v in versions}, {"Bridge news"})
            changed = hearsay.diff(*[store.document(v.id) for v in versions])
            self.assertIn("open", json.dumps(changed))
            self.assertEqual(store.rebuild(), 0)
            self.assertEqual(store.rebuild(everything=True), 3)

    def test_actors(self):
        """Whom the store takes for one, and what somebody says of that."""
        said = ["Ingrid Berge, the Norwegian interior minister, said on Monday that the road was closed.",
                "Ingrid Berge, the Norwegian interior minister, said on Friday that the harbour was safe.",
                "Ingrid Berge, a baker from Halden, said on Friday that flour was dear."]
        with hearsay.Store(self.path) as store:
            store.add_many(said, threads=1)
            ids = [hearsay.read(s).id for s in said]
            berge = store.actors("berge")
            self.assertEqual(sorted(a.articles for a in berge), [1, 2])
            self.assertEqual((berge[0].name, berge[0].kind, berge[0].code, berge[0].attributions), ("Ingrid Berge", "person", "NOR", 2))
            whose = [next(a.id for a in store.document(i).actors if a.name == "Ingrid Berge") for i in ids]
            self.assertEqual([store.actor_of(i, a) for i, a in zip(ids, whose)], [berge[0].id, berge[0].id, berge[1].id])
            self.assertEqual(store.actors("berge", code="NOR"), berge[:1])
            self.assertEqual(store.actors(kind="person", limit=1), berge[:1])
            store.split(berge[0].id, [ids[1]])
            self.assertEqual(len(store.actors("berge")), 3)
            store.merge(store.actor_of(ids[1], whose[1]), store.actor_of(ids[2], whose[2]))
            self.assertEqual(sorted(a.articles for a in store.actors("berge")), [1, 2])
            self.assertEqual([r["verdict"] for r in store.table("corrections")], ["split", "merge"])
            self.assertRaises(hearsay.NotFoundError, store.merge, "s1", "s99999")
            self.assertRaises(hearsay.ArgumentError, store.split, berge[0].id, [])
            self.assertRaises(hearsay.ArgumentError, store.actor_of, ids[0], "b1")
            self.assertRaises(hearsay.NotFoundError, store.actor_of, "http://nowhere.example/", "a1")
            self.assertEqual(store.table("copies"), [])
            for format, begins in (("text", "k"), ("csv", "claim,"), ("dot", "digraph"), ("svg", "<svg"), ("html", "<!DOCTYPE html>")):
                written = store.trace_as(format, code=None, actor="Ingrid Berge")
                self.assertTrue(written.startswith(begins), written[:60])
            self.assertRaises(hearsay.ArgumentError, store.trace_as, "conllu", "roads")

    def test_same_as_the_program(self):
        """Python adds, the program exports; and the other way round."""
        other = os.path.join(self.folder.name, "other.db")
        self.program("add", "--quiet", "--db", other, at("examples", "gazette.jsonl"))
        with hearsay.Store(self.path) as mine, hearsay.Store(other, read_only=True) as its:
            mine.add_many(inputs.records())
            for table in ("actors", "attributions", "claims", "positions"):
                rows = mine.table(table)
                self.assertTrue(rows, table)
                self.assertEqual(rows, its.table(table), table)
                lines = self.program("export", "--db", self.path, "--format", "json", table).splitlines()
                self.assertEqual(rows, [json.loads(line) for line in lines])
            self.assertEqual([a["uri"] for a in mine.articles()], [a["uri"] for a in its.articles()])

    def test_tables(self):
        with hearsay.Store(self.path) as store:
            self.assertEqual((store.table("claims"), len(store.pandas("claims")), store.arrow("claims").num_rows), ([], 0, 0))
            store.add_many([{"text": text(), "outlet": "The Marlow Mail", "published": "2024-10-09", "url": "http://marlow.example/1"},
                            {"text": text("dam"), "outlet": "The Bay Post", "published": "2023-02-07", "url": "http://bay.example/1"}])
            rows, frame, arrow = store.table("attributions"), store.pandas("attributions"), store.arrow("attributions")
            self.assertIsInstance(frame, pandas.DataFrame)
            self.assertIsInstance(arrow, pyarrow.Table)
            self.assertEqual(arrow.to_pylist(), rows)
            self.assertEqual(list(frame["stance"]), [r["stance"] for r in rows])
            self.assertEqual(len(rows), sum(len(hearsay.read(text(n)).attributions) for n in ("night-buses", "dam")))
            self.assertEqual([a["outlet"] for a in store.articles(since="2024")], ["The Marlow Mail"])
            self.assertEqual({a["outlet"] for a in store.pandas("articles", outlet="the bay post").to_dict("records")}, {"The Bay Post"})
            self.assertEqual(len(store.table("positions", limit=1)), 1)
            self.assertRaises(hearsay.ArgumentError, store.table, "people")

    def test_trace(self):
        with hearsay.Store(self.path) as store:
            store.add_many([{"text": "Tehran\n\nIran delivered drones to Sudan in March, the general told reporters on Monday.", "outlet": "Le Quai",
                             "published": "2024-04-04", "url": "http://quai.example/1"},
                            {"text": "Khartoum\n\nSudan denied on Friday that Iran had delivered drones to Sudan.", "outlet": "Gulf Wire",
                             "published": "2024-04-05", "url": "http://gulf.example/1"}])
            for found in (store.trace("Iran delivered drones to Sudan"), store.trace(actor="Sudan")):
                self.assertEqual(found["schema"], "hearsay-trace/1")
                self.assertTrue(found["claims"])
            self.assertRaises(hearsay.ArgumentError, store.trace)
            self.assertRaises(hearsay.NotFoundError, store.trace, claim="k999")

    def test_claims(self):
        with hearsay.Store(self.path) as store:
            self.assertEqual(store.claims(), [])
            story = {"outlet": "Le Quai", "published": "2024-04-04"}
            store.add_many([{"text": f"{place}\n\nIran delivered drones to Sudan in March, the general told reporters on Monday. {place} was quiet.",
                             "url": f"http://quai.example/{place}", **story} for place in ("Tehran", "Khartoum")])
            rows = store.claims()
            self.assertEqual(len({r["id"] for r in rows}), len(rows))
            self.assertEqual((rows[0]["articles"], rows[0]["outlets"], rows[0]["first"]), (2, 1, "2024-04-04"))
            lines = self.program("claims", "--db", self.path, "--format", "json").splitlines()
            self.assertEqual(rows, [json.loads(line) for line in lines])
            self.assertEqual(store.trace(claim=rows[0]["id"])["claims"][0]["articles"], 2)
            self.assertEqual(store.claims(limit=1, offset=1), rows[1:2])
            self.assertEqual(store.claims("drones", actor="Sudan", min_articles=2, order="date")[0], rows[0])
            self.assertEqual(store.claims(outlet="The Bay Post"), [])
            self.assertEqual(store.claims(disputed=True), [])
            self.assertEqual(list(pandas.DataFrame(rows)["id"]), [r["id"] for r in rows])
            self.assertEqual(pyarrow.Table.from_pylist(rows).to_pylist(), rows)
            self.assertEqual({r["linked"] for r in store.table("claims")}, {r["id"] for r in rows})
            self.assertRaises(hearsay.ArgumentError, store.claims, order="name")
            first, second = (a["id"] for a in store.articles())
            store.split(rows[0]["id"], [second])
            parted = store.claims("drones")
            self.assertEqual([r["articles"] for r in parted], [1, 1])
            store.merge(parted[0]["id"], parted[1]["id"])
            self.assertEqual([(r["id"], r["articles"]) for r in store.claims("drones")], [(rows[0]["id"], 2)])
            self.assertEqual([c["of"] for c in store.table("corrections")], ["claim", "claim"])
            self.assertRaises(hearsay.ArgumentError, store.merge, rows[0]["id"], rows[0]["actor_id"])

    def test_threads(self):
        with hearsay.Store(self.path) as store:
            records = corpus.articles(24)
            threads = [threading.Thread(target=lambda part=records[i::3]: store.add_many(part, threads=1)) for i in range(3)]
            for t in threads:
                t.start()
            for t in threads:
                t.join()
            self.assertEqual(len(store), 24)

    def test_opening(self):
        with self.assertRaises(hearsay.StoreError):
            hearsay.Store(at("README.md"))
        with self.assertRaises(hearsay.HearsayError):
            hearsay.Store(os.path.join(self.folder.name, "none.db"), create=False)
        with self.assertRaises(hearsay.HearsayError):
            hearsay.Store(os.path.join(self.folder.name, "none.db"), read_only=True)
        store = hearsay.Store(self.path)
        store.close()
        store.close()
        self.assertRaises(hearsay.StoreError, store.stats)
        with hearsay.Store(self.path, read_only=True) as store, self.assertRaises(hearsay.HearsayError):
            store.add("It is late, she said.")
