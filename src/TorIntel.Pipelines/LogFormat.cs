namespace TorIntel.Pipelines;

/// <summary>The formats of logs that can be read.</summary>
public enum LogFormat
{
    /// <summary>Recognised by content.</summary>
    Auto = 0,

    /// <summary>Suricata EVE: a JSON object a line, or one JSON array.</summary>
    SuricataEve = 1,

    /// <summary>Zeek JSON streaming logs, with dotted or underscored names.</summary>
    ZeekJson = 2,

    /// <summary>Zeek logs with tabs and a header.</summary>
    ZeekTsv = 3,

    /// <summary>Access logs of Apache and nginx: common, combined, with or without the virtual host in front.</summary>
    AccessLog = 4,
}
