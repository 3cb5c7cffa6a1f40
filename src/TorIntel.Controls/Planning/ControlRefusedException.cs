namespace TorIntel.Controls;

/// <summary>A plan or list is not made, because it would hurt; the message says why, and what would let it through.</summary>
public sealed class ControlRefusedException : Exception
{
    /// <summary>Initializes a new instance of the <see cref="ControlRefusedException"/> class.</summary>
    public ControlRefusedException()
    {
    }

    /// <summary>Initializes a new instance of the <see cref="ControlRefusedException"/> class.</summary>
    /// <param name="message">Why, and what would let it through.</param>
    public ControlRefusedException(string message)
        : base(message)
    {
    }

    /// <summary>Initializes a new instance of the <see cref="ControlRefusedException"/> class.</summary>
    /// <param name="message">Why, and what would let it through.</param>
    /// <param name="innerException">What it follows from.</param>
    public ControlRefusedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Initializes a new instance of the <see cref="ControlRefusedException"/> class.</summary>
    /// <param name="reason">What kind of harm it would do.</param>
    /// <param name="message">Why, and what would let it through.</param>
    public ControlRefusedException(ControlRefusal reason, string message)
        : base(message) => Reason = reason;

    /// <summary>Gets what kind of harm it would do.</summary>
    public ControlRefusal Reason { get; }
}
