"""make_archives.py: archives of articles for archives.sh, bombs and damage among them; made by Python's own writers, in the current folder."""
import bz2
import gzip
import io
import lzma
import struct
import tarfile
import zipfile
import zlib

TEXT = ("The minister said on Monday that the harbour would be closed for a month because of the storm, and that the people of the town "
        "had been told to stay at home until the work was done.")


def page(title, n=3):
    return ("<!DOCTYPE html><html lang=en><head><title>%s</title></head><body><article><h1>%s</h1>%s</article></body></html>"
            % (title, title, "".join("<p>%s</p>" % TEXT for _ in range(n)))).encode()


MEMBERS = [
    ("a.txt", TEXT.encode()),
    ("news/", None),
    ("news/b.html", page("Harbour to close")),
    ("news/c.jsonl", b'{"text": "%s", "id": "c1"}\nbroken\n{"text": "%s"}\n' % (TEXT.encode(), TEXT.encode())),
    ("news/story", page("A page without an ending")),
    ("style.css", b"p { color: red }"),
    ("robots.txt", b"User-agent: *"),
    ("__MACOSX/a.txt", b"\0\5\x16\7"),
    ("../../up.txt", TEXT.encode()),
    ("/abs.txt", TEXT.encode()),
    ("esc\x1b[31m\n.txt", TEXT.encode()),
    ("inner.zip", b"PK\3\4"),
    ("packed", gzip.compress(TEXT.encode())),
    ("last.txt", TEXT.encode()),
]


def zipped(path, members, how=zipfile.ZIP_DEFLATED):
    with zipfile.ZipFile(path, "w", how) as z:
        for name, data in members:
            z.writestr(zipfile.ZipInfo(name), data or b"", how)


def tarred(members, mode="w", **more):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode, **more) as t:
        for name, data in members:
            info = tarfile.TarInfo(name)
            info.size = len(data or b"")
            info.type = tarfile.DIRTYPE if data is None else tarfile.REGTYPE
            t.addfile(info, io.BytesIO(data or b""))
        link = tarfile.TarInfo("link.txt")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        t.addfile(link)
    return out.getvalue()


def write(path, data):
    with open(path, "wb") as f:
        f.write(data)


def encrypted(path):
    """A member after the flag of traditional encryption: nobody asks for a password."""
    zipped(path, [("open.txt", TEXT.encode()), ("locked.txt", TEXT.encode() + b"012345678901"), ("open2.txt", TEXT.encode())], zipfile.ZIP_STORED)
    data = bytearray(open(path, "rb").read())
    for magic, flags in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        at = data.index(b"locked.txt")
        at = data.rindex(magic, 0, at) if magic == b"PK\3\4" else data.rindex(magic, 0, data.rindex(b"locked.txt"))
        data[at + flags] |= 1
    write(path, data)


# ---- WARC ----------------------------------------------------------------------------------------------------------------


def record(kind, uri, block, media="application/http; msgtype=response", version="1.1", extra=""):
    head = "WARC/%s\r\nWARC-Type: %s\r\nWARC-Target-URI: %s\r\nWARC-Date: 2024-03-01T09:30:00Z\r\nContent-Type: %s\r\n%sContent-Length: %d\r\n\r\n"
    return (head % (version, kind, uri, media, extra, len(block))).encode() + block + b"\r\n\r\n"


def http(body, media="text/html; charset=utf-8", status="200 OK", extra=""):
    return ("HTTP/1.1 %s\r\nContent-Type: %s\r\n%s\r\n" % (status, media, extra)).encode() + body


def records():
    latin = page("Caf\u00e9 shut").decode().replace("<p>The", "<p>The caf\u00e9 is shut. The").encode("latin-1")
    yield record("warcinfo", "", b"software: none\r\n", "application/warc-fields")
    yield record("request", "http://a.example/", b"GET / HTTP/1.1\r\n\r\n", "application/http; msgtype=request")
    yield record("response", "http://a.example/", http(page("At the root")))
    yield record("response", "http://a.example/latin", http(latin, "text/html; charset=iso-8859-1"), version="1.0")
    yield record("response", "http://a.example/gz/", http(gzip.compress(page("Packed")), extra="Content-Encoding: gzip\r\n"))
    chunks = b"".join(b"%x\r\n%s\r\n" % (len(c), c) for c in (page("Chunked")[:100], page("Chunked")[100:])) + b"0\r\n\r\n"
    yield record("response", "http://a.example/chunks?id=1", http(chunks, extra="transfer-encoding: chunked\r\n"))
    yield record("response", "http://a.example/gone", http(page("Gone"), status="404 Not Found"))
    yield record("response", "http://a.example/img.png", http(b"\x89PNG", "image/png"))
    yield record("response", "http://a.example/robots.txt", http(b"User-agent: *", "text/plain"))
    yield record("response", "dns:a.example", b"20240301 a.example. 1 IN A 127.0.0.1", "text/dns")
    yield record("revisit", "http://a.example/", http(b""))
    yield record("response", "http://a.example/bad", http(b"5\r\nabc\r\n-1\r\n", extra="Transfer-Encoding: chunked\r\n"))
    yield record("conversion", "http://a.example/text", TEXT.encode(), "text/plain")


def main():
    zipped("a.zip", MEMBERS)
    write("a.tar", tarred(MEMBERS))
    for ending, pack in (("gz", gzip.compress), ("bz2", bz2.compress), ("xz", lzma.compress)):
        write("a.tar." + ending, pack(tarred(MEMBERS)))
    write("c.jsonl.gz", gzip.compress(MEMBERS[3][1]))
    write("b.html.xz", lzma.compress(MEMBERS[2][1]))
    zipped("empty.zip", [])
    write("empty.tar", bytes(10240))
    zipped("none.zip", [("x.css", b"p")])
    encrypted("locked.zip")
    some = [("1.txt", TEXT.encode()), ("2.txt", (TEXT * 3).encode()), ("3.txt", TEXT.encode())]
    zipped("some.zip", some)
    data = bytearray(open("some.zip", "rb").read())
    at = data.index(b"2.txt") + 40
    data[at:at + 8] = b"\xff" * 8
    write("damaged.zip", data)
    zipped("some.zip", some)
    write("cut.zip", open("some.zip", "rb").read()[:330])
    tar = bytearray(tarred(some))
    write("cut.tar", tar[:1600])
    write("cut.tar.gz", gzip.compress(bytes(tar))[:150])
    tar[1024 + 148:1024 + 156] = b"no sum!!"
    write("damaged.tar", tar)
    zeros = bytes(100 << 20)
    bomb = zlib.compressobj(9, zlib.DEFLATED, 31)
    write("twice.tar.gz", gzip.compress(gzip.compress(bytes(tar))))
    with zipfile.ZipFile("bomb.zip", "w", zipfile.ZIP_DEFLATED) as z:
        z.writestr("1.txt", TEXT)
        z.writestr("2.jsonl", zeros)
        z.writestr("3.txt", TEXT)
    write("bomb.tar.gz", gzip.compress(tarred([some[0], ("2.bin", zeros), some[2]])))
    write("bomb.txt.gz", bomb.compress(b"a" * len(zeros)) + bomb.flush())
    warc = list(records())
    write("crawl.warc", b"".join(warc))
    write("crawl.warc.gz", b"".join(map(gzip.compress, warc)))
    write("whole.warc.gz", gzip.compress(b"".join(warc)))
    broken = b"".join(warc[2:4]).replace(b"Content-Length: ", b"Content-Length: 9", 1) + warc[4]
    write("length.warc", broken + warc[-1][:-30])
    members = [bytearray(gzip.compress(r)) for r in warc[2:5]]
    members[1][200] ^= 0x55
    write("member.warc.gz", b"".join(members))
    members = [gzip.compress(warc[2]), gzip.compress(record("resource", "http://a.example/zeros", zeros, "text/html")), gzip.compress(warc[4])]
    write("bomb.warc.gz", b"".join(members))
    write("body.warc", record("response", "http://a.example/bomb", http(gzip.compress(zeros), extra="Content-Encoding: gzip\r\n")) + warc[2])
    write("junk.warc", b"WARC/1.0 and no more")


if __name__ == "__main__":
    main()
