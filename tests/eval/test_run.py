"""`./dev eval` end to end: the real program on a data folder of three sentences. What it scores is not looked at, but that it does."""
import json
import os
import subprocess
import sys
import tempfile
import unittest

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
PROGRAM = os.environ.get("HEARSAY_PROGRAM", os.path.join(ROOT, "build", "hearsay"))
TEXT = "The harbour is closed, the captain said.\n“We wait,” he added."
CONLLU = """# newdoc id = d
# newpar
1\tThe\t_\tDET\t_\t_\t2\tdet\t_\t_
2\tharbour\t_\tNOUN\t_\t_\t4\tnsubj:pass\t_\t_
3\tis\t_\tAUX\t_\t_\t4\taux:pass\t_\t_
4\tclosed\t_\tVERB\t_\t_\t0\troot\t_\tSpaceAfter=No
5\t.\t_\tPUNCT\t_\t_\t4\tpunct\t_\t_

# newpar
1\tAna\t_\tPROPN\t_\t_\t2\tnsubj\t_\t_
2\twaits\t_\tVERB\t_\t_\t0\troot\t_\t_

"""


def write(folder, name, content):
    path = os.path.join(folder, name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as file:
        file.write(content)


class Run(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        attribution = {"source": [[23, 34]], "cue": [[35, 39]], "content": [[0, 21]]}
        write(cls.folder.name, "polnear/dev.jsonl", json.dumps({"id": "a", "text": TEXT, "attributions": [attribution]}) + "\n")
        for name in ("ewt", "gum"):
            write(cls.folder.name, f"ud/{name}-dev.conllu", CONLLU)
        text = "The harbour is closed.\nAna waits"
        tokens = [[0, 3], [4, 11], [12, 14], [15, 21], [21, 22], [23, 26], [27, 32]]
        mention = {"span": [23, 26], "head": [23, 26], "type": "person", "chain": "1"}
        write(cls.folder.name, "coref/gum-dev.jsonl", json.dumps({"id": "d", "text": text, "tokens": tokens, "mentions": [mention]}) + "\n")

        day = {"span": [4, 10], "type": "date", "value": "2024-02-26"}
        write(cls.folder.name, "times/dev.jsonl", json.dumps({"id": "t", "text": "It's Monday.", "published": "2024-03-01", "times": [day]}) + "\n")

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def run_eval(self, *options, folder=None):
        script = os.path.join(ROOT, "eval", "run.py")
        command = [sys.executable, "-B", script, "--program", PROGRAM, folder or self.folder.name, *options]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    def test_all_sets(self):
        done = self.run_eval("--json")
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        result = json.loads(done.stdout)
        self.assertEqual(set(result), {"PolNeAR", "UD EWT", "UD GUM", "GUM names", "GUM actors", "TimeBank", "reliability"})
        self.assertEqual(result["UD EWT"]["tokens"]["gold"], 7)
        self.assertEqual(result["TimeBank"]["relaxed"]["gold"], 1)

    def test_two_paths_side_by_side(self):
        done = self.run_eval("--only", "syntax", "--compute", "fp32", "--against", "fp32", "--markdown")
        self.assertEqual(done.returncode, 0, done.stderr)
        lines = done.stdout.strip().split("\n")
        self.assertEqual((len(lines), lines[0].count("|"), lines[1].count("|")), (2 + 12, 8, 8))
        self.assertTrue(all("+0.00" in line for line in lines[2:]))

    def test_no_data(self):
        with tempfile.TemporaryDirectory() as empty:
            done = self.run_eval(folder=empty)
        self.assertEqual((done.returncode, done.stdout), (1, ""))
        self.assertIn("holds none of", done.stderr)


if __name__ == "__main__":
    unittest.main()
