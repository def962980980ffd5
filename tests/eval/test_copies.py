"""Copies of our own articles, made as eval/copies.py makes them, are found, and nothing else is."""
import json
import os
import subprocess
import sys
import unittest

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
PROGRAM = os.environ.get("HEARSAY_PROGRAM", os.path.join(ROOT, "build", "hearsay"))
sys.path.insert(0, os.path.join(ROOT, "eval"))
import copies  # noqa: E402


class Copies(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        paths = [os.path.join(ROOT, "examples"), os.path.join(ROOT, "tests", "cases", "chains")]
        done = subprocess.run([PROGRAM, "page", "-q", "--format", "json", *paths], capture_output=True, text=True, check=True)
        cls.texts = [json.loads(line)["text"] for line in done.stdout.splitlines()]

    def test_own_articles(self):
        right = wrong = had = 0
        for seed in range(10):
            maker = copies.Maker(self.texts, seed).make(1.0)
            figures = copies.score(maker, copies.ours(PROGRAM, maker.articles)[0])
            self.assertGreater(len(maker.copies), 8)
            right += sum(found for found, _ in figures["kinds"].values())
            had += len(maker.copies)
            wrong += len(figures["wrong"])
        self.assertGreaterEqual(right / (right + wrong), 0.99, f"{wrong} wrong")
        self.assertGreaterEqual(right / had, 0.95, f"{right} of {had}")

    def test_score(self):
        """The scorer: a pair in either order, a miss, a wrong one, a pair of one origin that is not counted."""
        maker = copies.Maker([], 1)
        maker.copies, maker.origins = {(0, 2): "cut", (1, 3): "cut", (0, 4): "light"}, [{0}, {1}, {0}, {1}, {0}]
        figures = copies.score(maker, [(2, 0), (0, 1), (2, 4), (4, 0)])
        self.assertEqual((figures["p"], figures["r"], figures["wrong"]), (2 / 3, 2 / 3, [(0, 1)]))
        self.assertEqual(figures["kinds"], {"cut": (1, 2), "light": (1, 1)})


if __name__ == "__main__":
    unittest.main()
