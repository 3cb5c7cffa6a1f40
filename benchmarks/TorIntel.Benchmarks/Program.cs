using System.CommandLine;
using BenchmarkDotNet.Running;

namespace TorIntel.Benchmarks;

internal static class Program
{
    private static int Main(string[] args)
    {
        if (args is ["gate", ..])
        {
            var exits = RelaySet.Load("exits");
            if (args is [_, "adapters"])
            {
                return GateRunner.Run(SerilogGates.Make(exits), Console.Out) ? 0 : 1;
            }

            if (args is [_, "controls"])
            {
                return GateRunner.Run(ControlGates.Make(), Console.Out) ? 0 : 1;
            }

            using var logs = new LogGates(new LogLists(exits, RelaySet.Load("all")));
            using var views = new ViewGates();
            IEnumerable<Gate> documents = [.. DocumentGates.Make(), .. OnionooGates.Make(), .. views.Make()];
            return GateRunner.Run(args is [_, "documents"] ? documents : GateList.Make(exits).Concat(SerilogGates.Make(exits)).Concat(logs.Make()).Concat(documents).Concat(ControlGates.Make()), Console.Out) ? 0 : 1;
        }

        if (args is ["generate" or "measure" or "mmdb", ..])
        {
            return new RootCommand("Made-up logs, and whole programs measured side by side.") { GenerateCommand.Create(), MeasureCommand.Create(), MmdbCommand.Create() }.Parse(args).Invoke();
        }

        var namesJob = args.Any(argument => argument is "-j" or "--job");
        BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args, new BenchmarkConfig(withJob: !namesJob));
        return 0;
    }
}
