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
