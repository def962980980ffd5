# root.sh: a bare Debian 12 (debootstrap's minbase: no compiler, no git, no Python) to run something in; sourced by scripts that have set $place.
#   root_fresh     makes $root anew, from $place/base.tar, which is made if it is not there
#   inside CMD...  runs a command in it
#   step NAME STATUS CMD...   runs a command, says how it ended and how long it took; another status is a failure, and shows its last lines
# The Debian mirror and the way to it (proxy, hosts, resolver) are this machine's own, read when it runs. Needs root and debootstrap.
root=$place/${root_name:-root}
[ "$(id -u)" -eq 0 ] || { echo "$0: debootstrap and chroot need root." >&2; exit 1; }
mkdir -p "$place"

release() {
    local m
    for m in proc dev/pts dev; do
        mountpoint -q "$root/$m" && umount -l "$root/$m"
    done
    return 0
}
trap release EXIT

inside() { chroot "$root" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root TERM="${TERM:-dumb}" "${proxies[@]}" "$@"; }
mapfile -t proxies < <(env | grep -iE '^(https?|ftp|no)_proxy=' || true)

root_fresh() {
    local mirror f
    if [ ! -f "$place/base.tar" ]; then
        mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 'Codename: bookworm' | head -n 1)
        [ -n "$mirror" ] || mirror=$(sed -n 's/^URIs: *//p' /etc/apt/sources.list.d/*.sources 2>/dev/null | head -n 1)
        [ -n "$mirror" ] || { echo "$0: this machine's apt sources name no Debian mirror." >&2; exit 1; }
        release
        rm -rf --one-file-system "$root"
        debootstrap --variant=minbase bookworm "$root" "${mirror%/}" >"$place/debootstrap.log" 2>&1 || { tail "$place/debootstrap.log" >&2; exit 1; }
        tar -C "$root" -cf "$place/base.tar" .
    fi
    release
    rm -rf --one-file-system "$root"
    mkdir -p "$root"
    tar -C "$root" -xf "$place/base.tar"

    # This machine's way to the mirror: its Debian sources, its proxy settings, its resolver.
    rm -f "$root/etc/apt/sources.list"
    for f in /etc/apt/sources.list /etc/apt/sources.list.d/debian.*; do
        [ -f "$f" ] && install -D -m 644 "$f" "$root$f"
    done
    apt-config dump | grep -E '^Acquire::(http|https|ftp|Check|Retries)' >"$root/etc/apt/apt.conf.d/90machine" || true
    cp -L /etc/resolv.conf /etc/hosts "$root/etc/" 2>/dev/null || true
    mount -t proc proc "$root/proc"
    mount --rbind /dev "$root/dev"
    mount --make-rslave "$root/dev"
}

failed=0
step() {                                                  # step NAME EXPECTED-STATUS COMMAND...
    local name=$1 want=$2 start=$SECONDS status=0
    shift 2
    "$@" >"$place/$name.out" 2>&1 || status=$?
    printf '%-22s exit %d, %4d s: %s\n' "$name" "$status" $((SECONDS - start)) "$(tail -n 1 "$place/$name.out")"
    [ "$status" -eq "$want" ] || { failed=1; echo "  wanted exit $want; its last lines:"; tail -n 30 "$place/$name.out" | sed 's/^/  | /'; }
}
