# Check: articles that bear a claim out, deny it, pass it on, or are about something else; JSON; many pairs; what cannot be read.
# With the real weights, in fp32 and without the scores: nothing here hangs on the machine.
HEARSAY_MODEL=$REAL
mkdir news
cat >news/affirms.txt <<'TEXT'
Marlow closes its fish market

The fish market of Marlow closed for good on Saturday, after 112 years. The last stall sold its last herring at noon.

Rents for the hall had doubled since 2019. The town will turn it into flats.
TEXT
cat >news/denies.txt <<'TEXT'
Mayor: market stays

Reports that the fish market of Marlow has closed are false, the mayor said on Sunday. "It is a hoax," she said. "The market has not closed."

A forged letter with the town's seal had been sent to several newspapers.
TEXT
cat >news/passes-on.txt <<'TEXT'
Is the fish market closing?

The fish market of Marlow has reportedly closed, according to an unconfirmed report in a local newsletter, which cited an unnamed trader.

The town hall declined to comment. It was unclear on Sunday whether the rumor was true.
TEXT
cat >news/other.txt <<'TEXT'
Orchestra plays in the rain

Forty musicians played Brahms in the park of Lindholm on Saturday while it rained, and most of the listeners stayed to the end.
TEXT
hearsay check "The fish market of Marlow has closed" news -q --compute fp32 | sed "s/^\([a-z]*\) [01]\.[0-9]*/\1/"
echo "-- JSON"; hearsay check -f json "The fish market of Marlow has closed" news/denies.txt -q --compute fp32 | python3 -c '
import json, sys
v = json.loads(sys.stdin.read())
print(v["schema"], v["claim"], v["stance"], list(v))
for s in v["sentences"]: print(s["stance"], s["voice"], "|", s["text"])'
echo "-- a claim that denies has the other side"; hearsay check "No, the fish market of Marlow did not close: it was a hoax" \
    news/affirms.txt news/denies.txt -q --compute fp32 | grep -v '^ ' | sed "s/^\([a-z]*\) [01]\.[0-9]*/\1/"
echo "-- pairs"
printf '%s\n' '{"headline": "Fish market of Marlow closes", "body_id": 7}' '{"headline": "Orchestra plays Brahms in the rain", "body_id": 7}' '' \
    'nonsense' '{"headline": "Fish market of Marlow closes", "body_id": -2, "x": 1}' '{"headline": "Fish market of Marlow closes", "body_id": 9}' \
    '{"headline": 5}' >pairs.jsonl
python3 -c '
import json
print(json.dumps({"body_id": 7, "text": open("news/affirms.txt").read()}))
print(json.dumps({"body_id": -2, "text": open("news/denies.txt").read()}))
print(json.dumps({"body_id": 1}))
print(json.dumps({"body_id": 7, "text": open("news/denies.txt").read()}))' >bodies.jsonl
hearsay check --pairs pairs.jsonl --bodies bodies.jsonl >out.jsonl; echo "exit $?"; sed 's/, "score.*//' out.jsonl
echo "-- misuse"
hearsay check; echo "exit $?"
hearsay check "It is" news -q; echo "exit $?"
hearsay check --pairs pairs.jsonl; echo "exit $?"
hearsay check --pairs pairs.jsonl --bodies none.jsonl; echo "exit $?"
hearsay check --pairs pairs.jsonl --bodies bodies.jsonl "A claim"; echo "exit $?"
