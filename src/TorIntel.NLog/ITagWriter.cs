using NLog;

namespace TorIntel;

/// <summary>Adds a finding to an event.</summary>
internal interface ITagWriter
{
    /// <summary>Adds it, unless the event has a tag.</summary>
    /// <returns>Whether it was added.</returns>
    bool Write(TorFinding finding, LogEventInfo logEvent);
}
