using System.Runtime.CompilerServices;

namespace TorIntel;

/// <summary>
/// The state that the generator of Microsoft.Extensions.Telemetry.Abstractions logs with; it comes with Microsoft.Extensions.Http.Resilience, too, and takes the place of the usual one. It takes tags itself, and has to
/// stay what it is: what is to be redacted stands beside its list of attributes.
/// </summary>
internal readonly struct GeneratedState(IEnumerable<KeyValuePair<string, object?>> state) : IAttributeWriter
{
    private const string TypeName = "Microsoft.Extensions.Logging.LoggerMessageState";

    public static bool Is(object state) => state.GetType().FullName == TypeName;

    public void Write(string name, object value)
    {
        foreach (var (present, _) in state)
        {
            if (present == name)
            {
                return;
            }
        }

        AddTag(state, name, value);
    }

    // A public method of a package that we do not refer to: that would force its generator on everybody.
    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "AddTag")]
    private static extern void AddTag([UnsafeAccessorType($"{TypeName}, Microsoft.Extensions.Telemetry.Abstractions")] object state, string name, object? value);
}
