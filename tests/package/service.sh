# service.sh: the unit under a systemd of its own (systemd-nspawn), for tests/package/run: in its sandbox the server answers, stores an article, and
# stops when it is told to.
answers() {
    local nspawn init='' code=0
    systemd-nspawn -q -b -D "$root" --machine=hearsay-test --register=no --keep-unit </dev/null >"$place/boot.out" 2>&1 &
    nspawn=$!
    for _ in $(seq 300); do
        init=$(pgrep -P "$nspawn" | head -n 1) && [ -n "$init" ] && nsenter -t "$init" -m -p -r -- systemctl is-system-running 2>/dev/null |
            grep -qE 'running|degraded' && break
        sleep 0.2
    done
    # shellcheck disable=SC2016
    nsenter -t "$init" -m -u -i -p -r -- sh -ec '
        [ "$(systemctl is-enabled hearsay)" = disabled ]
        sed -i s/8080/18497/ /etc/default/hearsay
        systemctl enable --now hearsay
        for i in $(seq 300); do curl -fsS http://127.0.0.1:18497/healthz && break; sleep 0.1; done
        curl -fsS -H "Content-Type: text/plain" --data-binary @/packages/dam.txt http://127.0.0.1:18497/api/articles
        curl -fsS http://127.0.0.1:18497/api/search?q=dam | grep -q "Kessler"
        test "$(stat -c %a /var/lib/private/hearsay/hearsay.db)" = 600
        systemctl stop hearsay
        systemctl show hearsay -p Result,ExecMainStatus | grep -qx Result=success' || code=$?
    nsenter -t "$init" -m -u -i -p -r -- systemctl poweroff
    wait "$nspawn" || true
    return "$code"
}

if command -v systemd-nspawn >/dev/null; then
    root_name=service root=$place/service
    root_fresh
    mkdir "$root/packages"
    cp "${debs[@]}" "$repo/examples/dam.txt" "$root/packages"
    step service-install 0 inside env DEBIAN_FRONTEND=noninteractive sh -c 'apt-get -q update && apt-get -q -y install --no-install-recommends \
        systemd dbus curl /packages/hearsay_*.deb /packages/libhearsay1_*.deb /packages/hearsay-model-en_*.deb'
    release
    step service 0 answers
else
    echo "systemd-nspawn is not there: the service is not started"
fi
