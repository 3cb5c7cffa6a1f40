using System.Net;
using TorIntel.Testing;

namespace TorIntel.Tests;

/// <summary>An exit's address that cannot be printed or compared.</summary>
internal sealed class HostileAddress() : IPAddress(Parse(AdapterViews.Exit).GetAddressBytes())
{
    public override string ToString() => throw new InvalidOperationException("hostile");

    public override bool Equals(object? comparand) => throw new InvalidOperationException("hostile");

    public override int GetHashCode() => throw new InvalidOperationException("hostile");
}
