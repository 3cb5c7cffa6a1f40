using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace TorIntel;

/// <summary>The exact exit policy of a descriptor: the first rule that matches decides, and where none does the exit connects (dir-spec section 2.1.3).</summary>
/// <remarks>
/// Immutable. In a descriptor <c>*</c> is about IPv4; IPv6 goes by <c>ipv6-policy</c>, which is an <see cref="ExitPolicySummary"/>. Answers take O(number of rules),
/// of which there are ten or twenty.
/// </remarks>
public sealed class ExitPolicy : IEquatable<ExitPolicy>
{
    /// <summary>The most rules that a policy may have: authorities take descriptors of up to 20,000 bytes, which hold no more.</summary>
    public const int MaxRules = 1024;

    private readonly ExitPolicyRule[] _rules;

    /// <summary>Initializes a new instance of the <see cref="ExitPolicy"/> class.</summary>
    /// <param name="rules">The rules in their order.</param>
    /// <exception cref="ArgumentException">There are more than <see cref="MaxRules"/>.</exception>
    public ExitPolicy(params ReadOnlySpan<ExitPolicyRule> rules)
    {
        if (rules.Length > MaxRules)
        {
            throw new ArgumentException("A policy of more rules than any exit has.", nameof(rules));
        }

        _rules = rules.ToArray();
        AcceptsAny = IsAnywhereAccepted(port: null);
    }

    /// <summary>Gets the rules, in their order.</summary>
    public IReadOnlyList<ExitPolicyRule> Rules => _rules;

    /// <summary>Gets a value indicating whether any destination at all is accepted.</summary>
    public bool AcceptsAny { get; }

    /// <summary>Reads rules that are separated by commas or line feeds, as <see cref="ToString"/> writes them.</summary>
    /// <param name="utf8Text">The text.</param>
    /// <param name="result">The policy, or null.</param>
    /// <returns>Whether the text is a policy.</returns>
    public static bool TryParse(ReadOnlySpan<byte> utf8Text, [NotNullWhen(true)] out ExitPolicy? result)
    {
        result = null;
        List<ExitPolicyRule> rules = [];
        foreach (var range in utf8Text.SplitAny(",\n"u8))
        {
            if (rules.Count == MaxRules || !ExitPolicyRule.TryParse(utf8Text[range].Trim((byte)' '), out var rule))
            {
                return false;
            }

            rules.Add(rule);
        }

        result = new ExitPolicy(CollectionsMarshal.AsSpan(rules));
        return true;
    }

    /// <summary>Tells whether the exit connects to a destination.</summary>
    /// <param name="destination">The address.</param>
    /// <param name="port">The port, 1 to 65535.</param>
    public bool Accepts(IPAddressValue destination, ushort port)
    {
        foreach (ref readonly var rule in _rules.AsSpan())
        {
            if (rule.Matches(destination, port))
            {
                return rule.IsAccept;
            }
        }

        return true;
    }

    /// <summary>Tells whether the exit connects to a port of any IPv4 address at all: what is left to ask where the destination's public address is not known.</summary>
    /// <param name="port">The port, 1 to 65535.</param>
    public bool AcceptsSomewhere(ushort port) => IsAnywhereAccepted(port);

    /// <inheritdoc/>
    public bool Equals([NotNullWhen(true)] ExitPolicy? other) => other is not null && _rules.AsSpan().SequenceEqual(other._rules);

    /// <inheritdoc/>
    public override bool Equals([NotNullWhen(true)] object? obj) => Equals(obj as ExitPolicy);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (var rule in _rules)
        {
            hash.Add(rule);
        }

        return hash.ToHashCode();
    }

    /// <summary>Writes the rules, separated by commas.</summary>
    public override string ToString() => string.Join(',', _rules);

    // An accepting rule counts unless one rejecting rule in front of it covers it whole; several that only do so together are not looked for.
    private bool IsAnywhereAccepted(ushort? port)
    {
        for (var i = 0; i < _rules.Length; i++)
        {
            var rule = _rules[i];
            if (!rule.Destinations.IsIPv4 || (port is { } wanted && !rule.HasPort(wanted)))
            {
                continue;
            }

            if (!rule.IsAccept && rule.Destinations.Length == 0 && (port is not null || rule is { FirstPort: 1, LastPort: ushort.MaxValue }))
            {
                return false;
            }

            if (rule.IsAccept && !IsRejectedBefore(i, port))
            {
                return true;
            }
        }

        return true;
    }

    private bool IsRejectedBefore(int index, ushort? port)
    {
        var rule = _rules[index];
        foreach (ref readonly var before in _rules.AsSpan(0, index))
        {
            var hasPorts = port is { } wanted ? before.HasPort(wanted) : before.FirstPort <= rule.FirstPort && before.LastPort >= rule.LastPort;
            if (!before.IsAccept && hasPorts && before.Destinations.Contains(rule.Destinations))
            {
                return true;
            }
        }

        return false;
    }
}
