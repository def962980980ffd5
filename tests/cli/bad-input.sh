# Bad input: each file named with its reason, the others read, exit status 1.
printf '' >empty.txt
printf ' \n\t\n' >blank.txt
head -c 3000 "$TINY" >binary.txt
printf 'Word\000word said.\n' >nul.txt
printf 'The caf\377 was shut, he said.\n' >invalid.txt
printf 'She said yes.\n' >good.txt
texts() { sed 's/.*"text":"\([^"]*\)".*/\1/'; }
hearsay read --format json good.txt empty.txt blank.txt binary.txt nul.txt invalid.txt missing.txt good.txt >out; echo "exit $?"; texts <out
echo "-- strict"; hearsay read --strict --format json invalid.txt good.txt >out; echo "exit $?"; texts <out
echo "-- one only"; hearsay read empty.txt; echo "exit $?"
echo "-- repairs are counted"; COLUMNS=80 hearsay read invalid.txt | tail -n 1 | grep -o "·.*"
echo "-- too long"; hearsay read --max-bytes 14 --format json good.txt invalid.txt >out; echo "exit $?"; texts <out
cat good.txt invalid.txt | hearsay read --max-bytes 20; echo "exit $?"
