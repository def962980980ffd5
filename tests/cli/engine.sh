# Weights that cannot be used: a message that names the file and the fault, exit status 3, and no article is touched.
echo "He said yes." >article.txt
name() {
    hearsay read -m "$1" article.txt >out 2>err
    echo "$1: exit $?, $(wc -c <out) bytes of output, $(grep -c "^hearsay: .*${1%.safetensors}" err) message that names it"
}
vocabulary=$(dirname "$TINY")/tiny.vocab.txt
name missing.safetensors
: >empty.safetensors; name empty.safetensors
echo "this is no weight file, but it is long enough to be one" >words.safetensors; name words.safetensors
mkdir folder.safetensors; name folder.safetensors
for size in 4 100 2000 100000; do head -c $size "$TINY" >cut-$size.safetensors; cp "$vocabulary" cut-$size.vocab.txt; name cut-$size.safetensors; done
cp "$TINY" alone.safetensors; name alone.safetensors
cp "$TINY" other-words.safetensors; head -n 5 "$vocabulary" >other-words.vocab.txt; name other-words.safetensors
cp "$vocabulary" changed.vocab.txt
python3 - "$TINY" <<'E2'
import sys
weights = bytearray(open(sys.argv[1], "rb").read())
weights[-1000] ^= 1
open("changed.safetensors", "wb").write(weights)
E2
name changed.safetensors
HEARSAY_MODEL=nowhere/at-all.safetensors
hearsay read article.txt >out 2>err; echo "by the environment: exit $?, $(wc -c <out) bytes of output"
