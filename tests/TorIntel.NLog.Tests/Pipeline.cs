using NLog;
using NLog.Config;
using NLog.Targets;
using TorIntel.Testing;

namespace TorIntel.Tests;

/// <summary>A real pipeline of NLog of its own, configured by XML, that keeps the events which come out of it.</summary>
internal sealed class Pipeline : IDisposable
{
    public const string Plain = """<target xsi:type="TorIntelWrapper" name="tor"><target xsi:type="Kept" name="kept" /></target>""";

    static Pipeline() => LogManager.Setup().SetupExtensions(extensions => extensions.RegisterTarget<KeptTarget>("Kept"));

    private Pipeline(LogFactory factory) => Factory = factory;

    public LogFactory Factory { get; }

    public KeptTarget Kept => (KeptTarget)Factory.Configuration!.AllTargets.First(target => target is KeptTarget);

    public Logger Logger => Factory.GetLogger("tests");

    public static Pipeline Make(string targets = Plain, TorNetworkStore? store = null, TorEnrichmentOptions? options = null, TorClassifier? classifier = null, bool throws = true) =>
        Load(targets, throws, setup => setup.RegisterTorIntel(store ?? new TorNetworkStore(AdapterViews.Usual), options, classifier));

    public static Pipeline Load(string targets, bool throws, Action<ISetupBuilder> register)
    {
        var factory = new LogFactory { ThrowConfigExceptions = throws };
        register(factory.Setup());
        factory.Configuration = XmlLoggingConfiguration.CreateFromXmlString(ConfigOf(targets), factory);
        return new Pipeline(factory);
    }

    public static string ConfigOf(string targets) => $"""
        <nlog xmlns="http://www.nlog-project.org/schemas/NLog.xsd" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
          <targets>{targets}</targets>
          <rules><logger name="*" minlevel="Trace" writeTo="tor" /></rules>
        </nlog>
        """;

    /// <summary>Writes one event and gives what came out.</summary>
    public LogEventInfo Write(Action<Logger> write)
    {
        write(Logger);
        Factory.Flush();
        return Kept.Events.Last();
    }

    public void Dispose() => Factory.Dispose();
}
