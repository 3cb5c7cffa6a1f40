using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using TorIntel.Testing;

namespace TorIntel.Tests;

/// <summary>A view that is no longer in force costs no memory.</summary>
public sealed class LifetimeTests
{
    [Fact]
    public void A_thread_keeps_no_view_of_before()
    {
        using var pipeline = new Pipeline();
        var view = LogUnder(pipeline);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        Assert.False(view.IsAlive);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference LogUnder(Pipeline pipeline)
    {
        var builder = new TorNetworkBuilder { IncludeSpecialPurpose = true };
        builder.AddExitAddress(IPPrefix.Parse(AdapterViews.Exit));
        var network = builder.Build();
        pipeline.Store.Publish(network);
        using (pipeline.Logger.BeginScope("{ClientIp}", AdapterViews.Unlisted))
        {
            pipeline.Logger.LogInformation("inside");
        }

        pipeline.Store.Publish(AdapterViews.Usual);
        return new WeakReference(network);
    }
}
