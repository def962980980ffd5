# Archives damaged at random: none of them ends the program before its time, and those behind them are read.
python3 - <<'E2'
import os, random, sys
sys.path.insert(0, os.environ["CLI"])
sys.dont_write_bytecode = True
import gzip
import make_archives as make
some = [("%d.txt" % i, make.TEXT.encode() * (i + 1)) for i in range(4)] + [("b.html", make.page("B"))]
make.zipped("some.zip", some)
whole = {"some.zip": open("some.zip", "rb").read(), "some.tar": make.tarred(some), "some.tar.gz": gzip.compress(make.tarred(some)),
         "some.warc": b"".join(make.records()), "some.warc.gz": b"".join(map(gzip.compress, make.records())), "some.html.gz": gzip.compress(make.page("A") * 9)}
random.seed(7)
os.mkdir("in")
for i in range(600):
    name, data = random.choice(sorted(whole.items()))
    data = bytearray(data)
    for _ in range(random.randint(1, 5)):
        at, to, n = random.randrange(len(data)), random.randrange(len(data)), random.randint(1, 30)
        kind = random.randrange(5)
        if kind == 0: data[at] = random.randrange(256)
        elif kind == 1: data[at] ^= 1 << random.randrange(8)
        elif kind == 2: data[to:to + n] = data[at:at + n]
        elif kind == 3 and len(data) > n: del data[at:at + n]
        elif random.random() < 0.2: del data[at + 1:]
        if not data: data = bytearray(b"x")
    make.write("in/%03d-%s" % (i, name), data)
make.write("in/999-good.zip", whole["some.zip"])
E2
for threads in 1 3; do
    hearsay page -j$threads -q --max-unpacked 64M --any-language --format json in >out.$threads 2>err.$threads
    echo "exit $?"
    tail -n 5 out.$threads | grep -o '"uri":"[^"]*"'
done
cmp out.1 out.3 && cmp err.1 err.3 && echo "the same with one thread and with three"
grep -c '[^ -~]' err.1
rm -r in
