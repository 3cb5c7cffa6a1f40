namespace TorIntel.Benchmarks;

/// <summary>The gates of the consensus.</summary>
internal static partial class DocumentGates
{
    private const double FasterThanStem = 50;
    private const double TwiceTheLeast = 0.5; // At most twice the time of what cannot be left out: the hash and nine public operations.

    private static IEnumerable<Gate> Consensus()
    {
        if (ConsensusWorkload.ReadReal() is not { } real)
        {
            Console.WriteLine("// The consensus of 2017 is not there (TORINTEL_SHARED): its rows are left out.");
        }
        else if (!Stem.IsAvailable)
        {
            Console.WriteLine(Stem.WhyNot);
        }
        else
        {
            var relays = ConsensusWorkload.CountRelays(real);
            var stem = new Stem(real);
            yield return new Gate("read a consensus, a relay", relays, relays, new("ConsensusReader", () => ConsensusWorkload.CountRelays(real)), [new(stem.Contestant("stem.descriptor.parse_file"), FasterThanStem)])
            {
                IsLong = true,
                MayAllocate = true, // Its buffer, and each policy once.
            };
        }

        var workload = new ConsensusWorkload();
        yield return OfVerification("verify a consensus", workload, workload.Verify);

        // Reading the certificates is 18 operations more, half of them with larger keys on the public network. It is done once in months.
        yield return OfVerification("the same, reading certificates too", workload, workload.ReadKeysAndVerify);
    }

    private static Gate OfVerification(string name, ConsensusWorkload workload, Func<long> verify) =>
        new(name, 1, ConsensusWorkload.Authorities, new("ConsensusVerifier", verify), [new(new("SHA1.HashData + 9 RSA.VerifyHash", workload.HashAndVerify), TwiceTheLeast)])
        {
            MayAllocate = true,
        };
}
