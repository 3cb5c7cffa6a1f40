# shellcheck shell=bash
# Checks of the native program as a user runs it. Sourced by run; needs $native, $work, $shared, $kills, $long_line, $volume.

first=$(grep -m1 '^dotnet run --project src/TorIntel.Cli' README.md)
sample=${first##* }
corpus=tests/TorIntel.Pipelines.Tests/Corpus
printf '192.0.2.1\n' >"$work/exit.lst"

first_command() { $first >"$work/first.out" 2>"$work/first.err" && grep -q '"confidence":"confirmed"' "$work/first.out" && grep -qi sample "$work/first.err"; }
same_as_managed() { "$native" enrich "$sample" 2>/dev/null | cmp - "$work/first.out"; }
exits_with() { # code, pattern on stderr, arguments…
    local code=0 wanted=$1 pattern=$2
    shift 2
    "$native" "$@" >"$work/x.out" 2>"$work/x.err" </dev/null || code=$?
    cat "$work/x.err"
    [ "$code" -eq "$wanted" ] && grep -q -- "$pattern" "$work/x.err" && ! grep -q '^   at ' "$work/x.err"
}
untagged_unchanged() {
    "$native" enrich --include-special --list "exit=$work/exit.lst" --only-tagged "$sample" 2>/dev/null >"$work/tagged" || return 1
    "$native" enrich --include-special --list "exit=$work/exit.lst" "$sample" 2>/dev/null >"$work/all" || return 1
    diff <(grep -vxFf "$work/tagged" "$work/all") <(grep -xFf "$work/all" "$sample")
}
check "the README's first command tags the sample" first_command
check "native and managed output are the same" same_as_managed
check "untagged lines leave byte for byte" untagged_unchanged

# Every format by itself, and whether threads make a difference.
counted() { # file, threads: output and what was counted, but for the time that it took
    "$native" enrich --quiet --threads "$2" --stats "$work/stats" "$1" >"$work/out.$2" && grep -v '"seconds"' "$work/stats" >"$work/stats.$2"
}
samples_by_threads() {
    local file count=0
    for file in "$corpus"/*; do
        echo "$file"
        counted "$file" 1 && grep -q '"tagged": [1-9]' "$work/stats.1" && counted "$file" 4 && cmp "$work/out.1" "$work/out.4" && cmp "$work/stats.1" "$work/stats.4" || return 1
        count=$((count + 1))
    done
    [ "$count" -gt 50 ]
}
check "every sample is recognised and tagged; with four threads the output is the same" samples_by_threads

real_logs() {
    local file count=0 all_right=true
    while IFS= read -r file; do
        "$native" enrich --quiet --list "exit=$shared/data/logs/tor-exit-nodes-2018-03-24T1700Z.lst" --stats "$work/stats" "$file" >"$work/real.out" && grep -q '"bad_lines": 0,' "$work/stats" \
            || { echo "$file"; cat "$work/stats"; all_right=false; }
        count=$((count + 1))
    done < <(find "$shared/data/logs" -type f ! -name '*.md' ! -name '*.lst' | sort)
    $all_right && [ "$count" -gt 0 ] && echo "$count logs"
}
if [ -d "$shared/data/logs" ]; then
    check "every real log is recognised and has no bad line" real_logs
else
    skip "real logs: needs data/logs of the shared data (TORINTEL_SHARED)"
fi

# nfdump: what it really writes. The sample view knows the guard 192.0.2.10:9001 and the exit 198.51.100.99; its lists are of 21:00:00Z.
write_flows() {
    local port collector
    mkdir -p "$work/flows"
    port=$(perl -MIO::Socket::INET -e 'print IO::Socket::INET->new(Proto => "udp", LocalAddr => "127.0.0.1")->sockport')
    TZ=UTC nfcapd -b 127.0.0.1 -p "$port" -w "$work/flows" -t 3600 >"$work/nfcapd.log" 2>&1 &
    collector=$!
    for _ in $(seq 50); do grep -q "$(printf ':%04X ' "$port")" /proc/net/udp && break; sleep 0.1; done
    printf '%s\n' '10.20.1.23 192.0.2.10 51514 9001 6 27' '192.0.2.10 10.20.1.23 9001 51514 6 27' '198.51.100.99 10.20.5.1 40001 22 6 2' \
        '10.20.1.15 192.0.2.200 49802 443 6 27' '10.20.1.15 192.0.2.53 49803 53 17 0' | perl .ci/netflow5.pl "$port"
    sleep 1
    kill "$collector"
    wait "$collector" || true
    TZ=UTC nfdump -q -R "$work/flows" -o csv >"$work/flows.csv" && TZ=UTC nfdump -R "$work/flows" -o csv >"$work/flows-and-summary.csv" && TZ=UTC nfdump -R "$work/flows" -o json >"$work/flows.json"
}
reads_flows() { # file: the exit's connection and both halves of the guard's are tagged, in time, and nothing else
    "$native" enrich --stats "$work/stats" "$1" >"$work/flows.out" || return 1
    cat "$work/stats" "$work/flows.out"
    grep -q '"bad_lines": 0,' "$work/stats" && grep -q '"tagged": 3,' "$work/stats" && [ "$(grep -o '"*age_s"*:372' "$work/flows.out" | wc -l)" -eq 3 ] \
        && grep -q '192\.0\.2\.10:9001' "$work/flows.out" && grep -q 'source-exit' "$work/flows.out"
}
if command -v nfdump >/dev/null && command -v nfcapd >/dev/null; then
    check "nfdump writes flows" write_flows
    check "nfdump's csv is read back" reads_flows "$work/flows-and-summary.csv"
    check "nfdump's json is read back" reads_flows "$work/flows.json"
else
    skip "nfdump: not installed"
fi

# Compression, in and out.
round_trip() { # compress, decompress, ending
    local log=$corpus/eve.json
    "$native" enrich --quiet "$log" >"$work/plain" || return 1
    $1 <"$log" >"$work/log.$3"
    "$native" enrich --quiet "$work/log.$3" | cmp - "$work/plain" || return 1
    "$native" enrich --quiet -o "$work/out.$3" - <"$work/log.$3" && $2 <"$work/out.$3" | cmp - "$work/plain" || return 1
    cat "$work/log.$3" "$work/log.$3" | "$native" enrich --quiet | cmp - <(cat "$work/plain" "$work/plain")
}
check "gzip goes in and out" round_trip "gzip -c" "gzip -dc" gz
if command -v zstd >/dev/null; then
    check "zstd goes in and out" round_trip "zstd -qc" "zstd -dqc" zst
else
    skip "zstd: not installed"
fi

# Bad input: one sentence, the right exit code, whole records only.
check "a missing file is one sentence and 1" exits_with 1 "no such file" enrich "$work/none.json"
check "an unknown option is 2" exits_with 2 "unknown option" enrich --lits x
printf '<html>504 Gateway Timeout</html>\n' >"$work/page.html"
check "a web page is no list: 1" exits_with 1 "HTML page" enrich --list "exit=$work/page.html" "$sample"
printf '{"event_type":"flow"\n' >"$work/bad.json"
check "a bad line under --strict is 3" exits_with 3 "bad.json:1" enrich --strict --format eve "$work/bad.json"
cut_gzip() {
    gzip -c "$corpus/eve.json" | head -c 800 >"$work/cut.gz"
    exits_with 1 "cut.gz" enrich "$work/cut.gz" && [ "$(grep -c . "$work/x.err")" -le 2 ] && { [ ! -s "$work/x.out" ] || [ "$(tail -c 1 "$work/x.out" | od -An -tx1 | tr -d ' ')" = 0a ]; }
}
check "gzip that is cut is one sentence and 1" cut_gzip
closed_pipe() { # an input without end: the program ends because nobody reads
    local line code=0
    line=$(head -1 "$sample")
    (set +o pipefail; yes "$line" | { "$native" enrich --quiet; echo $? >"$work/code"; } | head -1 >/dev/null) || code=$?
    [ "$(cat "$work/code")" -eq 141 ]
}
full_disk() { local code=0; "$native" enrich "$sample" >/dev/full 2>"$work/x.err" || code=$?; [ "$code" -eq 1 ] && grep -q 'no space left' "$work/x.err"; }
check "a closed pipe ends it: 141" closed_pipe
if [ -c /dev/full ]; then check "a full disk is one sentence and 1" full_disk; else skip "a full disk: there is no /dev/full"; fi

# Memory: private, at its peak.
most_kb=65536
long_line_log() { # a line of so many MB, and one that is tagged
    printf '{"event_type":"flow","text":"'
    head -c "${long_line}000000" /dev/zero | tr '\0' x
    printf '"}\n{"event_type":"flow","src_ip":"192.0.2.1","dest_ip":"10.0.0.1"}\n'
}
long_line_passes() {
    long_line_log | perl .ci/private-memory.pl "$work/kb" "$native" enrich --format "$1" --list "exit=$work/exit.lst" --include-special 2>"$work/x.err" \
        | { head -c "${long_line}000000" | cmp - <(long_line_log | head -c "${long_line}000000") && cat >"$work/rest"; } || return 1
    cat "$work/kb" "$work/x.err"
    tail -n 1 "$work/rest" | grep -q '"tor":' && grep -q '2 lines of eve, 1 tagged .*, 1 bad' "$work/x.err" && [ "$(cat "$work/kb")" -le "$most_kb" ]
}
volume_passes() {
    local facts=$work/volume/planted.tsv
    artifacts/bin/TorIntel.Benchmarks/release/TorIntel.Benchmarks generate "$work/volume" --mb "$volume" --log A || return 1
    perl .ci/private-memory.pl "$work/kb" "$native" enrich --list "exit=$work/volume/exits.txt" --stats "$work/stats" "$work/volume/A.log" >"$work/volume.out" || return 1
    cat "$work/kb" "$work/stats" "$facts"
    rm "$work/volume/A.log" "$work/volume.out"
    grep -q "\"tagged\": $(cut -f4 "$facts")," "$work/stats" && [ "$(cat "$work/kb")" -le "$most_kb" ]
}
if [ -r /proc/self/status ] && command -v perl >/dev/null; then
    check "a line of $long_line MB is one bad line, in 64 MB of memory" long_line_passes eve
    check "$volume MB pass in 64 MB of memory, every hit is found" volume_passes
else
    skip "memory: needs /proc and perl"
fi

# The sample that answers on a socket.
socket_answers() {
    local server port='' hit='{"event_type":"flow","src_ip":"9.9.9.9","dest_ip":"10.0.0.1"}' plain='{"event_type":"flow","src_ip":"10.0.0.2","dest_ip":"10.0.0.1"}'
    printf '9.9.9.9\n' >"$work/socket.lst"
    dotnet artifacts/bin/SocketEnricher/release/SocketEnricher.dll "$work/socket.lst" 0 2>"$work/socket.err" &
    server=$!
    for _ in $(seq 100); do port=$(sed -n 's/^listening on .*://p' "$work/socket.err"); [ -z "$port" ] || break; sleep 0.1; done
    printf '%s\n%s\n' "$plain" "$hit" | timeout 30 perl .ci/converse.pl "$port" >"$work/socket.out" || true
    kill "$server"
    wait "$server" || true
    cat "$work/socket.err" "$work/socket.out"
    [ "$(head -1 "$work/socket.out")" = "$plain" ] && sed -n 2p "$work/socket.out" | grep -q '"source-exit"' && [ "$(wc -l <"$work/socket.out")" -eq 2 ]
}
if command -v perl >/dev/null; then check "samples/SocketEnricher answers on a socket" socket_answers; else skip "samples/SocketEnricher: needs perl"; fi

follow_kills() { TORINTEL_KILLS=$kills TORINTEL_PROGRAM=$native dotnet test --project tests/TorIntel.Cli.Tests -c Release --no-build --filter-class '*FollowKillTests*'; }
check "kill -9 while logs are followed, $kills times: no line lost, none doubled" follow_kills
