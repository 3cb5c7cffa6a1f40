using NLog;
using NLog.Targets;

namespace TorIntel.Tests;

/// <summary>Renders its layout, and throws the text away.</summary>
[Target("Rendering")]
public sealed class RenderingTarget : TargetWithLayout
{
    private readonly System.Text.StringBuilder _text = new(4096);

    protected override void Write(LogEventInfo logEvent)
    {
        _text.Clear();
        Layout.Render(logEvent, _text);
    }
}
