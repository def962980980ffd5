# Help that was asked for: on standard output, exit status 0; the same by each of its ways.
hearsay --help >a && hearsay -h >b && hearsay help >c && cmp a b && cmp a c
hearsay read --help >a && hearsay help read >b && hearsay read -h nonsense --nonsense >c && cmp a b && cmp a c
for command in page serve help completion man version; do
    hearsay $command --help >a && grep -q "^Usage: hearsay $command" a || echo "no help for $command"
done
hearsay --version
hearsay version
hearsay --help
hearsay read --help
hearsay page --help
hearsay serve --help
