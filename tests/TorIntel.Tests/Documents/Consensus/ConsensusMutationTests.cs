using System.Diagnostics;
using System.Text;
using TorIntel.Testing;

namespace TorIntel.Tests;

/// <summary>Nothing that was changed inside the signed part is ever accepted, and nothing unsigned is taken: whatever is done to documents and certificates.</summary>
public sealed class ConsensusMutationTests
{
    private static readonly ConsensusForge s_forge = new();
    private static readonly byte[] s_document = s_forge.Make(relays: 3);
    private static readonly byte[] s_keys = s_forge.Keys();
    private static readonly DateTimeOffset s_now = ConsensusForge.DefaultTime.AddMinutes(30);

    private static readonly byte[][] s_tokens =
    [
        [.. "\n"u8], [.. "\r"u8], [.. "\r\n"u8], [.. " "u8], [.. "="u8], [0], [0xFF], [.. "directory-signature "u8], [.. "\nr x\n"u8], [.. "dir-key-certificate-version 3\n"u8],
        [.. "-----BEGIN SIGNATURE-----\n"u8], [.. "-----END SIGNATURE-----\n"u8], [.. "sha256 "u8], [.. "@type x 1.0\n"u8], [.. "dir-key-certification\n"u8],
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_document_is_accepted_only_with_all_of_its_signed_bytes(int seed)
    {
        var certificates = KeyCertificateList.Parse(s_keys).Entries;
        var genuine = ConsensusVerifier.Verify(s_document, certificates, s_forge.Trusted, s_now);
        var signed = s_document[genuine.SignedRange];
        var mutator = new Mutator(seed, s_tokens);
        var accepted = 0;
        for (var i = 0; i < 4_000; i++)
        {
            var changed = Mutate(mutator, s_document, signed.Length, onlyBehind: i % 2 == 0);
            var result = ConsensusVerifier.Verify(changed, certificates, s_forge.Trusted, s_now);
            if (result.GoodCount != 0)
            {
                Assert.Equal(signed, changed[result.SignedRange]);
            }

            Assert.True(result.GoodCount <= 3);
            Assert.Equal(result.Verdict == ConsensusVerdict.Malformed, result.Malformation is not null);
            accepted += result.Verdict == ConsensusVerdict.Ok ? 1 : 0;
        }

        Assert.InRange(accepted, 1, 3_999);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_certificate_is_taken_only_as_it_was_signed(int seed)
    {
        var identities = s_forge.Authorities.Select(authority => (authority.Identity.Digest, authority.Signing.Digest)).ToHashSet();
        var mutator = new Mutator(seed, s_tokens);
        for (var i = 0; i < 3_000; i++)
        {
            var changed = mutator.Mutate(s_keys);
            var list = KeyCertificateList.Parse(changed);

            Assert.All(list.Entries, entry => Assert.Contains((entry.Identity, entry.SigningKeyDigest), identities));
            Assert.All(list.Entries, entry => Assert.Equal(ConsensusForge.DefaultTime.AddMonths(-1).AddYears(1), entry.Expires));
            Assert.All(list.Errors, error => Assert.InRange(error.Line, 1, changed.Count(c => c == '\n') + 1));
        }
    }

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    public void Verify_agrees_with_an_independent_program(int seed)
    {
        var cases = ConsensusCase.ReadAllOrSkip();
        var script = SharedData.PathOrSkip("tools/verify_consensus.py");
        using var folder = new MutantFolder(script);
        Assert.SkipUnless(folder.CanRun, "needs python3");
        var mutator = new Mutator(seed, s_tokens);
        List<ConsensusVerification> ours = [];
        for (var i = 0; i < 1_000; i++)
        {
            var one = cases[i % cases.Count];
            var (document, keys) = (File.ReadAllBytes(one.Consensus), File.ReadAllBytes(one.Keys));
            var signatures = Math.Max(0, document.AsSpan().IndexOf("\ndirectory-signature "u8));
            document = i % 3 == 0 ? document : Mutate(mutator, document, signatures, onlyBehind: i % 6 != 1);
            keys = i % 3 == 0 ? mutator.Mutate(keys) : keys;
            folder.Add(document, keys, one);
            Assert.True(TrustedAuthorities.TryParse(Encoding.ASCII.GetBytes(one.AuthoritiesText), out var trusted, out _));
            ours.Add(ConsensusVerifier.Verify(document, KeyCertificateList.Parse(keys).Entries, trusted, one.Now));
        }

        var theirs = folder.Run();
        Assert.Equal(ours.Count, theirs.Count);
        for (var i = 0; i < ours.Count; i++)
        {
            Check(i, ours[i], theirs[i].Verdict, theirs[i].Good);
        }
    }

    // Stricter in a few things, in which Tor itself is: the length of signatures, a time that is no time, a certificate that certifies itself twice.
    // More lenient in one: annotations of archives may stand between certificates.
    private static void Check(int number, ConsensusVerification ours, string verdict, int good)
    {
        if (ours.Verdict == ConsensusVerdict.Malformed)
        {
            Assert.True(verdict != "ok" || ours.Malformation!.Value.Reason.Contains("128 to 512", StringComparison.Ordinal) || ours.Malformation.Value.Reason.Contains("base64", StringComparison.Ordinal), $"{number}: {ours.Malformation}, not {verdict}");
            return;
        }

        Assert.True(verdict != "malformed", $"{number}: {ours.Verdict}, not {verdict}");
        Assert.True(Math.Abs(ours.GoodCount - good) <= 1, $"{number}: {ours.GoodCount}, not {good}");
    }

    private static byte[] Mutate(Mutator mutator, byte[] document, int signedLength, bool onlyBehind) =>
        onlyBehind ? [.. document.AsSpan(0, signedLength), .. mutator.Mutate(document.AsSpan(signedLength))] : mutator.Mutate(document);

    private sealed class MutantFolder(string script) : IDisposable
    {
        private const string Driver = """
            import sys
            sys.path.insert(0, sys.argv[1])
            import verify_consensus as v
            for line in sys.stdin:
                d, k, now, authorities = line.rstrip('\n').split('|')
                r = v.verify(open(d, 'rb').read(), open(k, 'rb').read(), authorities.split(','), v.when(now))
                print(r['verdict'], r['good'])
            """;

        private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("torintel-mutants");
        private readonly StringBuilder _lines = new();
        private int _count;

        public bool CanRun { get; } = TryStart("-c", "import hashlib");

        public void Add(byte[] document, byte[] keys, ConsensusCase one)
        {
            var path = Path.Combine(_folder.FullName, (_count++).ToString());
            File.WriteAllBytes(path + ".document", document);
            File.WriteAllBytes(path + ".keys", keys);
            _lines.Append($"{path}.document|{path}.keys|{ConsensusForge.Time(one.Now)}|{string.Join(',', one.Authorities)}\n");
        }

        public List<(string Verdict, int Good)> Run()
        {
            using var python = Start("-c", Driver, Path.GetDirectoryName(script)!);
            var output = python.StandardOutput.ReadToEndAsync();
            python.StandardInput.Write(_lines);
            python.StandardInput.Close();
            return [.. output.GetAwaiter().GetResult().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => (line.Split(' ')[0], int.Parse(line.Split(' ')[1])))];
        }

        public void Dispose() => _folder.Delete(recursive: true);

        private static bool TryStart(params string[] arguments)
        {
            try
            {
                using var python = Start(arguments);
                python.StandardInput.Close();
                python.StandardOutput.ReadToEnd();
                python.WaitForExit();
                return python.ExitCode == 0;
            }
            catch (System.ComponentModel.Win32Exception)
            {
                return false;
            }
        }

        private static Process Start(params string[] arguments)
        {
            var start = new ProcessStartInfo("python3", ["-B", .. arguments]) { RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false };
            return Process.Start(start)!;
        }
    }
}
