# The list of a store's claims: for people, as JSON Lines, as a table; what narrows it down; where the exports find its numbers.
HEARSAY_MODEL=$REAL
python3 - <<'PYTHON'
import json
text = 'Drones\nIran delivered 200 drones to Sudan, Dov Halperin <script> said on Tuesday. "Nothing else is known," he said.\n'
denial = "No drones\nIran did not deliver 200 drones to Sudan, Ada Lind said on Wednesday.\n"
with open("news.jsonl", "w") as f:
    for n, (t, day) in enumerate(((text, "2024-04-02"), (text, "2024-04-02"), (denial, "2024-04-03"))):
        f.write(json.dumps({"url": "https://p%d.example/1" % n, "outlet": "=Post & \"%d\"" % n, "published": day, "title": t.split("\n")[0], "text": t}) + "\n")
PYTHON
hearsay add -q --compute fp32 news.jsonl
hearsay claims --color never; hearsay claims --disputed --color always
for f in json csv; do hearsay claims -n 1 -f $f; done
echo "-- narrowed"
for o in "--actor sudan" "--actor Nobody" "--code AID" "--code SANCTION" "--min-articles 3" "--since 2024-04-03" "--until 2024-04-02 --disputed" \
    "--order date" "--offset 1" "-- drones -nothing" "submarine" "-n 0" "--order name" "--code aid" "--code XYZ" "--since 2024-13-77"; do
    # shellcheck disable=SC2086
    hearsay claims -f json $o >rows; echo "$o: exit $? $(cut -d'"' -f4 rows | tr '\n' ' ')"
done
hearsay claims --outlet '=post & "2"' --disputed; hearsay claims --outlet '=post & "2"' -f json | cut -d, -f 11-19
echo "-- corrected"
third=$(hearsay articles -f json | sed -n 3p | cut -d'"' -f4)
hearsay split k1 "$third"; echo "exit $?"; hearsay claims -f json | cut -d, -f 1,12,16-17
hearsay rebuild -q --all --compute fp32; hearsay claims -f json | cut -d, -f 1,12,16-17
hearsay merge k1 k2; echo "exit $?"; hearsay claims -f json | cut -d, -f 1,12,16-17
hearsay rebuild -q --all --compute fp32; hearsay claims -f json | cut -d, -f 1,12,16-17
hearsay export corrections | cut -d, -f 1,2,4,6
hearsay merge k1 s1; echo "exit $?"; hearsay merge k1 k9; echo "exit $?"; hearsay split k1 "$third" https://p0.example/1; echo "exit $?"
hearsay split x "$third"; echo "exit $?"
echo "-- elsewhere"
hearsay trace --code XYZ drones; echo "exit $?"; hearsay trace --until 2024-02-30 drones; echo "exit $?"; hearsay articles --since 24; echo "exit $?"
hearsay export claims -f json | python3 -c 'import json, sys
print(sorted({(json.loads(line)["linked"], json.loads(line)["wording"]) for line in sys.stdin}))'
hearsay claims --db none.db; echo "exit $?"
