using System.Text;

namespace TorIntel.Controls;

/// <summary>Something that a plan can be written for: a template, and its limits.</summary>
/// <remarks>Immutable and safe to share between threads. What is written is UTF-8 with line feeds unless the target is binary, and the same bytes for the same plan.</remarks>
public abstract class ControlTarget
{
    private static readonly UTF8Encoding s_utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Initializes a new instance of the <see cref="ControlTarget"/> class.</summary>
    /// <param name="name">What it is called, in lower case with hyphens.</param>
    /// <param name="description">What it is, in a few words.</param>
    /// <param name="traits">What it can express.</param>
    protected ControlTarget(string name, string description, ControlTargetTraits traits)
    {
        Name = name;
        Description = description;
        Traits = traits;
    }

    /// <summary>Gets the name, such as <c>nftables</c>.</summary>
    public string Name { get; }

    /// <summary>Gets what it is, in a few words.</summary>
    public string Description { get; }

    /// <summary>Gets what it can express.</summary>
    public ControlTargetTraits Traits { get; }

    /// <summary>Gets the names of the files that it consists of; mostly one.</summary>
    /// <param name="plan">The plan.</param>
    public virtual IReadOnlyList<string> FilesOf(ControlPlan plan) => [Traits.FileName];

    /// <summary>Writes one file of the target.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="stream">Where to write. It is flushed, not closed.</param>
    /// <param name="options">Limits; null for none but the target's own.</param>
    /// <param name="file">Which of <see cref="FilesOf"/>; null for the first.</param>
    /// <returns>What was written.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="plan"/> or <paramref name="stream"/> is null.</exception>
    /// <exception cref="ControlRefusedException">The target cannot express the plan, or not within its limits; the message has the number needed. Nothing that was written is to be used.</exception>
    public ControlResult Write(ControlPlan plan, Stream stream, ControlWriteOptions? options = null, string? file = null)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(stream);
        if ((plan.Inbound != ControlAction.None && !Traits.Inbound) || (plan.Outbound != ControlAction.None && !Traits.Outbound))
        {
            throw new ControlRefusedException($"{Name} cannot express this policy: it is for {(Traits.Inbound ? "inbound" : "outbound")} only.");
        }

        if (((plan.Inbound == ControlAction.Block || plan.Outbound == ControlAction.Block) && !Traits.Block)
            || ((plan.Inbound == ControlAction.Monitor || plan.Outbound == ControlAction.Monitor) && !Traits.Monitor))
        {
            throw new ControlRefusedException($"{Name} cannot express this policy: it can only {(Traits.Block ? "block" : "monitor")}.");
        }

        options ??= new ControlWriteOptions();
        if (options.Family is ControlFamily.Both && Traits.IsOneFamily)
        {
            throw new ControlRefusedException($"{Name} takes addresses of one family: say which.");
        }

        using var writer = new StreamWriter(stream, s_utf8, bufferSize: 64 * 1024, leaveOpen: true) { NewLine = "\n" };
        var output = new ControlOutput(this, plan, options, writer);
        WriteBytes(output, stream, file ?? FilesOf(plan)[0]);
        output.CheckLimit();
        writer.Flush();
        return new ControlResult(output.Entries, output.UnlistedAddresses);
    }

    /// <summary>Writes one file of text; what every target overrides that is not binary.</summary>
    /// <param name="output">The plan, and where to write.</param>
    /// <param name="file">Which file.</param>
    protected virtual void Write(ControlOutput output, string file) => throw new NotSupportedException($"{Name} is not text.");

    /// <summary>Writes one file as bytes; a binary target overrides it and leaves <see cref="ControlOutput.Writer"/> alone.</summary>
    /// <param name="output">The plan.</param>
    /// <param name="stream">Where to write; the caller flushes it.</param>
    /// <param name="file">Which file.</param>
    protected virtual void WriteBytes(ControlOutput output, Stream stream, string file) => Write(output, file);
}
