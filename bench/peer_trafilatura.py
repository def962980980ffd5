"""trafilatura on the pages of bench/pages.py: extract() with metadata, as its documentation has it, one page after the other in one process."""
import json
import logging
import resource
import sys
import time

import trafilatura


def main():
    path, rounds = sys.argv[1], int(sys.argv[2])
    logging.disable(logging.CRITICAL)
    with open(path, "rb") as file:
        pages = [p.decode("utf-8", "replace") for p in file.read().split(b"\0")[:-1]]

    def run_round():
        size, begin = 0, time.process_time()
        for page in pages:
            size += len((trafilatura.extract(page, with_metadata=True) or "").encode())
        return time.process_time() - begin, size

    run_round()
    done = [run_round() for _ in range(rounds)]
    print(json.dumps({"name": "trafilatura " + trafilatura.__version__, "pages": len(pages), "bytes": sum(len(p.encode()) for p in pages),
                      "rounds_s": [s for s, _ in done], "text_bytes": done[0][1], "peak_kib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss}))


if __name__ == "__main__":
    main()
