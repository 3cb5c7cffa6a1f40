# Sourced by .ci/run, which gives `work` (a temporary folder): a database of a small list, asked by mmdblookup (Debian: mmdb-bin).

makes_mmdb() { # path: a database of one exit, and of one prefix of exits
    mkdir -p "$work/mmdb-maker"
    cat >"$work/mmdb-maker/mmdb-maker.csproj" <<PROJECT
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings></PropertyGroup>
  <ItemGroup><ProjectReference Include="$PWD/src/TorIntel.MaxMind/TorIntel.MaxMind.csproj" /></ItemGroup>
</Project>
PROJECT
    cat >"$work/mmdb-maker/Program.cs" <<'PROGRAM'
using TorIntel;
using TorIntel.Controls;
using TorIntel.MaxMind;

var builder = new TorNetworkBuilder { IncludeSpecialPurpose = true };
builder.AddSource(new TorListSource("made up", DateTimeOffset.UnixEpoch));
builder.AddExitAddress(IPPrefix.Parse("192.0.2.1"));
builder.AddExitAddress(IPPrefix.Parse("2001:db8::/48"));
var plan = ControlPlan.Make(builder.Build(), new ControlOptions { Now = DateTimeOffset.UnixEpoch, IncludeSpecialPurpose = true });
using var file = File.Create(args[0]);
MaxMindTargets.All.Single(target => target.Name == "mmdb").Write(plan, file);
PROGRAM
    dotnet run --project "$work/mmdb-maker" -c Release -- "$1"
}

looks_up_in_mmdb() {
    local address status
    makes_mmdb "$work/tor.mmdb" || return 1
    for address in 192.0.2.1 ::ffff:192.0.2.1 2002:c000:201::1 2001:db8:0:1::1; do
        [ "$(mmdblookup --file "$work/tor.mmdb" --ip "$address" is_tor_exit_node | tr -d ' \n')" = 'true<boolean>' ] || return 1
    done
    for address in 192.0.2.2 2001:db8:1::1; do
        mmdblookup --file "$work/tor.mmdb" --ip "$address" >/dev/null 2>&1
        status=$?
        [ "$status" = 6 ] || return 1 # there is no record; anything else is an error
    done
    head -c -100 "$work/tor.mmdb" >"$work/broken.mmdb"
    ! mmdblookup --file "$work/broken.mmdb" --ip 192.0.2.1 >/dev/null 2>&1 || return 1
}
