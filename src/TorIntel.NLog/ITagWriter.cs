using NLog;

namespace TorIntel;

/// <summary>Adds a finding to an event.</summary>
internal interface ITagWriter
{
    void Write(TorFinding finding, LogEventInfo logEvent);
}
