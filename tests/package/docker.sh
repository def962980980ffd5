# docker.sh: the stages of packaging/Dockerfile, for tests/package/run. By docker where its daemon answers; else each instruction is done in a bare
# root of its own: FROM, WORKDIR, COPY, RUN, USER and the command line of ENTRYPOINT and CMD are what the file has.
stages_by_hand() {
    local word rest workdir=/ built='' n=0
    while read -r word rest; do
        case $word in
        FROM)
            built=$root
            release
            root_name=stage-${rest##* } root=$place/stage-${rest##* } workdir=/
            root_fresh
            ;;
        WORKDIR) workdir=$rest && mkdir -p "$root$rest" ;;
        COPY)
            if [ "$rest" = ". ." ]; then
                git clone --quiet --no-hardlinks "file://$repo" "$root$workdir"
            else
                local -a words
                read -ra words <<<"${rest#--from=build }"
                mkdir -p "$root${words[-1]}"
                for from in "${words[@]:0:${#words[@]}-1}"; do cp $built$from "$root${words[-1]}"; done
            fi
            ;;
        RUN)
            n=$((n + 1))
            step "docker-run-$n" 0 inside sh -c "cd $workdir && $rest"
            ;;
        USER | VOLUME | EXPOSE | ENTRYPOINT | CMD | '#'* | '') ;;
        *) echo "docker.sh does not know $word"; failed=1 ;;
        esac
    done <"$repo/packaging/Dockerfile"
    cp "$repo/examples/dam.txt" "$root/tmp"
    step docker-read 0 inside setpriv --reuid=hearsay --regid=hearsay --clear-groups sh -c 'hearsay read - </tmp/dam.txt | tail -n 1'
}

if docker info >/dev/null 2>&1; then
    step docker-build 0 docker build -q -f "$repo/packaging/Dockerfile" -t hearsay-test "$repo"
    step docker-read 0 sh -c "docker run --rm -i hearsay-test read - <'$repo/examples/dam.txt' | tail -n 1"
else
    echo "docker's daemon does not answer: its stages are run by chroot"
    stages_by_hand
fi
