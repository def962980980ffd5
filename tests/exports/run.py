"""Every export of `hearsay read`, read back by its own standard's validator or reader, and compared with the JSON document.

    python3 tests/exports/run.py PROGRAM [FORMAT...]

The readers come from PyPI (requirements.txt): ./dev test installs them in build/exports-venv. Without them the test is skipped (exit status 77)."""
import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
VENV = os.path.join(os.path.dirname(os.path.dirname(HERE)), "build", "exports-venv")
CHECKS = ["webanno", "prov", "plover", "conllu", "schema-org", "dot", "svg"]
ALONE = {"svg"}


def main():
    python = os.path.join(VENV, "bin", "python")
    if os.path.exists(python) and os.path.realpath(sys.prefix) != os.path.realpath(VENV):
        os.execv(python, [python] + sys.argv)
    try:
        import common
        checks = [(name, __import__("check_" + name.replace("-", "_"))) for name in sys.argv[2:] or CHECKS]
    except ImportError as e:
        print("skipped: the package %s is not installed: ./dev test installs it in build/exports-venv where it can reach PyPI" % e.name)
        return 77
    program, passed, failed = sys.argv[1], 0, 0
    documents = common.lines(common.read(program, "json", common.articles()))
    for name, module in checks:
        try:
            read = common.read_files if name in ALONE else common.read
            n = module.check(read(program, name, common.articles()), documents)
            print("%s: %d articles" % (name, n))
            passed += 1
        except common.Fault as e:
            print("FAILED %s: %s" % (name, e))
            failed += 1
    print("%d passed, %d failed" % (passed, failed))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
