"""Ten minutes of everything at once: articles of all sizes, a store that is read, imports, hostile requests, clients that go away in the middle.

    python3 tests/serve/soak.py PROGRAM [SECONDS]

At the end the server is there, nothing was answered with 500, good requests were answered with 200 throughout, and its resident memory is what it was
after the first fifth of the time, within five per cent. Part of ./dev test-slow."""
import collections
import json
import os
import random
import re
import socket
import statistics
import sys
import tempfile
import threading
import time

from server import ROOT, Server

with open(os.path.join(ROOT, "examples", "dam.txt"), encoding="utf-8") as f:
    ARTICLE = f.read()
HOST = b"Host: localhost\r\n"
HOSTILE = [
    b"\0" * 2000, b"GET / HTTP/1.1\r\n\r\n",
    b"GET /api/trace?q=" + b"%22" * 9000 + b" HTTP/1.1\r\n" + HOST + b"\r\n",
    b"GET /api/search?q=%27%3B+DROP+TABLE+text HTTP/1.1\r\n" + HOST + b"\r\n",
    b"GET /api/claims/k" + b"9" * 18 + b" HTTP/1.1\r\n" + HOST + b"\r\n", b"GET /api/actors/s-1 HTTP/1.1\r\n" + HOST + b"\r\n",
    b"GET /" + b"a" * 50000 + b" HTTP/1.1\r\n" + HOST + b"\r\n", b"GET /%2e%2e/etc/passwd HTTP/1.1\r\n" + HOST + b"\r\n",
    b"POST /api/read HTTP/1.1\r\n" + HOST + b"Content-Type: text/plain\r\nContent-Length: 99999999999999999999\r\n\r\nx",
    b"POST /api/read HTTP/1.1\r\n" + HOST + b"Content-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
    b"POST /api/read HTTP/1.1\r\n" + HOST + b"Content-Type: application/json\r\nContent-Length: 20\r\n\r\n" + b"[" * 20,
    b"POST /api/read HTTP/1.1\r\n" + HOST + b"Content-Type: text/plain\r\nContent-Length: 3000000\r\n\r\n" + b"x" * 3000000,
    b"POST /api/read?outlet=%ff&outlet=%00 HTTP/1.1\r\n" + HOST + b"Content-Type: text/plain\r\nContent-Length: 1\r\n\r\nx",
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\0" * 100,
]


class Load:
    def __init__(self, server, seconds):
        self.server, self.until = server, time.monotonic() + seconds
        self.lock, self.counts, self.faults = threading.Lock(), collections.Counter(), []

    def loop(self, name, step, pause):
        """One client, until the time is over: what step() returns is counted."""
        dice = random.Random(name)
        while time.monotonic() < self.until:
            try:
                what = step(dice)
            except Exception as e:                                     # of a good request: a fault; the others do not come here
                what = repr(e)
            with self.lock:
                self.counts[name.split()[0], what] += 1
            time.sleep(pause * dice.random())

    def good(self, dice):
        text = "Case %d.\n\n%s" % (dice.randrange(1 << 30), ARTICLE * dice.choice([1, 1, 1, 2, 8]))
        if dice.random() < 0.3:
            return self.server.read(json.dumps({"text": text, "outlet": "The Bay Post"}), "application/json", timeout=120)[0]
        return self.server.read(text, timeout=120)[0]

    def browse(self, dice):
        return self.server.get(dice.choice(["/", "/app.js", "/healthz", "/metrics", "/api/openapi.json", "/api/articles?limit=20", "/api/stats"]))[0]

    def ask(self, dice):
        """What people do with a store: words, claims by words and by a sentence, who is who, one of each, and all that can be saved."""
        path = dice.choice(["/api/search?q=reservoir", "/api/search?q=%22Kessler+dam%22&limit=5", "/api/trace?q=cracks+in+the+dam",
                            "/api/trace?q=The+operator+denied+that+the+wall+was+in+danger&format=csv", "/api/actors?limit=20",
                            "/api/actors?name=Lindqvist", "/api/claims?limit=20", "/api/claims?disputed=true", "/api/claims?actor=Petra+Lindqvist",
                            "one of /api/articles", "one of /api/actors", "one of /api/trace?q=dam"])
        if not path.startswith("one of "):
            return self.server.get(path, timeout=120)[0]
        status, _, body = self.server.get(path[7:], timeout=120)
        rows = next(iter(v for v in json.loads(body).values() if isinstance(v, list) and v and "id" in v[0]), []) if status == 200 else []
        if path.endswith("dam"):
            rows = json.loads(body).get("claims", []) if status == 200 else []
        if not rows:
            return status
        kind = "/api/claims/" if path.endswith("dam") else path[7:] + "/"
        one = kind + dice.choice(rows)["id"] + dice.choice(["", "?format=svg", "?format=csv"] if "actors" not in kind else [""])
        return self.server.get(one, timeout=120)[0]

    def store(self, dice):
        # From a few texts, so that the store does not grow for ever.
        lines = "\n".join(json.dumps({"text": "Text %d.\n\n%s" % (dice.randrange(40), ARTICLE)}) for _ in range(10)) + "\n{broken"
        status, _, body = self.server.ask("POST", "/api/imports", lines.encode(), {"Content-Type": "application/x-ndjson"})
        if status == 202:
            status = self.server.get("/api/imports/%s/events" % json.loads(body)["id"], timeout=120)[0]
        return status if status != 503 else 200

    def hostile(self, dice):
        got = self.server.raw(dice.choice(HOSTILE), timeout=0.5)
        found = re.match(rb"HTTP/1.1 (\d+)", got)
        return int(found.group(1)) if found else "closed"

    def leave(self, dice):
        """Asks, and goes away before the answer."""
        with socket.create_connection((self.server.host, self.server.port), 10) as c:
            body = (ARTICLE * dice.choice([1, 4])).encode()
            head = b"POST /api/read HTTP/1.1\r\n" + HOST + b"Content-Type: text/plain\r\nContent-Length: %d\r\n\r\n" % len(body)
            c.sendall((head + body)[:dice.randrange(1, len(head) + len(body) + 1)])
            time.sleep(0.2 * dice.random())
        return "left"


def main():
    seconds = float(sys.argv[2]) if len(sys.argv) > 2 else 600
    with tempfile.TemporaryDirectory() as folder, Server(sys.argv[1], "--db", os.path.join(folder, "a.db"), "--body-seconds", "3") as s:
        load = Load(s, seconds)
        jobs = [("good %d" % i, load.good, 0.2) for i in range(8)] + [("browse %d" % i, load.browse, 0.1) for i in range(3)]
        jobs += [("ask %d" % i, load.ask, 0.3) for i in range(3)]
        jobs += [("store", load.store, 1), ("hostile 1", load.hostile, 0.2), ("hostile 2", load.hostile, 0.2)]
        jobs += [("leave 1", load.leave, 0.1), ("leave 2", load.leave, 0.1)]
        threads = [threading.Thread(target=load.loop, args=job) for job in jobs]
        for t in threads:
            t.start()
        began, memory = time.monotonic(), []
        while time.monotonic() < load.until:
            time.sleep(min(1, seconds / 50))
            memory.append((time.monotonic() - began, s.resident()))
        for t in threads:
            t.join()
        early = statistics.median(m for t, m in memory if 0.2 <= t / seconds < 0.4)
        late = statistics.median(m for t, m in memory if t / seconds >= 0.8)
        alive = s.get("/healthz")[0]
        left = s.gauge("hearsay_body_bytes")
    for key in sorted(load.counts, key=str):
        print("%-10s %-8s %d" % (key[0], key[1], load.counts[key]))
    print("resident: %.1f MB at first, %.1f MB in the second fifth of the time, %.1f MB in the last: %+.1f %%"
          % (memory[0][1] / 1e6, early / 1e6, late / 1e6, 100 * (late / early - 1)))
    wrong = {k: n for k, n in load.counts.items() if k[1] == 500 or (k[0] in ("good", "browse", "ask", "store") and k[1] != 200)}
    good = sum(n for k, n in load.counts.items() if k == ("good", 200))
    checks = [("the server is there", alive == 200), ("no wrong answer: %s" % wrong, not wrong),
              ("articles were read: %d" % good, good > seconds / 4), ("no body was left behind", left == 0),
              ("memory is flat", abs(late / early - 1) < 0.05)]
    for what, true in checks:
        print("%s %s" % ("ok" if true else "FAILED", what))
    print("%d passed, %d failed" % (sum(t for _, t in checks), sum(not t for _, t in checks)))
    return 0 if all(t for _, t in checks) else 1


if __name__ == "__main__":
    sys.exit(main())
