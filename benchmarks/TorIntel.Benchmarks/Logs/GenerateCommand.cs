using System.CommandLine;

namespace TorIntel.Benchmarks;

/// <summary><c>generate</c>: writes made-up logs, and the lists that their hits come from.</summary>
/// <remarks>
/// Into the folder go <c>A.log</c>, <c>B.log</c> and <c>C.log</c>; <c>exits.txt</c> and <c>all.txt</c>; the same lists as Suricata writes addresses,
/// for tools that compare text, in <c>exits.eve.txt</c> and <c>all.eve.txt</c>; and <c>planted.tsv</c>: log, bytes, events, hits.
/// </remarks>
internal static class GenerateCommand
{
    public static Command Create()
    {
        var folder = new Argument<string>("FOLDER") { Description = "Where the files go." };
        var mb = new Option<int>("--mb") { Description = "The size of each log in millions of bytes.", DefaultValueFactory = _ => 300 };
        var hitRate = new Option<double>("--hit-rate") { Description = "The share of events with a listed address.", DefaultValueFactory = _ => LogGenerator.DefaultHitRate };
        var seed = new Option<int>("--seed") { Description = "What random choices begin with.", DefaultValueFactory = _ => LogGenerator.DefaultSeed };
        var logs = new Option<LogKind[]>("--log")
        {
            Description = "A (Suricata EVE), B (nginx combined) C (Zeek conn), FortiGate, Sshd, PaloAlto or CloudTrail; may be given several times; A, B and C without.",
            DefaultValueFactory = _ => [LogKind.A, LogKind.B, LogKind.C],
        };
        var exits = new Option<string[]>("--exits") { Description = "Lists of exits, joined; without one a synthetic list of 1,363 IPv4 and 914 IPv6 addresses." };
        var all = new Option<string[]>("--all") { Description = "Lists of all relays, joined; without one a synthetic list of 7,364 and 3,212 that includes the exits." };
        var command = new Command("generate", "Writes made-up logs and the lists that their hits come from.") { folder, mb, hitRate, seed, logs, exits, all };
        command.SetAction(parsed =>
        {
            var lists = Lists(parsed.GetValue(exits) ?? [], parsed.GetValue(all) ?? []);
            var into = Directory.CreateDirectory(parsed.GetRequiredValue(folder)).FullName;
            WriteList(into, lists.Exits);
            WriteList(into, lists.All);
            var generator = lists.Generator(parsed.GetValue(hitRate), parsed.GetValue(seed));
            using var planted = new StreamWriter(Path.Combine(into, "planted.tsv"));
            foreach (var kind in parsed.GetValue(logs)!)
            {
                using var log = new FileStream(Path.Combine(into, $"{kind}.log"), FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0);
                var facts = generator.Write(kind, parsed.GetValue(mb) * 1_000_000L, log);
                planted.WriteLine($"{kind}\t{facts.Bytes}\t{facts.Events}\t{facts.Hits}");
            }
        });
        return command;
    }

    // With real exits, synthetic relays are the rest of all of them.
    private static LogLists Lists(string[] exits, string[] all)
    {
        var listed = exits.Length == 0 ? RelaySet.Synthetic("exits") : RelaySet.Read("exits", exits);
        return new LogLists(listed, all.Length == 0 ? RelaySet.Synthetic("all").With(listed) : RelaySet.Read("all", all));
    }

    private static void WriteList(string folder, RelaySet set)
    {
        File.WriteAllLines(Path.Combine(folder, $"{set.Name}.txt"), set.Addresses.Select(address => address.ToString()));
        File.WriteAllLines(Path.Combine(folder, $"{set.Name}.eve.txt"), set.Addresses.Select(address => new EveAddress(address).ToString()));
    }
}
