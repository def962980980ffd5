"""columns.py MOST FILE...: names the lines that are longer than MOST characters, end in white space, or hold a tab."""
import sys

bad = 0
for path in sys.argv[2:]:
    with open(path, encoding="utf-8") as file:
        for number, line in enumerate(file.read().split("\n"), 1):
            for fault, wrong in (("longer than " + sys.argv[1] + " columns", len(line) > int(sys.argv[1])),
                                 ("white space at the end", line != line.rstrip()), ("a tab", "\t" in line)):
                if wrong:
                    print(f"{path}:{number}: {fault}")
                    bad += 1
sys.exit(bad > 0)
