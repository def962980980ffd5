# Output that cannot be written: a message, and exit status 4; whatever the number of threads.
for i in $(seq 60); do echo '{"text": "The minister said on Monday that the harbour would be closed."}'; done >many.jsonl
echo "-- a full disk"
hearsay read -j1 many.jsonl >/dev/full; echo "exit $?"
hearsay read -j4 many.jsonl >/dev/full; echo "exit $?"
hearsay read -o /dev/full many.jsonl; echo "exit $?"
hearsay help >/dev/full; echo "exit $?"
hearsay read --help >/dev/full; echo "exit $?"
hearsay man >/dev/full; echo "exit $?"
hearsay completion bash >/dev/full; echo "exit $?"
echo "-- a reader that has gone"
python3 - <<'E2'
import subprocess
for threads in ("-j1", "-j4"):
    p = subprocess.Popen(["hearsay", "read", threads, "--format", "json", "many.jsonl"], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    p.stdout.close()
    print(p.stderr.read().decode(), end="")
    print("exit", p.wait())
E2
echo "-- no such folder, a file in its place"
hearsay read -o no/such/out many.jsonl; echo "exit $?"
hearsay read --format brat -o many.jsonl/ many.jsonl; echo "exit $?"
echo x >file; hearsay read --format brat -o file many.jsonl; echo "exit $?"
