using System.Runtime.CompilerServices;

namespace TorIntel.Tests;

public sealed class IPPrefixIndexLifetimeTests
{
    [Fact]
    public void An_index_that_nobody_uses_is_collected_with_its_block()
    {
        var (index, block) = Create();
        AssertCollected(index);
        AssertCollected(block);
    }

    [Fact]
    public void A_loaded_block_is_collected_with_its_index()
    {
        var (index, block) = LoadArray();
        AssertCollected(index);
        AssertCollected(block);
    }

    [Fact]
    public unsafe void A_loaded_block_is_pinned_until_its_index_is_collected()
    {
        var block = IPPrefixIndex.Create([KeyValuePair.Create(IPPrefix.Parse("192.0.2.0/24"), 1u)]).Block.ToArray();
        fixed (byte* start = block)
        {
            var memory = new NativeMemory(start, block.Length);
            var index = LoadMemory(memory);
            AssertCollected(index);
            GC.WaitForPendingFinalizers(); // Collected is not yet finalized.
            Assert.Equal(0, memory.Pins);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static (WeakReference Index, WeakReference Block) Create()
    {
        var index = IPPrefixIndex.Create([KeyValuePair.Create(IPPrefix.Parse("192.0.2.0/24"), 1u)]);
        Assert.True(System.Runtime.InteropServices.MemoryMarshal.TryGetArray(index.Block, out var block));
        return (new WeakReference(index), new WeakReference(block.Array));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static (WeakReference Index, WeakReference Block) LoadArray()
    {
        var block = IPPrefixIndex.Empty.Block.ToArray();
        return (new WeakReference(IPPrefixIndex.Load(block)), new WeakReference(block));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference LoadMemory(NativeMemory memory)
    {
        var index = IPPrefixIndex.Load(memory.Memory);
        Assert.Equal(1, memory.Pins);
        Assert.True(index.Contains("192.0.2.1"));
        return new WeakReference(index);
    }

    private static void AssertCollected(WeakReference reference)
    {
        for (var i = 0; i < 10 && reference.IsAlive; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.False(reference.IsAlive);
    }
}
