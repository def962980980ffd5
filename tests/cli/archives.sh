# WARC, zip, tar and compressed files: what is read of them and how it is called; damage, bombs, archives in archives, members with odd names.
python3 "$CLI/make_archives.py"
show() { echo "-- $*"; hearsay page --format json "$@" 2>err >out; code=$?; python3 -c '
import json
for d in map(json.loads, open("out")): print(" ", json.dumps(d["uri"]), d["published"], len(d["blocks"]), "\u00e9" in d["text"])'; sed 's/^hearsay:/ !/' err; [ $code = 0 ] || echo "  exit $code"; }
show a.zip
for f in a.tar a.tar.gz a.tar.bz2 a.tar.xz; do show -j2 $f | grep -v '^--' | sed "s/$f/ARCHIVE/g" >$f.out; cmp a.tar.out $f.out; done; cat a.tar.out
show - <a.tar.gz
show c.jsonl.gz; show b.html.xz
echo "== WARC"
show crawl.warc
for f in crawl.warc.gz whole.warc.gz; do show -j2 $f | sed "s/$f/crawl.warc/g" >$f.out; show crawl.warc | sed 's/^-- /-- -j2 /' | diff - $f.out; done
show - <crawl.warc.gz | grep -v '^  [^!]'
show --quiet crawl.warc | grep '!'
echo "== damage"
for f in damaged.zip cut.zip damaged.tar cut.tar cut.tar.gz locked.zip length.warc member.warc.gz junk.warc; do show $f; done
echo "== nothing, or too much"
for f in empty.zip empty.tar none.zip twice.tar.gz bomb.zip bomb.tar.gz bomb.txt.gz bomb.warc.gz body.warc; do show $f; done
show --max-unpacked 1K a.tar.gz
show - <bomb.zip
echo "== a folder of them, files of their own"
mkdir in && cp c.jsonl.gz none.zip crawl.warc.gz a.zip in && show --quiet in | tail -n 4
hearsay page -q -o out.d/ in 2>/dev/null; ls -A out.d
