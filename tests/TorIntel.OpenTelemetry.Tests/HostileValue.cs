namespace TorIntel.Tests;

/// <summary>A value that throws whatever is asked of it.</summary>
public sealed class HostileValue
{
    public override string ToString() => throw new InvalidOperationException("text");

    public override bool Equals(object? obj) => throw new InvalidOperationException("equality");

    public override int GetHashCode() => throw new InvalidOperationException("hash");
}
