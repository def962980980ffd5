"""The package as a whole: its example, its types, what the wheel holds."""
import contextlib
import glob
import importlib.metadata
import io
import os
import re
import runpy
import subprocess
import sys
import unittest

import hearsay
from inputs import at


class Example(unittest.TestCase):
    def test_runs(self):
        """Cell by cell, as a notebook runs it."""
        out, names = io.StringIO(), {"__file__": at("python", "examples", "tour.py"), "__name__": "tour"}
        with open(names["__file__"], encoding="utf-8") as file:
            cells = re.split(r"^# %%.*$", file.read(), flags=re.M)
        self.assertGreater(len(cells), 10)
        with contextlib.redirect_stdout(out):
            for number, cell in enumerate(cells):
                exec(compile(cell, f"tour.py, cell {number}", "exec"), names)
        self.assertIn("was not read: a record without text and html", out.getvalue())
        self.assertIn("Joan Whitcombe", out.getvalue())

    def test_runs_as_a_program(self):
        with contextlib.redirect_stdout(io.StringIO()):
            runpy.run_path(at("python", "examples", "tour.py"))


class Types(unittest.TestCase):
    def test_mypy(self):
        """The package is checked strictly, and a user's program that mistakes an error for a document is found out."""
        try:
            import mypy.api
        except ImportError:
            self.skipTest("mypy is not installed")
        out, err, code = mypy.api.run(["--config-file", at("python", "pyproject.toml"), "--cache-dir", at("build", "mypy"), at("python", "hearsay")])
        self.assertEqual(code, 0, out + err)
        program = ("import hearsay\nreveal_type(hearsay.read('x').attributions[0].content)\n"
                   "for d in hearsay.read_many(['x']):\n    d.attributions\n"
                   "for e in hearsay.read_many(['x'], errors='skip'):\n    e.attributions\n")
        out, err, code = mypy.api.run(["--cache-dir", at("build", "mypy"), "-c", program])
        self.assertRegex(out, r"2: note: Revealed type is .tuple\[.*hearsay.document.Span")
        self.assertEqual(re.findall(r"string>:(\d+): error", out), ["4"], out)


class Wheel(unittest.TestCase):
    def test_needs_nothing_else(self):
        requires = [r for r in importlib.metadata.requires("hearsay") or () if "extra ==" not in r]
        self.assertEqual(requires, [])
        loaded = subprocess.run([sys.executable, "-S", "-I", "-c", "import sys; sys.path.insert(0, sys.argv[1]); import hearsay; hearsay.read('x')\n"
                                 "print(open('/proc/self/maps').read())", os.path.dirname(os.path.dirname(hearsay.__file__))],
                                capture_output=True, text=True, check=True).stdout
        # Of all that is mapped, what the engine stands on is the wheel's own.
        for library in ("libhearsay", "libdnnl", "libgomp", "libjansson", "libgumbo"):
            paths = {line.split()[-1] for line in loaded.split("\n") if f"/{library}" in line}
            self.assertTrue(paths and all("/site-packages/hearsay" in p for p in paths), f"{library}: {paths}")

    def test_licences(self):
        files = [str(f) for f in importlib.metadata.files("hearsay")]
        for name in ("licenses/LICENSE", "licenses/NOTICE", "licenses/models/NOTICE", "py.typed"):
            self.assertTrue(any(f.endswith(name) for f in files), name)
        bundled = {re.match(r"lib[a-zA-Z0-9]+", os.path.basename(f))[0] for f in files if f.startswith("hearsay.libs/")}
        told = {os.path.basename(f).split(".")[0] for f in files if "/licenses/third-party/" in f}
        self.assertEqual({b for b in bundled if not any(b.startswith(t) for t in told)}, set(), "libraries in the wheel without their licence")

    def test_size(self):
        """Compressed it is some 50 MB, of which the weights are 38 and oneDNN is 11 (docs/python.md). PyPI takes 100."""
        wheels = glob.glob(at("build", "python", "hearsay-*-manylinux*.whl"))
        self.assertEqual(len(wheels), 1)
        self.assertLess(os.path.getsize(wheels[0]), 60e6)
