using System.Runtime.CompilerServices;

namespace TorIntel;

/// <summary>The properties of one event that matter; on the stack unless there are many.</summary>
internal ref struct PropertyList(Span<TorProperty> space)
{
    private Span<TorProperty> _space = space;
    private int _count;

    public readonly ReadOnlySpan<TorProperty> Items => _space[.._count];

    public void AddIfThere(PropertyPath path, object? value)
    {
        // Two parts of one path may both stand in the event.
        if (value is not null && !Has(path))
        {
            Add(new TorProperty(path.Name, path.Field, value));
        }
    }

    public void Add(in TorProperty property)
    {
        if (_count == _space.Length)
        {
            var more = new TorProperty[2 * _count];
            _space.CopyTo(more);
            _space = more;
        }

        _space[_count++] = property;
    }

    private readonly bool Has(PropertyPath path)
    {
        foreach (ref readonly var item in Items)
        {
            if (ReferenceEquals(item.Name, path.Name))
            {
                return true;
            }
        }

        return false;
    }

    [InlineArray(16)]
    internal struct Few
    {
        private TorProperty _first;
    }
}
