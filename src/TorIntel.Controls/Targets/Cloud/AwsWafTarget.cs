namespace TorIntel.Controls;

/// <summary>An IP set of AWS WAF, as <c>create-ip-set --cli-input-json</c> takes it. What is done with it is up to the rule that refers to it.</summary>
internal sealed class AwsWafTarget() : ControlTarget("aws-waf-ipset", "IP set for AWS WAF", new ControlTargetTraits
{
    FileName = "tor-waf.json",
    Comment = null,
    Outbound = false, // It sees requests that come in.
    IsOneFamily = true,
    MaxEntries = 10_000,
    CheckedBy = "grammar test, from the reference of the AWS WAF API (CreateIPSet)",
})
{
    protected override void WriteBytes(ControlOutput output, Stream stream, string file)
    {
        var plan = output.Plan;
        var addresses = output.TakePrefixes(plan.Sources);
        ControlJson.Write(stream, json =>
        {
            json.WriteStartObject();
            json.WriteString("Name", output.Family == ControlFamily.IPv4 ? "TorIntel-exits-IPv4" : "TorIntel-exits-IPv6");
            json.WriteString("Scope", "REGIONAL");

            // Only some characters are taken here, so no names of sources.
            json.WriteString("Description", $"TorIntel {ControlPlanner.NameOf(plan.Options.Policy)} of {TimeText.ToIso(plan.ListTime())} sha256:{plan.Digest}");
            json.WriteString("IPAddressVersion", output.Family == ControlFamily.IPv4 ? "IPV4" : "IPV6");
            json.Strings("Addresses", addresses.Select(prefix => prefix.ToString()));
            json.WriteEndObject();
        });
    }
}
