# Pages that are none, or damaged, or in another encoding or language: each named with its reason, the others read, exit status 1.
export COLUMNS=90
page() { hearsay page "$@" 2>&1; code=$?; [ $code = 0 ] || echo "exit $code"; }
cp "$ROOT/examples/ferries.html" good.html
printf '' >empty.html
printf ' \n' >blank.html
printf '<html><head><title>Nothing here</title></head><body></body></html>' >nothing.html
printf '<nav><a href="/">Home</a> <a href="/a">About</a></nav>' >menu.html
printf '\211PNG\r\n\032\n\000\000\000\rIHDR' >picture.html
head -c 4000 "$TINY" >weights.html
printf '%%PDF-1.4\n\001\002\003\004\005\006\007\016\017\020 obj' >paper.html
page -q -f json good.html empty.html blank.html nothing.html menu.html picture.html weights.html paper.html missing.html good.html | cut -c 1-100
echo "-- encodings"
text="Caf\\351 owners on the island said on Monday that they had not been asked, and that \\223nobody\\224 had told them why the ferries stop in April."
printf "<p>$text</p><p>The operator said that it was too late for that, and that it had told the town of its plans in the autumn of last year.</p>" \
    >old.html
sed 's/^/<meta charset=utf-8>/' old.html >lies.html
page old.html; page -q -f json lies.html | cut -c 1-20; page -q -f json --charset windows-1251 old.html | grep -o 'Caf[^ ]*'
printf '<meta charset=utf-8><p>Caf\303\251 owners \377 said \303\251 that they had not been asked, they said, and that it was too late for all of them.</p>' >broken.html
page broken.html | tail -n 1; page --strict broken.html
echo "-- nesting"
{ for i in $(seq 400); do printf '<div>'; done; cat good.html; } >deep.html
page deep.html | tail -n 1
echo "-- too long"; page --max-bytes 1000 good.html
echo "-- languages"
printf '<html lang=en><p>Der Bürgermeister sagte am Montag, dass die Fähren im April nicht mehr fahren und dass niemand die Leute auf der Insel gefragt habe.</p>' >german.html
printf 'Мэр сказал в понедельник, что паромы в апреле ходить не будут и что никто не спросил жителей острова, что они об этом думают.\n' >russian.txt
printf '%s\n' '{"id": "title only", "text": "Fähren im April"}' \
    '{"id": "es", "text": "El alcalde dijo el lunes que los barcos no saldrán en abril y que nadie ha preguntado a los vecinos de la isla lo que piensan."}' >mixed.jsonl
read_() { hearsay read -f json "$@" 2>&1 | sed 's/^{.*"uri":\("[^"]*"\|null\).*"language":\("[^"]*"\|null\).*/\1 \2/'; }
read_ german.html good.html russian.txt mixed.jsonl; hearsay read -q german.html good.html >out 2>&1; echo "exit $?"
echo "-- any language"; read_ --any-language german.html russian.txt mixed.jsonl; read_ -q --any-language german.html
hearsay read -q --any-language german.html >out; echo "exit $?"
echo "-- the page alone"; page -f json german.html | grep -o '"language":"de"\|^hearsay:.*'
page --any-language -f json german.html | grep -o '"language":"de"\|^hearsay:.*'
