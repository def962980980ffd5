"""A `hearsay serve` of its own for a test, on a free port."""
import glob
import http.client
import os
import re
import shutil
import signal
import socket
import subprocess

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
# Where the tests are killed, by a limit of time, the kernel tells the server.
DYING_WITH_US = [shutil.which("setpriv"), "--pdeathsig", "KILL"] if shutil.which("setpriv") else []
TINY = os.path.join(ROOT, "tests", "golden", "tiny.safetensors")
# How many times as long as of the ordinary build one may have to wait of this one: under sanitizers, 4 and more (cmake/tests.cmake).
PATIENCE = float(os.environ.get("HEARSAY_PATIENCE", "1"))


class Server:
    """with Server(program, "--queue", "2") as s: s.get("/healthz"); the weights are tiny and random ones unless model says otherwise."""

    def __init__(self, program, *options, model=TINY, cwd=None):
        self.process = subprocess.Popen([*DYING_WITH_US, program, "serve", "--port", "0", "--model", model, *options], stderr=subprocess.PIPE,
                                        text=True, cwd=cwd)
        line = self.process.stderr.readline()
        found = re.search(r"http://(\S+):(\d+)/", line)
        if not found:
            raise AssertionError("no address in %r %s" % (line, self.process.stderr.read()))
        self.host, self.port = found.group(1).strip("[]"), int(found.group(2))
        self.address = found.group(0)

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        code = self.stop()
        if not exception[0] and code != 0:
            raise AssertionError("the server ended with %s" % code)

    def stop(self, wait=30):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        try:
            code = self.process.wait(wait * PATIENCE)
        except subprocess.TimeoutExpired:
            threads = self.threads()
            self.process.kill()
            raise AssertionError("the server does not stop; its threads: %s" % threads)
        self.process.stderr.close()
        return code

    def threads(self):
        """What each thread is at, for whoever has to find out: name, state, where it sleeps in the kernel, seconds of the processor."""
        found = []
        for of in sorted(glob.glob("/proc/%d/task/*" % self.process.pid)):
            try:
                with open(of + "/stat") as f:
                    name, fields = re.match(r"\d+ \((.*)\) (.*)", f.read()).groups()
                with open(of + "/wchan") as f:
                    place = f.read()
            except OSError:
                continue
            fields = fields.split()
            found.append("%s %s %s %.1f s" % (name, fields[0], place, (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")))
        return ", ".join(found)

    def ask(self, method, path, body=None, headers=None, timeout=30):
        """(status, headers, body), on a connection of its own."""
        c = http.client.HTTPConnection(self.host, self.port, timeout=timeout * PATIENCE)
        try:
            c.request(method, path, body, headers or {})
            r = c.getresponse()
            return r.status, r.headers, r.read()
        finally:
            c.close()

    def get(self, path, **more):
        return self.ask("GET", path, **more)

    def read(self, text, kind="text/plain", **more):
        return self.ask("POST", "/api/read", text.encode() if isinstance(text, str) else text, {"Content-Type": kind}, **more)

    def raw(self, data, timeout=10):
        """What comes back for these bytes, until the server closes or is silent."""
        with socket.create_connection((self.host, self.port), timeout) as s:
            s.sendall(data)
            try:
                s.shutdown(socket.SHUT_WR)
            except OSError:
                pass
            got = b""
            try:
                while True:
                    part = s.recv(65536)
                    if not part:
                        break
                    got += part
            except (socket.timeout, ConnectionError):
                pass
            return got

    def resident(self):
        with open("/proc/%d/statm" % self.process.pid) as f:
            return int(f.read().split()[1]) * os.sysconf("SC_PAGESIZE")

    def gauge(self, name):
        text = self.get("/metrics")[2].decode()
        return float(re.search(r"^%s (\S+)$" % re.escape(name), text, re.M).group(1))
