"""The server on its socket: limits, slow clients, hostile requests, the stop.

    python3 tests/serve/live.py PROGRAM [TEST...]"""
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import unittest

from server import PATIENCE, ROOT, TINY, Server

PROGRAM = None
with open(os.path.join(ROOT, "examples", "dam.txt"), encoding="utf-8") as f:
    ARTICLE = f.read()
HEAD = b"POST /api/read HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\nContent-Length: %d\r\n\r\n"
LARGE = ARTICLE * 90                              # some 200 KB, twice what the server calls large
LONG = ARTICLE * max(4, round(90 / PATIENCE))     # a second or more of work, even with tiny weights


def hello(server):
    return server.get("/healthz", timeout=20)[0]


class Answers(unittest.TestCase):
    def test_same_as_the_program(self):
        with Server(PROGRAM) as s:
            status, headers, body = s.read(ARTICLE)
            self.assertEqual(status, 200)
            self.assertEqual(headers["Content-Type"], "application/json")
            mine = json.loads(body)
        path = os.path.join(ROOT, "examples", "dam.txt")
        theirs = json.loads(subprocess.run([PROGRAM, "read", "--model", TINY, "--format", "json", path], capture_output=True, check=True).stdout)
        theirs["uri"] = None
        self.assertEqual(mine, theirs)

    def test_head_is_get_without_a_body(self):
        with Server(PROGRAM) as s:
            for path in ["/", "/style.css", "/healthz", "/api/openapi.json", "/nothing"]:
                got, head = s.get(path), s.ask("HEAD", path)
                self.assertEqual((head[0], head[2]), (got[0], b""))
                for name in ["Content-Type", "Content-Length", "ETag", "Content-Security-Policy"]:
                    self.assertEqual(head[1][name], got[1][name], (path, name))

    def test_every_answer_is_safe(self):
        with Server(PROGRAM) as s:
            for path in ["/", "/app.js", "/api/openapi.json", "/nothing", "/metrics"]:
                headers = s.get(path)[1]
                self.assertEqual(headers["X-Content-Type-Options"], "nosniff")
                self.assertIn("default-src 'none'", headers["Content-Security-Policy"])
                self.assertNotIn("unsafe", headers["Content-Security-Policy"])
                self.assertNotIn("Access-Control-Allow-Origin", headers)

    def test_many_clients(self):
        codes = []
        with Server(PROGRAM) as s:
            def client():
                for _ in range(4):
                    codes.append(s.read(ARTICLE)[0])
            threads = [threading.Thread(daemon=True, target=client) for _ in range(64)]
            for t in threads:
                t.start()
            for t in threads:
                t.join()
            self.assertEqual(codes, [200] * 256)
            self.assertEqual(s.gauge("hearsay_articles_read_total"), 256)
            self.assertEqual(s.gauge("hearsay_body_bytes"), 0)


class Limits(unittest.TestCase):
    def test_body(self):
        with Server(PROGRAM, "--max-bytes", "100K") as s:
            big = b"x" * 200000
            self.assertEqual(s.read(big)[0], 413)
            self.assertEqual(s.read(big, "application/none")[0], 413)           # size before type
            self.assertEqual(s.read(b"x", "application/none")[0], 415)
            chunked = b"".join(b"%x\r\n%s\r\n" % (len(p), p) for p in [big[:70000]] * 3) + b"0\r\n\r\n"
            head = b"POST /api/read HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/none\r\nTransfer-Encoding: chunked\r\n\r\n"
            self.assertIn(b" 413 ", s.raw(head + chunked).split(b"\r\n")[0])
            # Who waits for 100 Continue is told at once; so is who announces more than anybody would take.
            head = b"POST /api/read HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\nContent-Length: %d\r\n%s\r\n"
            self.assertIn(b" 413 ", s.raw(head % (200000, b"Expect: 100-continue\r\n")).split(b"\r\n")[0])
            self.assertIn(b" 413 ", s.raw(head % (1 << 40, b"")).split(b"\r\n")[0])
            self.assertEqual(hello(s), 200)

    def test_body_time(self):
        with Server(PROGRAM, "--body-seconds", "1") as s:
            with socket.create_connection((s.host, s.port), 10 * PATIENCE) as c:
                c.sendall(HEAD % 100)
                began, got = time.monotonic(), b""
                while time.monotonic() - began < 12 * PATIENCE:                             # a byte now and then buys no time
                    try:
                        c.sendall(b"x")
                    except OSError:
                        break
                    c.settimeout(0.2)
                    try:
                        part = c.recv(4096)
                        got += part
                        if not part:
                            break
                    except socket.timeout:
                        continue
                    except ConnectionError:
                        break
                self.assertLess(time.monotonic() - began, 6 * PATIENCE)
                self.assertIn(b" 408 ", got.split(b"\r\n")[0])
                self.assertEqual(json.loads(got.split(b"\r\n\r\n", 1)[1])["status"], 408)
            self.assertEqual(s.gauge("hearsay_slow_clients_total"), 1)

    def codes_of(self, server, n):
        codes = []
        threads = [threading.Thread(daemon=True, target=lambda: codes.append(server.read(LONG)[:2])) for _ in range(n)]
        for t in threads:
            t.start()
            time.sleep(0.05)
        quick = hello(server)                            # answered while all workers are busy
        for t in threads:
            t.join()
        self.assertEqual(quick, 200)
        for code, headers in codes:
            self.assertEqual("Retry-After" in headers, code in (429, 503))
        return sorted(code for code, _ in codes)

    def test_client(self):
        with Server(PROGRAM, "--threads", "1", "--per-client", "2") as s:
            self.assertEqual(self.codes_of(s, 4), [200, 200, 429, 429])

    def test_queue(self):
        with Server(PROGRAM, "--threads", "1", "--queue", "2") as s:
            self.assertEqual(self.codes_of(s, 4), [200, 200, 503, 503])

    def test_head(self):
        """A request line, headers, fields: what is too much of them has a status of its own."""
        host = b"Host: localhost\r\n"
        with Server(PROGRAM) as s:
            for request, statuses in [(b"GET /" + b"a" * 60000 + b" HTTP/1.1\r\n" + host + b"\r\n", (b"414", b"431")),
                                      (b"GET / HTTP/1.1\r\n" + host + b"X: " + b"y" * 60000 + b"\r\n\r\n", (b"431", b"413")),
                                      (b"GET /healthz?" + b"a" * 100 + b"=1 HTTP/1.1\r\n" + host + b"\r\n", (b"400",))]:
                got = s.raw(request, timeout=5)
                self.assertIn(got.split(b" ")[1] if got else b"closed", statuses, request[:40])
            self.assertEqual(hello(s), 200)

    def test_bodies_at_once(self):
        """Bodies that come in take 256 MiB together, whoever sends them."""
        with tempfile.TemporaryDirectory() as folder, Server(PROGRAM, "--db", os.path.join(folder, "a.db")) as s:
            head = (b"POST /api/imports HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-ndjson\r\nContent-Length: %d\r\n\r\n" % (60 << 20))
            held, part = [], b"x" * (1 << 20)
            for _ in range(5):
                c = socket.create_connection((s.host, s.port), 20 * PATIENCE)
                c.sendall(head)
                for _ in range(59):
                    c.sendall(part)
                held.append(c)
            until = time.monotonic() + 10 * PATIENCE
            while s.gauge("hearsay_body_bytes") < 128 << 20 and time.monotonic() < until:
                time.sleep(0.1)
            self.assertLessEqual(s.gauge("hearsay_body_bytes"), 256 << 20)
            codes = []
            for c in held:
                c.sendall(part)
                codes.append(c.recv(1000).split(b" ")[1])
                c.close()
            self.assertIn(b"503", codes)
            self.assertTrue(set(codes) <= {b"202", b"503"}, codes)
            while s.gauge("hearsay_body_bytes") and time.monotonic() < until:
                time.sleep(0.1)
            self.assertEqual(s.gauge("hearsay_body_bytes"), 0)

    def test_connections(self):
        with Server(PROGRAM, "--connections", "8") as s:
            held = [socket.create_connection((s.host, s.port)) for _ in range(12)]
            for c in held[:6]:
                c.sendall(b"GET / HT")                                          # half of them with half a request line
            time.sleep(0.2)
            self.assertEqual(hello(s), 503)
            until = time.monotonic() + 15 * PATIENCE                            # where it is crowded, the silent are shown out after a second
            while hello(s) != 200:
                self.assertLess(time.monotonic(), until)
                time.sleep(0.1)
            for c in held:
                c.close()

    def test_large_work_leaves_a_worker(self):
        with Server(PROGRAM, "--threads", "2") as s:
            threads = [threading.Thread(daemon=True, target=s.read, args=(LARGE,)) for _ in range(4)]
            for t in threads:
                t.start()
            time.sleep(0.3)
            began = time.monotonic()
            self.assertEqual(s.read("He said no.")[0], 200)
            small = time.monotonic() - began
            busy = s.gauge("hearsay_queue_working") + s.gauge("hearsay_queue_waiting")
            for t in threads:
                t.join()
            self.assertGreaterEqual(busy, 2, "the large ones were done too early to tell anything")
            self.assertLess(small, (time.monotonic() - began) / 2)


class Files(unittest.TestCase):
    def test_no_path_reaches_one(self):
        """Beside the files of the page lie others, in the server's own folder: none is to be had by any spelling."""
        with tempfile.TemporaryDirectory() as folder:
            for name in ("secret.txt", "style.css"):
                with open(os.path.join(folder, name), "w") as f:
                    f.write("secret of the folder")
            with Server(os.path.abspath(PROGRAM), cwd=folder) as s:
                absolute = os.path.join(folder, "secret.txt")
                for path in ["/secret.txt", "/./secret.txt", "/examples/../secret.txt", "/examples/%2e%2e/secret.txt", "/..%2fsecret.txt",
                             "//secret.txt", "/" + absolute, absolute, "/file://" + absolute, "/secret.txt%00.css", "/%2fsecret.txt",
                             "/proc/self/environ", "/api/articles/..%2f..%2fsecret.txt", "/lib/..%5c..%5csecret.txt"]:
                    status, _, body = s.get(path)
                    self.assertIn(status, (400, 404), path)
                    self.assertNotIn(b"secret of", body, path)
                self.assertNotIn(b"secret of", s.get("/style.css")[2])          # its own, not that of the folder

    def test_read_only(self):
        """Whoever asks for everything has changed nothing of the store."""
        with tempfile.TemporaryDirectory() as folder:
            db = os.path.join(folder, "a.db")
            with Server(PROGRAM, "--db", db) as s:
                s.ask("POST", "/api/articles", ARTICLE.encode(), {"Content-Type": "text/plain"})
            with open(db, "rb") as f:
                before = f.read()
            with Server(PROGRAM, "--db", db, "--read-only") as s:
                paths = json.loads(s.get("/api/openapi.json")[2])["paths"]
                self.assertFalse([p for p in paths if "imports" in p])
                for path, operations in paths.items():
                    if "get" in operations:
                        s.get(path.replace("{id}", "k1") + ("?q=dam" if path in ("/api/search", "/api/trace") else ""))
                self.assertEqual(s.ask("POST", "/api/articles", b"x", {"Content-Type": "text/plain"})[0], 405)
                self.assertEqual(s.ask("POST", "/api/imports", b"{}", {"Content-Type": "application/x-ndjson"})[0], 404)
                self.assertFalse(json.loads(s.get("/healthz")[2])["store"] is False)
            with open(db, "rb") as f:
                self.assertEqual(f.read(), before)


class Slow(unittest.TestCase):
    def test_do_not_starve_others(self):
        """300 clients send a byte every 100 ms: some a head, some a body. Everybody else is served as if they were not there."""
        with Server(PROGRAM, "--body-seconds", "3") as s:
            over, slow = threading.Event(), []
            for i in range(300):
                c = socket.create_connection((s.host, s.port))
                c.sendall(HEAD % 9000 if i % 2 else b"GET / HT")
                slow.append(c)

            def trickle():
                while not over.wait(0.1):
                    for c in slow:
                        try:
                            c.send(b"x")
                        except OSError:
                            pass
            thread = threading.Thread(daemon=True, target=trickle)
            thread.start()
            times = []
            for _ in range(40):
                began = time.monotonic()
                self.assertEqual(s.read(ARTICLE)[0], 200)
                times.append(time.monotonic() - began)
                time.sleep(0.05)
            over.set()
            thread.join()
            self.assertLess(sorted(times)[20], 1.5 * PATIENCE)
            self.assertLess(max(times), 8 * PATIENCE)                           # on a machine that is busy with other things, too
            for c in slow:
                c.close()

    def test_slow_reader(self):
        """Who does not take the answer holds up nobody."""
        with Server(PROGRAM) as s:
            held = []
            for _ in range(8):
                c = socket.socket()
                c.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
                c.connect((s.host, s.port))
                body = (ARTICLE * 4).encode()
                c.sendall(HEAD % len(body) + body)
                held.append(c)
            time.sleep(0.5)
            self.assertEqual(s.read(ARTICLE)[0], 200)
            for c in held:
                c.close()


class Hostile(unittest.TestCase):
    def test_requests(self):
        """None of these is answered with 200 by mistake, none hangs, and the server is there after each."""
        head = b"Host: localhost\r\n"
        requests = [
            b"", b"\r\n\r\n", b"\0" * 4096, bytes(range(256)) * 64, b"GET\r\n\r\n", b"GET / HTTP/9.9\r\n" + head + b"\r\n", b"GET / HTTP/1.1\r\n\r\n",
            b"GET /" + b"a" * 60000 + b" HTTP/1.1\r\n" + head + b"\r\n", b"GET / HTTP/1.1\r\n" + head + b"X: " + b"y" * 60000 + b"\r\n\r\n",
            b"GET / HTTP/1.1\r\n" + head + b"X: y\r\n" * 20000 + b"\r\n",
            b"POST /api/read HTTP/1.1\r\n" + head + b"Content-Type: text/plain\r\nContent-Length: -1\r\n\r\nx",
            b"POST /api/read HTTP/1.1\r\n" + head + b"Content-Type: text/plain\r\nContent-Length: 99999999999999999999999\r\n\r\nx",
            b"POST /api/read HTTP/1.1\r\n" + head + b"Content-Type: text/plain\r\nContent-Length: 5\r\n"
            b"Transfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\nx",
            b"POST /api/read HTTP/1.1\r\n" + head + b"Content-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
            b"POST /api/read HTTP/1.1\r\n" + head + b"Content-Type: text/plain\r\nContent-Length: 10\r\n\r\nabc",
            b"GET /../../../../etc/passwd HTTP/1.1\r\n" + head + b"\r\n", b"GET /%2e%2e/%2e%2e/etc/passwd HTTP/1.1\r\n" + head + b"\r\n",
            b"GET /style.css%00.html HTTP/1.1\r\n" + head + b"\r\n", b"GET //etc/passwd HTTP/1.1\r\n" + head + b"\r\n",
            b"GET http://evil.example/ HTTP/1.1\r\nHost: evil.example\r\n\r\n", b"CONNECT evil.example:443 HTTP/1.1\r\nHost: evil.example\r\n\r\n",
            b"GET /healthz?" + b"&".join(b"a%d=1" % i for i in range(300)) + b" HTTP/1.1\r\n" + head + b"\r\n",
            b"GET /healthz?%ff%fe=%00 HTTP/1.1\r\n" + head + b"\r\n", b"GET /healthz?=&=&&;%%% HTTP/1.1\r\n" + head + b"\r\n",
            b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\0" * 100, b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        ]
        with Server(PROGRAM) as s:
            for r in requests:
                got = s.raw(r, timeout=0.4)
                self.assertNotIn(b" 200 ", got[:16], r[:80])
                self.assertNotIn(b"root:", got)
                self.assertEqual(hello(s), 200, r[:80])

    def test_articles(self):
        """What an article holds comes back as text in JSON, whatever it is; as a page it is a download."""
        nasty = "<script>alert(1)</script> \"</textarea>\" said Ada <img src=x onerror=alert(1)> Lind of javascript:alert(1) on \u202eMonday\u202c."
        with Server(PROGRAM) as s:
            status, headers, body = s.read(nasty)
            self.assertEqual((status, headers["Content-Type"]), (200, "application/json"))
            self.assertEqual(json.loads(body)["text"], nasty)
            status, headers, body = s.ask("POST", "/api/read?format=html", nasty.encode(), {"Content-Type": "text/plain"})
            self.assertIn("attachment", headers["Content-Disposition"])
            self.assertNotIn(b"<script>alert", body)
            self.assertNotIn(b"<img src=x", body)


class Store(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.db = os.path.join(self.folder.name, "a.db")

    def tearDown(self):
        self.folder.cleanup()

    def lines(self, n):
        return "\n".join(json.dumps({"id": "a%d" % i, "text": "Article %d.\n\n%s" % (i, ARTICLE)}) for i in range(n)).encode()

    def events(self, server, path, each):
        c = http.client.HTTPConnection(server.host, server.port, timeout=60 * PATIENCE)
        c.request("GET", path)
        r = c.getresponse()
        self.assertEqual((r.status, r.headers["Content-Type"]), (200, "text/event-stream"))
        name, seen = None, []
        for line in r:
            line = line.decode().rstrip("\n")
            if line.startswith("event: "):
                name = line[7:]
            elif line.startswith("data: "):
                seen.append((name, json.loads(line[6:])))
                each(seen)
        c.close()
        return seen

    def start(self, server, n):
        status, headers, _ = server.ask("POST", "/api/imports", self.lines(n), {"Content-Type": "application/x-ndjson"})
        self.assertEqual(status, 202)
        return headers["Location"]

    def test_import_with_progress(self):
        with Server(PROGRAM, "--db", self.db) as s:
            path = self.start(s, 60)
            quick = []
            seen = self.events(s, path + "/events", lambda seen: quick.append(hello(s)))
            self.assertEqual(seen[-1][0], "end")
            self.assertEqual((seen[-1][1]["state"], seen[-1][1]["new"], seen[-1][1]["failed"]), ("done", 60, 0))
            self.assertGreater(len(seen), 2)
            done = [state["articles"] for _, state in seen]
            self.assertEqual(done, sorted(done))
            self.assertEqual(set(quick), {200})
            self.assertEqual(json.loads(s.get("/api/stats")[2])["articles"], 60)
            self.assertEqual(self.events(s, path + "/events", lambda _: None)[0][0], "end")      # who comes late hears the end
        with Server(PROGRAM, "--db", self.db, "--read-only") as s:
            self.assertEqual(len(json.loads(s.get("/api/articles?limit=500")[2])["articles"]), 60)
            self.assertEqual(s.ask("POST", "/api/imports", b"{}", {"Content-Type": "application/x-ndjson"})[0], 404)

    def test_stop_in_the_middle(self):
        s = Server(PROGRAM, "--db", self.db)
        path, state = self.start(s, 2000), []

        def each(seen):
            if len(seen) == 2:
                s.process.send_signal(signal.SIGTERM)
        state = self.events(s, path + "/events", each)[-1]
        self.assertEqual((state[0], state[1]["state"]), ("end", "stopped"))
        self.assertEqual(s.stop(), 0)
        with Server(PROGRAM, "--db", self.db, "--read-only") as s:
            self.assertEqual(json.loads(s.get("/api/stats")[2])["articles"], state[1]["articles"])

    def test_store_that_is_none(self):
        with open(self.db, "w", encoding="utf-8") as f:
            f.write("no store\n" * 1000)
        for options in [["--db", self.db], ["--db", self.db + ".none", "--read-only"]]:
            p = subprocess.run([PROGRAM, "serve", "--port", "0", "--model", TINY, *options], capture_output=True, text=True,
                               timeout=30 * PATIENCE, check=False)
            self.assertEqual(p.returncode, 5, p.stderr)


class Start(unittest.TestCase):
    def run_with(self, *options):
        p = subprocess.run([PROGRAM, "serve", "--port", "0", "--model", TINY, *options], capture_output=True, text=True, timeout=30 * PATIENCE)
        return p.returncode, p.stderr

    def test_loopback_alone(self):
        """By default nobody but this machine can reach it: the only socket that listens is bound to 127.0.0.1."""
        with Server(PROGRAM) as s:
            listening = set()
            for table in ("tcp", "tcp6"):
                with open("/proc/net/" + table) as f:
                    for row in f.read().splitlines()[1:]:
                        address, port = row.split()[1].split(":")
                        if row.split()[3] == "0A" and int(port, 16) == s.port:
                            listening.add(address)
            self.assertEqual(listening, {"0100007F"})

    def test_other_hosts_need_a_token(self):
        for host in ["0.0.0.0", "::"]:
            code, err = self.run_with("--host", host)
            self.assertEqual(code, 2)
            self.assertIn("--token-file", err)

    def test_token_file(self):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "token")

            def with_token(text, mode=0o600):
                with open(path, "w") as f:
                    f.write(text)
                os.chmod(path, mode)
                return path
            for text, mode, why in [("short\n", 0o600, "no token"), ("x" * 300, 0o600, "no token"), ("with a space in it\n", 0o600, "no token"),
                                    ("", 0o600, "no token"), ("correct-horse-battery\n", 0o644, "chmod 600")]:
                code, err = self.run_with("--token-file", with_token(text, mode))
                self.assertEqual(code, 2, err)
                self.assertIn(why, err)
            self.assertEqual(self.run_with("--token-file", os.path.join(folder, "none"))[0], 2)
            with Server(PROGRAM, "--token-file", with_token("correct-horse-battery\n"), "--host", "0.0.0.0") as s:
                self.assertEqual(s.get("/")[0], 200)
                self.assertEqual(s.get("/metrics")[0], 401)
                self.assertEqual(s.get("/metrics", headers={"Authorization": "Bearer correct-horse-battery"})[0], 200)
                self.assertEqual(s.read("He said no.")[0], 401)

    def test_port_is_taken(self):
        with Server(PROGRAM) as s:
            code, err = self.run_with("--port", str(s.port))
            self.assertEqual(code, 4)
            self.assertIn(str(s.port), err)

    def test_ipv6(self):
        try:
            socket.create_server(("::1", 0), family=socket.AF_INET6).close()
        except OSError:
            self.skipTest("this machine has no IPv6")
        with Server(PROGRAM, "--host", "::1") as s:
            self.assertEqual(hello(s), 200)


class Stop(unittest.TestCase):
    def test_finishes_what_was_asked_for(self):
        s = Server(PROGRAM, "--threads", "1")
        answers = []
        threads = [threading.Thread(daemon=True, target=lambda: answers.append(s.read(LONG))) for _ in range(3)]
        for t in threads:
            t.start()
        idle = socket.create_connection((s.host, s.port))
        time.sleep(0.2)
        self.assertLess(len(answers), 3, "they were done too early to tell anything")
        began = time.monotonic()
        s.process.send_signal(signal.SIGTERM)
        time.sleep(0.3)
        with self.assertRaises(OSError):                                        # nobody new
            hello(s)
        for t in threads:
            t.join()
        self.assertEqual([a[0] for a in answers], [200] * 3)
        for _, _, body in answers:
            self.assertEqual(json.loads(body)["text"], LONG.rstrip())
        self.assertEqual(answers[-1][1]["Connection"], "close")                 # those before may have been under way already
        self.assertEqual(s.stop(), 0)
        self.assertLess(time.monotonic() - began, 30 * PATIENCE)
        idle.close()

    def test_second_signal(self):
        """Ends it at once, whatever is under way: not all that was asked for is answered."""
        s, answers = Server(PROGRAM, "--threads", "1"), []

        def ask():
            try:
                answers.append(s.read(LARGE)[0])
            except (OSError, http.client.HTTPException):
                pass
        threads = [threading.Thread(daemon=True, target=ask) for _ in range(6)]
        for t in threads:
            t.start()
        time.sleep(0.2)
        s.process.send_signal(signal.SIGTERM)
        while "finishing" not in s.process.stderr.readline():
            pass
        time.sleep(0.3)
        self.assertIsNone(s.process.poll(), "it was done too early to tell anything")
        self.assertEqual(s.stop(), 0)                                           # which sends it again
        for t in threads:
            t.join()
        self.assertLess(len(answers), 6)

    def test_at_once_when_idle(self):
        s = Server(PROGRAM)
        idle = socket.create_connection((s.host, s.port))
        began = time.monotonic()
        self.assertEqual(s.stop(), 0)
        self.assertLess(time.monotonic() - began, 10 * PATIENCE)
        idle.close()


if __name__ == "__main__":
    PROGRAM = sys.argv.pop(1)
    unittest.main()
