namespace TorIntel.Controls;

/// <summary>Rules for Suricata 7 and later; that about sources loads the dataset that <see cref="SuricataDatasetTarget"/> writes.</summary>
internal sealed class SuricataRulesTarget() : ControlTarget("suricata-rules", "rules for Suricata 7, with the data of suricata-dataset", new ControlTargetTraits
{
    FileName = "torintel.rules",
    MonitoredNetworks = true,
    Endpoints = true,
    Ports = true,
    Names = true,
    NameExceptions = true,
    CheckedBy = "suricata.update.rule (suricata-update); evaluator in the tests, from the Suricata user guide",
})
{
    protected override void Write(ControlOutput output, string file)
    {
        output.WriteHeader();
        var options = $"ip.src; dataset:isset,tor-sources,type ip,load {SuricataDatasetTarget.Sources}; ";
        foreach (var rule in SuricataRules.Of(output, "any", options, hasSources: output.Plan.Sources.Count != 0))
        {
            output.Writer.WriteLine(rule);
        }
    }
}
