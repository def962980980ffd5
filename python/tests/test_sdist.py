"""The source distribution: all that git knows of, from which pip builds the wheel somewhere else. HEARSAY_BUILD: that is done, too (slow)."""
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import tomllib
import unittest

import hearsay
import inputs


@unittest.skipUnless(shutil.which("git") and os.path.exists(inputs.at(".git")), "no clone, or no git")
class SourceDistribution(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.mkdtemp()
        cls.addClassCleanup(shutil.rmtree, cls.folder)
        made = subprocess.run([sys.executable, "-c", f"import backend; backend.build_sdist({cls.folder!r})"], cwd=inputs.at("python"),
                              capture_output=True, text=True, check=False)
        assert made.returncode == 0, made.stdout + made.stderr
        cls.archive = os.path.join(cls.folder, f"hearsay-{hearsay.__version__}.tar.gz")
        with tarfile.open(cls.archive) as archive:
            archive.extractall(cls.folder, filter="data")
        cls.top = cls.archive.removesuffix(".tar.gz")

    def there(self, *parts):
        path = os.path.join(self.top, *parts)
        self.assertTrue(os.path.exists(path), path)
        return path

    def test_what_is_in_it(self):
        with open(self.there("pyproject.toml"), "rb") as file:
            project = tomllib.load(file)
        tool = project["tool"]["scikit-build"]
        self.assertEqual(project["build-system"], {"requires": project["build-system"]["requires"], "build-backend": "scikit_build_core.build"})
        self.there(tool["cmake"]["source-dir"], "CMakeLists.txt")
        self.there(tool["wheel"]["packages"][0], "py.typed")
        self.there(tool["metadata"]["version"]["input"])
        self.there(project["project"]["readme"])
        self.there("models", "hearsay-en.safetensors")
        self.assertFalse(os.path.exists(os.path.join(self.top, "build")))
        with open(self.there("PKG-INFO"), encoding="utf-8") as file:
            lines = file.read().split("\n")
        self.assertTrue(lines[0].startswith("Metadata-Version: "))
        self.assertIn("Name: hearsay", lines)
        self.assertIn(f"Version: {hearsay.__version__}", lines)

    def test_without_a_clone(self):
        """Where git knows nothing it says so in a sentence."""
        done = subprocess.run([sys.executable, "-c", f"import backend; backend.build_sdist({self.folder!r})"], cwd=self.there("python"),
                              capture_output=True, text=True, check=False, env=dict(os.environ, GIT_CEILING_DIRECTORIES=self.folder))
        self.assertEqual(done.returncode, 1)
        self.assertIn("a source distribution is what git knows of, so it is made in a clone", done.stderr)
        self.assertNotIn("Traceback", done.stderr)

    @unittest.skipUnless(os.environ.get("HEARSAY_BUILD"), "a minute of compiling: in test-slow")
    def test_pip_builds_it(self):
        pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"]
        into = os.path.join(self.folder, "installed")
        subprocess.run([*pip, "install", "--no-build-isolation", "--no-deps", "--target", into, self.archive], check=True, cwd=self.folder,
                       env=dict(os.environ, CMAKE_BUILD_PARALLEL_LEVEL="2"))
        program = "import hearsay, sys; print(hearsay.__file__); print(hearsay.read(sys.stdin.read()).to_json())"
        told = subprocess.run([sys.executable, "-c", program], input=inputs.text(), capture_output=True, text=True, check=True, cwd=self.folder,
                              env=dict(os.environ, PYTHONPATH=into)).stdout.split("\n")
        self.assertTrue(told[0].startswith(into), told[0])
        self.assertEqual(told[1], hearsay.read(inputs.text()).to_json())


if __name__ == "__main__":
    unittest.main()
