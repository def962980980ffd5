#!/usr/bin/env python3
"""c_api.py [--write]: docs/c-api.md is the contents of include/hearsay.h: its sections, their functions, what the comment above each says first."""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
HEAD = """# The C API

[include/hearsay.h](../include/hearsay.h) is the manual: what each function takes and gives, in which units, who frees it, its errors, its method, its
cost. This is its contents, made from it by `./dev golden`. [examples/read.c](../examples/read.c) is a whole program; compile yours with
`pkg-config --cflags --libs hearsay`, or `find_package(hearsay)` and `hearsay::hearsay` in CMake.
"""


def first_sentence(text):
    text = re.sub(r"\s+", " ", text).strip().replace("|", "\\|")
    return re.split(r"(?<=[.;]) (?=[A-Zt])|\. |: (?=[a-z]+ +from )", text)[0].rstrip(".;") if text else ""


def contents(header):
    out, said, section = [HEAD], "", None
    for part in re.finditer(r"/\*(.*?)\*/|^HEARSAY_API ([^;]*);([ \t]*/\*(.*?)\*/)?", header, re.S | re.M):
        if part[1] is not None:
            title = re.fullmatch(r" ---- (.*?) -*\s*", part[1])
            if title and title[1]:
                section = title[1].rstrip(" -")
                said = ""
                out.append("\n## %s\n| function | |\n|---|---|\n" % section)
            else:
                said = re.sub(r"^ \*", "", part[1], flags=re.M)
            continue
        name = re.search(r"(hearsay_\w+)\(", part[2])[1]
        named = re.match(r"\s*(hearsay_\w+(?:,? (?:and )?_?\w+)*?): (.*?)(?:\n +[a-z]+(?:, \w+)*  |\n Returns|\n Errors|\Z)", said, re.S)
        mine = named and (name in named[1] or any(name.endswith(n) for n in re.findall(r"\b_\w+", named[1])))
        if part[4]:
            what = first_sentence(part[4])
        elif mine:
            what = first_sentence(named[2])
        else:
            what = ""
        out.append("| `%s` | %s |\n" % (name, what))
    return "".join(out)


made = contents((ROOT / "include/hearsay.h").read_text(encoding="utf-8"))
page = ROOT / "docs/c-api.md"
if sys.argv[1:] == ["--write"]:
    page.write_text(made, encoding="utf-8")
elif not page.exists() or page.read_text(encoding="utf-8") != made:
    print("docs/c-api.md is not what include/hearsay.h says: ./dev golden makes it anew")
    print("0 passed, 1 failed")
    sys.exit(1)
else:
    print("%d passed, 0 failed" % made.count("| `hearsay_"))
