"""coverage.py SUMMARY LEAST: gcovr's JSON summary as a table, a folder of src/ a line, with the files that are covered least. Fails below LEAST %."""
import collections
import json
import pathlib
import sys

with open(sys.argv[1], encoding="utf-8") as file:
    files = json.load(file)["files"]
folders = collections.defaultdict(list)
for one in files:
    folders[str(pathlib.PurePath(one["filename"]).parent)].append(one)


def share(some):
    return 100 * sum(f["line_covered"] for f in some) / max(1, sum(f["line_total"] for f in some))


print(f"{'folder':16} {'lines':>6} {'run':>6}   least")
for name, some in sorted(folders.items()):
    least = sorted((f for f in some if f["line_total"] >= 10), key=lambda f: share([f]))[:3]
    print(f"{name:16} {sum(f['line_total'] for f in some):6} {share(some):5.1f}%   "
          + ", ".join(f"{pathlib.PurePath(f['filename']).name} {share([f]):.0f}%" for f in least))
print(f"{'all':16} {sum(f['line_total'] for f in files):6} {share(files):5.1f}%")
sys.exit(share(files) < float(sys.argv[2]))
