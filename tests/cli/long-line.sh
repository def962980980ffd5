# A line of 100 MB among short ones, and an article of 100 MB: refused in words, with memory for neither.
cat >peak.py <<'E2'
import resource, subprocess, sys
code = subprocess.run(sys.argv[2:], stdout=open(sys.argv[1], "w")).returncode
print(code, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024)
E2
# exit_and_more NAME ARGUMENT...: the exit status, and whether it took 50 MB more than a short article does.
exit_and_more() {
    name=$1
    shift
    python3 peak.py "$name" hearsay read -j1 --format json "$@" >now
    read -r code peak <now
    [ -n "${base:-}" ] || base=$peak
    [ $((peak - base)) -lt 50 ] && echo "exit $code" || echo "exit $code, and $((peak - base)) MB more"
}
printf '{"text": "Before."}\n{"text": "After."}\n' >short.jsonl
{
    printf '{"text": "Before."}\n{"text": "'
    head -c 100000000 /dev/zero | tr '\0' x
    printf '"}\n{"text": "After."}\n'
} >long.jsonl
head -c 100000000 /dev/zero | tr '\0' x >long.txt
exit_and_more out short.jsonl
exit_and_more out long.jsonl
sed 's/.*"text":"\([^"]*\)".*/\1/' out
exit_and_more out long.txt
exit_and_more out <long.txt
