# Command lines that make no sense: a message with a hint on standard error, nothing on standard output, exit status 2.
try() { hearsay "$@"; echo "exit $?"; }
echo text >article.txt
try
try raed article.txt
try article.txt
try --colour
try read --formt json article.txt
try read --format jsn article.txt
try read --strict=yes article.txt
try read article.txt -o
try read --published "last Tuesday" article.txt
try read --threads 0 article.txt
try read --max-bytes 2G article.txt
try read --min-score 80 article.txt
try read --pretty article.txt
try read --charset klingon article.txt
try page --charset klingon article.txt
try page --url http://x.example/ article.txt article.txt
try page --min-score 0.5 article.txt
try read --format brat article.txt
try help reed
try help read help
try completion
try completion tcsh
try version now
echo "-- controls in a name"; hearsay read "$(printf 'a\302\233b\342\200\256c\342\201\246d\330\234e')"; echo "exit $?"
echo "-- serve"
try serve article.txt
try serve --port 70000
try serve --port x
try serve --host 0.0.0.0
try serve --token-file missing
try serve --queue 0
