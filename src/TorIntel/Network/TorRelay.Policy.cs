namespace TorIntel;

/// <content>What the exit policy lets through.</content>
public readonly partial record struct TorRelay
{
    /// <summary>Gets how well it is known what the relay lets through to IPv4 destinations.</summary>
    public ExitPolicyKnowledge PolicyKnowledge => KnowledgeFor(isIPv4: true);

    /// <summary>Tells whether the relay's exit policy lets traffic through to a destination.</summary>
    /// <remarks>
    /// <para>
    /// IPv4: by the exact policy (<see cref="ExitPolicy"/>) if it is known, else by its summary, which knows ports only. To an address that is not globally reachable, such as one behind
    /// address translation, the exit connects by its public address, which is not known here: then the exact policy refuses only what it refuses everywhere.
    /// IPv6: by the IPv6 summary alone, since exact policies are about IPv4.
    /// </para>
    /// <para>It says nothing about whether the relay is an exit otherwise (<see cref="Roles"/>). O(number of rules); allocates nothing.</para>
    /// </remarks>
    /// <param name="destination">The destination; <c>default</c> stands for an IPv4 address that is not known.</param>
    /// <param name="port">The port; 0 if it is not known.</param>
    /// <returns>Null if the policy or the port is not known.</returns>
    public bool? Accepts(IPAddressValue destination, ushort port)
    {
        if (port == 0)
        {
            return null;
        }

        if (!destination.IsNone && !destination.IsIPv4)
        {
            return ExitPolicySummaryIPv6?.Accepts(port);
        }

        if (ExitPolicy is not { } exact)
        {
            return ExitPolicySummary?.Accepts(port);
        }

        var isPublic = !destination.IsNone && SpecialPurposeRanges.IsGloballyReachable(destination);
        return isPublic ? exact.Accepts(destination, port) : exact.AcceptsSomewhere(port);
    }

    internal ExitPolicyKnowledge KnowledgeFor(bool isIPv4) =>
        isIPv4 && ExitPolicy is not null ? ExitPolicyKnowledge.Exact
        : (isIPv4 ? ExitPolicySummary : ExitPolicySummaryIPv6) is not null ? ExitPolicyKnowledge.Summary
        : ExitPolicyKnowledge.Unknown;
}
