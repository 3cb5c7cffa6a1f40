using NLog.Config;

namespace TorIntel;

/// <summary>A property to look at, as <c>nlog.config</c> names it: <c>&lt;field name="ClientIp" is="Client" /&gt;</c>.</summary>
[NLogConfigurationItem]
public sealed class TorIntelField
{
    /// <summary>Gets or sets the name of the property; compared as it stands.</summary>
    public string Name { get; set; } = "";

    /// <summary>Gets or sets what the property holds.</summary>
    public TorField Is { get; set; }
}
