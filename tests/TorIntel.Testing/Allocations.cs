using Xunit;

namespace TorIntel.Testing;

/// <summary>Asserts that code on the hot path allocates nothing.</summary>
public static class Allocations
{
    private const int Rounds = 1_000;

    /// <summary>Runs <paramref name="action"/> until it is compiled, then counts what it allocates.</summary>
    public static void AssertNone(Action action)
    {
        ArgumentNullException.ThrowIfNull(action);
        for (var i = 0; i < Rounds; i++)
        {
            action();
        }

        // Tiered compilation may allocate for a round on this thread, so one clean pass of three is enough.
        var least = long.MaxValue;
        for (var pass = 0; pass < 3; pass++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < Rounds; i++)
            {
                action();
            }

            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.Equal(0, least);
    }
}
