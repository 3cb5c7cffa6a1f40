# shellcheck shell=bash
# Sourced by .ci/run, which gives `work` and the packed packages in "$work/packages": each sample, which is what the READMEs quote, as a project of a stranger: outside the repository, with the
# packages from a folder and the hosts' packages from the registry.

becomes_outside() { # sample: its project, with packages for projects and versions where the repository has them centrally
    local sample=$1 version
    outside=$work/outside/$sample
    version=$(find "$work/packages" -name 'TorIntel.[0-9]*.nupkg' | sed 's/.*TorIntel\.\([0-9].*\)\.nupkg/\1/')
    mkdir -p "$outside"
    cp -R "samples/$sample/." "$outside"
    sed -E -e "s|<ProjectReference Include=\"\.\./\.\./src/[^/]+/([^\"]+)\.csproj\" */>|<PackageReference Include=\"\1\" Version=\"$version\" />|" \
        -e 's|(<PropertyGroup>)|\1<TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings><Nullable>enable</Nullable><LangVersion>14.0</LangVersion>|' "samples/$sample/$sample.csproj" >"$outside/$sample.csproj"
    local package
    for package in $(grep -o '<PackageReference Include="[^"]*" />' "$outside/$sample.csproj" | cut -d'"' -f2); do
        sed -i "s|<PackageReference Include=\"$package\" />|<PackageReference Include=\"$package\" Version=\"$(sed -n "s|.*Include=\"$package\" Version=\"\([^\"]*\)\".*|\1|p" Directory.Packages.props)\" />|" "$outside/$sample.csproj"
    done
    # Ours from the folder only, whatever a registry has under the name; a cache of its own, for the same version may have had another content.
    cat >"$outside/nuget.config" <<CONFIG
<configuration>
  <packageSources><add key="here" value="$work/packages" /></packageSources>
  <packageSourceMapping>
    <packageSource key="here"><package pattern="TorIntel" /><package pattern="TorIntel.*" /></packageSource>
$(dotnet nuget list source | sed -n 's/^ *[0-9]*\. *\(.*\) \[Enabled\]$/    <packageSource key="\1"><package pattern="*" \/><\/packageSource>/p')
  </packageSourceMapping>
</configuration>
CONFIG
    [ "$(grep -c ProjectReference "$outside/$sample.csproj")" -eq 0 ] && grep -q 'PackageReference Include="TorIntel' "$outside/$sample.csproj"
}

runs_outside() { # sample, pattern…: all of which its output must have
    local sample=$1 pattern
    shift
    becomes_outside "$sample" || return 1
    NUGET_PACKAGES="$work/outside/cache" dotnet run --project "$outside" -c Release >"$outside/out" 2>&1 </dev/null || { cat "$outside/out"; return 1; }
    cat "$outside/out"
    for pattern in "$@"; do
        grep -q -- "$pattern" "$outside/out" || { echo "no $pattern"; return 1; }
    done
}

builds_outside() { # sample: for programs that run until they are stopped
    becomes_outside "$1" && NUGET_PACKAGES="$work/outside/cache" dotnet build "$outside" -c Release
}

runs_api_outside() { builds_outside MinimalApi && asks_minimal_api "$outside/bin/Release/net10.0/MinimalApi"; }

enriches_socket_outside() {
    builds_outside SocketEnricher || return 1
    echo 185.220.101.1 >"$outside/exits.lst"
    "$outside/bin/Release/net10.0/SocketEnricher" "$outside/exits.lst" 0 >"$outside/out" 2>&1 &
    local server=$! code=1 port=''
    for _ in $(seq 100); do
        port=$(sed -n 's/^listening on .*:\([0-9]*\)$/\1/p' "$outside/out")
        [ -z "$port" ] && kill -0 "$server" 2>/dev/null || break
        sleep 0.1
    done
    if [ -n "$port" ]; then
        perl -MIO::Socket::INET -e 'my $s = IO::Socket::INET->new(PeerAddr => "127.0.0.1", PeerPort => shift) or die; print $s qq({"timestamp":"2026-08-22T21:06:12Z","event_type":"flow","src_ip":"185.220.101.1","dest_ip":"192.0.2.80","dest_port":443,"proto":"TCP"}\n); shutdown($s, 1); print while <$s>' "$port" >"$outside/answer"
        grep '"source-exit"' "$outside/answer" && code=0
    fi
    kill "$server" 2>/dev/null || true
    wait "$server" 2>/dev/null || true
    cat "$outside/out"
    return "$code"
}

check "outside, from packages: samples/QuickStart" runs_outside QuickStart '^Confirmed, Outbound'
check "outside, from packages: samples/SerilogEcs" runs_outside SerilogEcs '"tor.confidence":"high"' '"threat.technique.id"'
check "outside, from packages: samples/JsonConsole" runs_outside JsonConsole '"ClientIp":"198.51.100.99","tor_confidence":"high"' '"ClientIp":"198.51.100.7","{OriginalFormat}"'
check "outside, from packages: samples/OpenTelemetryConsole" runs_outside OpenTelemetryConsole 'torintel.confidence: high' 'torintel.events.tagged'
check "outside, from packages: samples/NLogConsole" runs_outside NLogConsole '"Tor":{"confidence":"high"' '"Tor":{"confidence":"confirmed"'
check "outside, from packages: samples/FreshView" runs_outside FreshView 'View in force'
check "outside, from packages: samples/SocketEnricher" enriches_socket_outside
if has curl; then
    check "outside, from packages: samples/MinimalApi" runs_api_outside
else
    skip "samples/MinimalApi outside: needs curl"
fi
