"""The package's tests, against the wheel that `./dev test` (or `./dev python`) has built and installed in build/python-venv.

    python3 python/tests/run.py PROGRAM MODULE...

Without that environment, or without what a module needs of PyPI, the test is skipped (exit status 77)."""
import importlib
import os
import sys
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
VENV = os.path.join(os.path.dirname(os.path.dirname(HERE)), "build", "python-venv")


def main():
    python = os.path.join(VENV, "bin", "python")
    if os.path.exists(python) and os.path.realpath(sys.prefix) != os.path.realpath(VENV):
        os.execv(python, [python] + sys.argv)
    os.environ.pop("HEARSAY_MODEL", None)              # what is tested is the wheel's
    os.environ["HEARSAY_PROGRAM"] = os.path.abspath(sys.argv[1])
    try:
        modules = [importlib.import_module(name) for name in sys.argv[2:]]
    except ModuleNotFoundError as e:
        print(f"skipped: there is no package {e.name}: ./dev test installs it in build/python-venv where it can reach PyPI")
        return 77
    suite = unittest.TestSuite(unittest.defaultTestLoader.loadTestsFromModule(module) for module in modules)
    return not unittest.TextTestRunner(verbosity=1).run(suite).wasSuccessful()


if __name__ == "__main__":
    sys.exit(main())
