# shellcheck shell=bash
# Checks of the view's keeping, with the native program: updates, kills, a full disk, a real Tor network. Sourced by run; needs $native, $work, $shared, $cache_kills.

# Two lists of made-up exits, large enough that writing their view takes a while.
feed_list() { awk -v n="$1" 'BEGIN { for (i = 1; i <= n; i++) printf "2001:db8::%x:%x\n", i / 65536, i % 65536 }'; }
mkdir -p "$work/feeds/a" "$work/feeds/b"
feed_list 20000 >"$work/feeds/a/exits.lst"
feed_list 20500 >"$work/feeds/b/exits.lst"

updates_from_folder() {
    local cache=$work/feeds/cache
    "$native" update --from "$work/feeds/a" --include-special --cache "$cache" && "$native" status --cache "$cache" || return 1
    "$native" lookup --json --cache "$cache" 2001:db8::7 | grep -q '"roles":\["exit"\]' || return 1
    printf '<html>504 Gateway Timeout</html>\n' >"$work/feeds/page"
    ! "$native" update --source "exit=$work/feeds/page" --include-special --cache "$cache" || return 1
    "$native" status --cache "$cache" --json | grep -q '"addresses":200[0-9][0-9],' # The view stays.
}
check "update takes a folder, status and lookup use it, a web page changes nothing" updates_from_folder

cache_survives_kills() {
    local cache=$work/feeds/killed count=0 torn=0 i folder start end longest delay addresses
    "$native" update --from "$work/feeds/a" --include-special --cache "$cache" || return 1
    start=$(date +%s%N)
    "$native" update --from "$work/feeds/b" --include-special --cache "$cache" || return 1
    end=$(date +%s%N)
    longest=$(((end - start) / 1000))
    for i in $(seq $((3 * cache_kills))); do # Some end before they are killed.
        [ "$count" -lt "$cache_kills" ] || break
        folder=a
        [ $((i % 2)) -eq 1 ] || folder=b
        delay=$((RANDOM * 32768 + RANDOM))
        delay=$((delay % longest))
        "$native" update --from "$work/feeds/$folder" --include-special --cache "$cache" 2>/dev/null &
        sleep "$(printf '%d.%06d' $((delay / 1000000)) $((delay % 1000000)))"
        kill -9 $! 2>/dev/null && count=$((count + 1))
        wait $! 2>/dev/null || true
        [ -z "$(find "$cache" -name '*.tmp')" ] || torn=$((torn + 1))
        addresses=$("$native" status --cache "$cache" --json | sed -n 's/.*"addresses":\([0-9]*\),.*/\1/p') || true
        case $addresses in
            200[0-9][0-9] | 205[0-9][0-9]) ;;
            *) echo "kill $i: $addresses addresses"; "$native" status --cache "$cache"; return 1 ;;
        esac
        "$native" lookup --json --cache "$cache" 2001:db8::7 2>&1 | grep -q '"roles":\["exit"\]' || return 1
    done
    "$native" update --from "$work/feeds/a" --include-special --cache "$cache" 2>&1 | tee "$work/feeds/last" || return 1
    ! grep -q damaged "$work/feeds/last" || return 1
    [ -z "$(find "$cache" -name '*.tmp')" ] && [ ! -e "$cache/damaged" ] || return 1
    echo "$count were killed, $torn of them while they wrote a file; an update takes $longest us"
    [ "$count" -eq "$cache_kills" ]
}
check "kill -9 while the cache is written, $cache_kills times: the view is whole" cache_survives_kills
tail -n 1 "$work/check.log"

# A disk of 3 MB: a view and a half.
full_cache_disk() {
    unshare -m bash -c '
        set -euo pipefail
        native=$1 work=$2 disk=$2/feeds/disk
        mkdir -p "$disk"
        mount -t tmpfs -o size=3m tmpfs "$disk"
        "$native" update --from "$work/feeds/a" --include-special --cache "$disk/cache"
        dd if=/dev/zero of="$disk/ballast" bs=64k 2>/dev/null || true
        code=0
        "$native" update --from "$work/feeds/b" --include-special --cache "$disk/cache" || code=$?
        [ "$code" -eq 1 ]
        "$native" lookup --json --cache "$disk/cache" 2001:db8::7 | grep -q "\"roles\":\[\"exit\"\]"
        rm "$disk/ballast"
        "$native" update --from "$work/feeds/b" --include-special --cache "$disk/cache"
        "$native" status --cache "$disk/cache" --json | grep -q "\"addresses\":205"
    ' _ "$native" "$work" 2>"$work/feeds/disk.err"
    local code=$?
    cat "$work/feeds/disk.err"
    [ "$code" -eq 0 ] && grep -qi 'no space left' "$work/feeds/disk.err" && ! grep -q '^   at ' "$work/feeds/disk.err"
}
if [ "$(id -u)" -eq 0 ] && unshare -m true 2>/dev/null; then
    check "a full disk loses no view, and is one sentence" full_cache_disk
else
    skip "a full disk under the cache: needs root and mount namespaces"
fi

fresh_view() { timeout 60 dotnet artifacts/bin/FreshView/release/FreshView.dll | tee "$work/feeds/sample" && grep -q '192.0.2.77 is an exit; Healthy' "$work/feeds/sample"; }
check "samples/FreshView keeps a view and reports on it" fresh_view

# A real Tor network on loopback votes; the view must be what it published, and a forged one must be refused.
tor_pid() { pgrep -f -- "$work/tor-net/.*/1/torrc" | head -n 1; }
inside() { # in the network namespace of the test network, if it has one of its own
    if [ -n "${net_pid:-}" ] && nsenter -t "$net_pid" -n true 2>/dev/null; then nsenter -t "$net_pid" -n "$@"; else "$@"; fi
}
published() { # fingerprint address:port, of each OR endpoint of the consensus
    awk '$1 == "r" { id = $3; print id, $7 ":" $8 } $1 == "a" { print id, $2 }' "$1" | while read -r id endpoint; do
        echo "$(echo "$id=" | base64 -d | od -An -v -tx1 | tr -d ' \n' | tr a-f A-F) $endpoint"
    done | sort
}
known() { # those of the lines that the view knows as well, verified, when asked for the endpoint
    cut -d ' ' -f 2 | "$native" lookup --json --cache "$1" - | paste -d '\t' "$work/tor-net/published" - \
        | awk -F '\t' '{ split($1, wanted, " ") } index($2, "\"input\":\"" wanted[2] "\"") && index($2, "\"fingerprint\":\"" wanted[1] "\"") && index($2, "\"verified\":true") { print $1 }'
}
real_tor_network() {
    local net=$work/tor-net cache=$work/feeds/tor relays=0
    mkdir -p "$net"
    # It goes on voting until it has shared random values, which takes longer than this check.
    TMPDIR=$net NEED_SRV=1 INTERVAL=20 TIMEOUT=200 bash "$shared/tools/private-tor-network.sh" "$net/out" >"$net/log" 2>&1 &
    local network=$!
    for _ in $(seq 180); do
        net_pid=$(tor_pid)
        relays=$([ -z "$net_pid" ] || inside curl -sf --noproxy '*' -m 3 http://127.0.0.1:7001/tor/status-vote/current/consensus | tee "$net/consensus" | grep -c '^r ' || true)
        [ "${relays:-0}" -lt 11 ] || break
        kill -0 "$network" 2>/dev/null || break
        sleep 1
    done
    cat "$net/log"
    local code=0
    sed -n 's/^DirAuthority /&/p' "$net"/ptn.*/1/torrc >"$net/authorities" || code=1
    [ "${relays:-0}" -ge 11 ] && inside "$native" update --source consensus=http://127.0.0.1:7001 --authorities "$net/authorities" --include-special --cache "$cache" || code=1
    inside curl -sf --noproxy '*' -m 5 http://127.0.0.1:7001/tor/keys/all >"$net/keys" || code=1
    # Nobody but its own authorities is believed.
    ! inside "$native" update --source consensus=http://127.0.0.1:7001 --include-special --cache "$net/untrusting" || code=1
    kill "$network" 2>/dev/null || true
    wait "$network" 2>/dev/null || true
    [ "$code" -eq 0 ] || return 1
    local document=''
    for document in "$cache"/documents/*; do if grep -q '^network-status-version' "$document"; then break; fi; done
    published "$document" >"$net/published"
    known "$cache" <"$net/published" >"$net/known"
    "$native" status --cache "$cache" || true
    [ "$(wc -l <"$net/published")" -ge 11 ] && diff "$net/published" "$net/known" || return 1
    "$native" diff "$cache/view.tornetwork" "$document" --include-special --json | tee "$net/diff" || return 1
    ! grep -q '"\(fingerprint\|address\|endpoint\)"' "$net/diff" || return 1
    "$native" verify "$document" --keys "$net/keys" --authorities "$net/authorities" || return 1

    # Two of three signatures forged: refused, and the view stays.
    mkdir -p "$net/forged"
    cp "$net/keys" "$net/forged/keys"
    awk '/^-----BEGIN SIGNATURE-----/ { n++; print; getline; if (n <= 2) { c = substr($0, 1, 1); $0 = (c == "A" ? "B" : "A") substr($0, 2) } } { print }' "$document" >"$net/forged/consensus"
    ! cmp -s "$document" "$net/forged/consensus" || return 1
    ! "$native" update --from "$net/forged" --authorities "$net/authorities" --include-special --cache "$cache" 2>"$net/refused" || return 1
    cat "$net/refused"
    grep -q 'refused: 1 of its signatures are good, 2 are needed' "$net/refused" || return 1
    known "$cache" <"$net/published" | diff "$net/known" -
}
if [ ! -f "$shared/tools/private-tor-network.sh" ]; then
    skip "a real Tor network: needs the script of the shared data"
elif ! command -v tor >/dev/null || ! command -v tor-gencert >/dev/null || ! command -v curl >/dev/null; then
    skip "a real Tor network: tor is not installed and cannot be"
else
    check "a real Tor network is fetched from its directory port, verified, and known relay by relay; a forged signature is refused" real_tor_network
fi
