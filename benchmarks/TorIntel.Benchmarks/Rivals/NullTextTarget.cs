using System.Text;
using NLog;
using NLog.Targets;

namespace TorIntel.Benchmarks;

/// <summary>Renders its layout, and throws the text away.</summary>
[Target("NullText")]
internal sealed class NullTextTarget : TargetWithLayout
{
    private readonly StringBuilder _text = new(4096);

    protected override void Write(LogEventInfo logEvent)
    {
        _text.Clear();
        Layout.Render(logEvent, _text);
    }
}
