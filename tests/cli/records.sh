# JSON Lines: what a record says of its article; broken lines are named by their number, the others are read.
facts() { hearsay read --format json "$@" >out; code=$?; python3 -c '
import json
for d in map(json.loads, open("out")): print(*(d[k] for k in ("uri", "outlet", "title", "published", "text")), sep=" | ")'; echo "exit $code"; }
cat >news.jsonl <<'EOF'
{"text": "All of it.", "id": "7", "url": "http://x/7", "title": "T", "outlet": "O", "published": "2024-01-02"}

{"text": "Only an id.", "id": 8}
{"text": "No id; a date that is none.", "published": "yesterday", "extra": {"deep": [1, 2]}}
EOF
facts news.jsonl
facts --outlet "Elsewhere" --published 2020-02-29T10:00:00Z news.jsonl
echo "-- broken lines"
printf '{"text": "First."}\n{"text": "cut\n["no", "object"]\n{"body": "x"}\n{"text": 5}\n   \n{"text": ""}\nplain words\n{"text": "Last."}' \
    >broken.jsonl
facts broken.jsonl
echo "-- a byte order mark, CRLF, no line feed at the end"
printf '\357\273\277{"text": "One."}\r\n{"text": "Two."}' >bom.jsonl
facts bom.jsonl
echo "-- what is it? by its name, else by its first character"
facts <bom.jsonl
cp bom.jsonl lines.data && facts lines.data
cp bom.jsonl lines.txt && facts lines.txt
facts --from jsonl lines.txt
echo 'Not {"text": "json"}.' >words.data && facts words.data
facts --from jsonl words.data
echo "-- nothing in it"
printf '\n\n' >empty.jsonl
facts empty.jsonl
echo "-- invalid UTF-8 and half a surrogate pair"
printf '{"text": "caf\377"}\n{"text": "a \\ud83d b"}\n{"text": "\\ud83d\\ude00"}\n' >mended.jsonl
facts mended.jsonl
facts --strict mended.jsonl
