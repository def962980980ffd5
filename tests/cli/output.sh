# Where documents go: one file, or a file for each article in a folder; names never collide, and no input is overwritten.
mkdir -p news/sub
echo "In a." >news/a.txt
echo "In another a." >news/sub/a.txt
printf '{"text": "One."}\n{"text": broken}\n{"text": "Three."}\n' >news/r.jsonl
echo "-- a file"; hearsay read --format json -o out.jsonl news/a.txt; echo "exit $?"; wc -l <out.jsonl
echo "-- a file that is there"; hearsay read --format json -o out.jsonl news/a.txt news/sub/a.txt; wc -l <out.jsonl
echo "-- a folder for brat"; hearsay read --format brat -o annotated news 2>/dev/null; echo "exit $?"; ls annotated
printf 'Three.' | cmp annotated/r-3.txt -
echo "-- a folder by its slash"; hearsay read -q --format conllu -o trees/ news/a.txt news/sub/a.txt; ls trees
echo "-- a folder that is there"; mkdir there; hearsay read --format json -o there - <news/a.txt; ls there
echo "-- twice the same"; hearsay read -q --format json -o there - <news/a.txt; ls there
echo "-- the output among the inputs"
hearsay read -o news news; echo "exit $?"
hearsay read -o news news/a.txt; echo "exit $?"
hearsay read -o news/a.txt news/sub/a.txt news/a.txt; echo "exit $?"
hearsay read -o news/sub/a.txt news; echo "exit $?"
hearsay read -o ./news/../news/r.jsonl news/sub news/; echo "exit $?"
cat news/a.txt news/sub/a.txt; wc -l <news/r.jsonl
echo "-- an output below an input folder is not read"
hearsay read -q --format json -o news/out.jsonl news 2>/dev/null; hearsay read -q --format json -o news/out.jsonl news 2>/dev/null
wc -l <news/out.jsonl; rm news/out.jsonl
hearsay read -q --format text -o news/views/ news 2>/dev/null; hearsay read -q --format text -o news/views news 2>/dev/null; ls news/views
echo "-- standard output among the inputs"
hearsay read -q --format json news >news/out.jsonl 2>/dev/null; wc -l <news/out.jsonl
hearsay read -q --format json news/out.jsonl >>news/out.jsonl; echo "exit $?"; wc -l <news/out.jsonl
hearsay read -q --format json <news/out.jsonl >>news/out.jsonl; echo "exit $?"; wc -l <news/out.jsonl
