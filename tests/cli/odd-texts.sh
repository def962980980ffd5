# Texts that break naive offsets: every format still holds.
mkdir texts
printf '\357\273\277Caf\303\251 \342\200\234d\303\251j\303\240 vu\342\200\235, she said.\r\n\r\n\360\237\230\200 \360\237\221\251\342\200\215\360\237\232\200 flew, they said.\r\n' >texts/bom-crlf.txt
printf 'Nbsp\302\240here said\342\200\250line separator\013vertical\014form \302\205next.\n' >texts/spaces.txt
printf '\342\200\234No end to this, she said.\n\nOr this: \342\200\230nested \342\200\234deep\342\200\235.\n' >texts/quotes.txt
printf 'A\n' >texts/one.txt
printf '...\n---\n!!!\n' >texts/signs.txt
printf '%s said that %s.\n' "$(printf 'x%.0s' $(seq 3000))" "$(printf '\344\270\255%.0s' $(seq 3000))" >texts/long-words.txt
printf 'He said: don'"'"'t, can'"'"'t, won'"'"'t; gonna cannot.\tThe dog'"'"'s 10 000 bones cost $5m (US$5m) at http://x.example/y?z=1.\n' \
    >texts/tokens.txt
awk 'BEGIN { for (i = 0; i < 400; i++) printf "Minister %d said on Monday that the plan number %d was late. ", i, i; print "" }' \
    >texts/long-paragraph.txt
awk 'BEGIN { for (i = 0; i < 3000; i++) printf "the word and "; print "" }' >texts/no-sentence.txt
hearsay read --format json texts >read.jsonl && "$CLI/check.py" json <read.jsonl
hearsay read --format conllu texts | "$CLI/check.py" conllu read.jsonl
hearsay read --format brat -o brat texts && "$CLI/check.py" brat read.jsonl brat
