# Files, folders, links: in the order of the command line, and of their names inside a folder; hidden files and links to folders are passed over.
mkdir -p news/b/deep news/.hidden news/c.txt.d empty/er
for f in news/a.txt news/b/z.txt news/b/deep/y.txt news/.hidden/no.txt news/.no.txt news/B.txt news/a.log news/b.md other; do
    echo "In $f." >"$f"
done
printf '{"text": "One.", "id": "one"}\n{"text": "Two.", "url": "http://two"}\n{"text": "Three."}\n' >news/b.jsonl
ln -s . news/loop
ln -s ../other news/link.txt
ln -s nowhere news/broken.txt
ln -s news linked
uris() { hearsay read --format json "$@" | sed 's/.*"uri":\("[^"]*"\|null\).*/\1/'; }
echo "-- a folder"; uris news
echo "-- a link to one"; uris linked/
echo "-- as given"; uris other news/b/z.txt news/a.txt news/a.log
echo "-- standard input"; echo "From a pipe." | uris news/a.txt - news/a.txt
echo "-- nothing in it"; uris empty; echo "-- no such thing"; uris nowhere news/a.txt
hearsay read -q --format json empty nowhere news/a.txt >/dev/null; echo "exit $?"
echo "-- a link in a circle"; mkdir circle; ln -s round.txt circle/round.txt; uris circle
echo "-- white space first, from a slow pipe"; { printf '\357\273'; sleep 0.2; printf '\277\n'; sleep 0.2; head -n 1 news/b.jsonl; } | uris
