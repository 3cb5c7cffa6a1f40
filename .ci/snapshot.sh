# Sourced by .ci/run, which gives `work` (a temporary folder): a package with a view inside, installed and asked by a program of its own.

makes_view_file() { # path: the view of three made-up relays
    mkdir -p "$work/view-maker"
    cat >"$work/view-maker/view-maker.csproj" <<PROJECT
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings></PropertyGroup>
  <ItemGroup><ProjectReference Include="$PWD/src/TorIntel/TorIntel.csproj" /></ItemGroup>
</Project>
PROJECT
    cat >"$work/view-maker/Program.cs" <<'PROGRAM'
using TorIntel;

var builder = new TorNetworkBuilder { IncludeSpecialPurpose = true };
builder.AddSource(new TorListSource("made up", DateTimeOffset.UnixEpoch));
for (var i = 1; i <= 3; i++)
{
    builder.AddRelay(new TorRelayDescription { Fingerprint = RelayFingerprint.Parse(i.ToString("X40")), OrEndpoints = [new IPEndpointValue(IPAddressValue.Parse($"192.0.2.{i}"), 9001)] });
}

using var file = File.Create(args[0]);
builder.Build().WriteTo(file);
PROGRAM
    dotnet run --project "$work/view-maker" -c Release -- "$1"
}

installs_snapshot() {
    rm -rf "$work/snapshot"
    mkdir -p "$work/snapshot/user"
    makes_view_file "$work/snapshot/view" || return 1
    # Without a view, or with what is none, there is no package.
    dotnet pack src/TorIntel.Snapshot -c Release -o "$work/snapshot/packages"
    [ -z "$(ls "$work/snapshot/packages" 2>/dev/null)" ] || return 1
    ! dotnet pack src/TorIntel.Snapshot -c Release -o "$work/snapshot/packages" -p:TorIntelSnapshot="$work/snapshot/missing" >"$work/snapshot/log" || return 1
    grep -q "TorIntelSnapshot: there is no file" "$work/snapshot/log" || return 1
    ! dotnet pack src/TorIntel.Snapshot -c Release -o "$work/snapshot/packages" -p:TorIntelSnapshot=README.md >"$work/snapshot/log" || return 1
    grep -q "is no view" "$work/snapshot/log" || return 1
    dotnet pack src/TorIntel.Snapshot -c Release -o "$work/snapshot/packages" -p:TorIntelSnapshot="$work/snapshot/view" || return 1
    dotnet pack src/TorIntel -c Release -o "$work/snapshot/packages" || return 1

    # Only what was packed here, and no cache: the same version may have had another content.
    printf '<configuration><packageSources><clear /><add key="here" value="%s" /></packageSources></configuration>' "$work/snapshot/packages" >"$work/snapshot/user/nuget.config"
    cat >"$work/snapshot/user/user.csproj" <<'PROJECT'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><UseAppHost>false</UseAppHost></PropertyGroup>
  <ItemGroup><PackageReference Include="TorIntel.Snapshot" Version="*-*" /></ItemGroup>
</Project>
PROJECT
    echo 'System.Console.WriteLine(TorIntel.Snapshot.TorIntelSnapshot.Load().RelayCount + " relays");' >"$work/snapshot/user/Program.cs"
    NUGET_PACKAGES="$work/snapshot/cache" dotnet run --project "$work/snapshot/user" -c Release | tee "$work/snapshot/answer"
    grep -qx '3 relays' "$work/snapshot/answer" || return 1
    dotnet build src/TorIntel.Snapshot -c Release # as it was, without the view
}
