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

    /// <summary>Tells why the target cannot express a plan. Of <see cref="ControlPolicy.Blended"/> it takes the direction that it is for.</summary>
    /// <param name="plan">The plan.</param>
    /// <returns>The reason, after the name of the target; null if it can.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="plan"/> is null.</exception>
    public virtual string? WhyNot(ControlPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var (inbound, outbound) = ActionsOf(plan);
        if (inbound == ControlAction.None && outbound == ControlAction.None)
        {
            return $"cannot express this policy: it is for {(Traits.Inbound ? "inbound" : "outbound")} only";
        }

        if (!Traits.Monitor && (inbound == ControlAction.Monitor || outbound == ControlAction.Monitor))
        {
            return "cannot express this policy: it can only block";
        }

        return Traits.Names && !Traits.NameExceptions && outbound != ControlAction.None && plan.NameExceptions.Count != 0
            ? $"cannot leave out {plan.NameExceptions[0]}, for the name above it stands for all below"
            : null;
    }

    /// <summary>Gets what the target does less exactly than the plan says, such as whole addresses where the plan has ports. Comments say it too, where there are any.</summary>
    /// <param name="plan">The plan.</param>
    /// <exception cref="ArgumentNullException"><paramref name="plan"/> is null.</exception>
    public IReadOnlyList<string> NotesOn(ControlPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var (inbound, outbound) = ActionsOf(plan);
        List<string> notes = [];
        if ((plan.Inbound != ControlAction.None && inbound == ControlAction.None) || (plan.Outbound != ControlAction.None && outbound == ControlAction.None))
        {
            notes.Add($"{(Traits.Inbound ? "inbound" : "outbound")} only: the other direction cannot be expressed here");
        }

        if (outbound != ControlAction.None && Traits.Addresses && !Traits.Endpoints && plan.Destinations.Count != 0)
        {
            notes.Add("whole addresses, for ports cannot be expressed here: other services at them are hit as well");
        }

        if (plan.Monitored().Count != 0 && !Traits.MonitoredNetworks)
        {
            notes.Add("networks that are only to be monitored are not told apart here: use it where they are not, or put a rule for them before it");
        }

        if (plan.Options.ExpireAfter is not null && !Traits.Expiry)
        {
            notes.Add("entries do not expire by themselves here");
        }

        return notes;
    }

    /// <summary>Writes one file of the target.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="stream">Where to write. It is flushed, not closed.</param>
    /// <param name="options">Limits; null for none but the target's own.</param>
    /// <param name="file">Which of <see cref="FilesOf"/>; null for the first.</param>
    /// <returns>What was written.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="plan"/> or <paramref name="stream"/> is null.</exception>
    /// <exception cref="ArgumentException">The target has no such file for this plan.</exception>
    /// <exception cref="ControlRefusedException">The target cannot express the plan, or not within its limits; the message has the number needed. Nothing that was written is to be used.</exception>
    public ControlResult Write(ControlPlan plan, Stream stream, ControlWriteOptions? options = null, string? file = null)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(stream);
        if (WhyNot(plan) is { } reason)
        {
            throw new ControlRefusedException(ControlRefusal.NotExpressible, $"{Name} {reason}.");
        }

        var files = FilesOf(plan);
        if (file is not null && !files.Contains(file, StringComparer.Ordinal))
        {
            throw new ArgumentException($"{Name} has no file '{file}' for this policy.", nameof(file));
        }

        options ??= new ControlWriteOptions();
        if (options.Family is ControlFamily.Both && Traits.IsOneFamily)
        {
            throw new ControlRefusedException(ControlRefusal.NotExpressible, $"{Name} takes addresses of one family: say which.");
        }

        if (!HasFamily(plan, options.Family))
        {
            throw new ControlRefusedException(ControlRefusal.Empty, $"{Name}: the view has no addresses of {(options.Family == ControlFamily.IPv4 ? "IPv4" : "IPv6")} for this policy, so the list would be empty.");
        }

        file ??= files[0];
        var output = options.Widen ? Widen(plan, options, file) : null;
        using var writer = new StreamWriter(stream, s_utf8, bufferSize: 64 * 1024, leaveOpen: true) { NewLine = "\n" };
        output = new ControlOutput(this, plan, options, writer, output?.Widened);
        WriteBytes(output, stream, file);
        output.CheckLimit();
        writer.Flush();
        return new ControlResult(output.Entries, output.Widened?.UnlistedIPv4 ?? 0, output.Widened?.UnlistedIPv6 ?? UInt128.Zero);
    }

    /// <summary>Writes all files of the target into memory, so that none of them replaces another one before all of them are known to be right. A target that takes one family at a time has a file for each.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="options">Limits; null for none but the target's own.</param>
    /// <returns>The files. Those that refer to others come last, and are to be put in place last.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="plan"/> is null.</exception>
    /// <exception cref="ControlRefusedException">The target cannot express the plan, or not within its limits; the message has the number needed.</exception>
    public IReadOnlyList<ControlFile> Render(ControlPlan plan, ControlWriteOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(plan);
        options ??= new ControlWriteOptions();
        if (!Traits.IsOneFamily || options.Family != ControlFamily.Both || WhyNot(plan) is not null)
        {
            return [.. FilesOf(plan).Select(name => Render(plan, options, name, name)).Reverse()];
        }

        return
        [
            .. new[] { (Family: ControlFamily.IPv4, Suffix: "-v4"), (Family: ControlFamily.IPv6, Suffix: "-v6") }.Where(of => HasFamily(plan, of.Family))
                .Select(of => Render(plan, options with { Family = of.Family }, Traits.FileName, Path.GetFileNameWithoutExtension(Traits.FileName) + of.Suffix + Path.GetExtension(Traits.FileName))),
        ];
    }

    private ControlFile Render(ControlPlan plan, ControlWriteOptions options, string file, string name)
    {
        var buffer = new MemoryStream();
        var result = Write(plan, buffer, options, file);
        var (inbound, outbound) = ActionsOf(plan);
        return new ControlFile(
            name, buffer.GetBuffer().AsMemory(0, (int)buffer.Length), result, HasBothDirections || inbound != ControlAction.None, HasBothDirections || outbound != ControlAction.None);
    }

    /// <summary>Whether a file has rows of both directions even if the plan has not.</summary>
    internal virtual bool HasBothDirections => false;

    /// <summary>What the target does of a plan: nothing in a direction that it is not for.</summary>
    internal (ControlAction Inbound, ControlAction Outbound) ActionsOf(ControlPlan plan) =>
        (Traits.Inbound ? plan.Inbound : ControlAction.None, Traits.Outbound ? plan.Outbound : ControlAction.None);

    // Names have no family; a list of them is never empty.
    private bool HasFamily(ControlPlan plan, ControlFamily family)
    {
        if (family == ControlFamily.Both || !Traits.Addresses)
        {
            return true;
        }

        var (inbound, outbound) = ActionsOf(plan);
        return (inbound == ControlAction.None || plan.Sources.Any(row => row.Prefix.IsIPv4 == (family == ControlFamily.IPv4)))
            && (outbound == ControlAction.None || plan.DestinationAddresses.Any(row => row.Prefix.IsIPv4 == (family == ControlFamily.IPv4)));
    }

    // Written once for nothing, to know all the prefixes of the file: what is joined is decided over all of them.
    private ControlOutput Widen(ControlPlan plan, ControlWriteOptions options, string file)
    {
        using var nowhere = new StreamWriter(Stream.Null, s_utf8) { NewLine = "\n" };
        var output = new ControlOutput(this, plan, options, nowhere, widened: null) { IsDraft = true };
        WriteBytes(output, Stream.Null, file);
        output.Widen();
        return output;
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
