using System.Collections.Immutable;
using PoPipeline.Tests.Outputs;

namespace PoPipeline.Tests.Decisions.Records;

/// <summary>What the reports say on the way of one request, as the keeper records it.</summary>
public sealed class StoryOutputTests
{
    /// <summary>What a run finds at each step: nothing is asked for; one who may not has approved; one who may has; and that approval was changed afterwards.</summary>
    internal static Lazy<ImmutableArray<Assessment>> Steps { get; } = new(Tell);

    [Fact]
    public void Each_step_of_a_request_is_told()
    {
        var told = Steps.Value.Select(step => Samples.Write("summary", step)).ToList();

        Assert.Contains("To ask for an exception: `po request PO3204 --subject '", told[0], StringComparison.Ordinal);

        Assert.Contains("### Commands that did not count", told[1], StringComparison.Ordinal);
        Assert.Contains("`mallory` is not among those who may decide", told[1], StringComparison.Ordinal);

        Assert.StartsWith("# PoPipeline: met", told[2], StringComparison.Ordinal);
        Assert.Contains("| dora | alice | 2026-12-10 | ⚠️ expires in 19 days |", told[2], StringComparison.Ordinal);

        Assert.StartsWith("# PoPipeline: tampered with", told[3], StringComparison.Ordinal);
        Assert.Contains("## Tampering", told[3], StringComparison.Ordinal);
        Assert.Contains("| invalidated |", told[3], StringComparison.Ordinal);
    }

    private static ImmutableArray<Assessment> Tell()
    {
        using var world = new KeeperWorld();
        var asked = world.Run().Assessment;

        var request = world.Ask();
        _ = world.Approve(request, KeeperWorld.Mallory);
        var ignored = world.Run().Assessment;

        var comment = world.Approve(request, KeeperWorld.Alice, until: "2026-12-10");
        var approved = world.Run().Assessment;

        world.Tracker.ChangeComment(request.Issue[1..], comment, old => old with { Body = old.Body.Replace("2026-12-10", "2026-12-30", StringComparison.Ordinal) });
        return [asked, ignored, approved, world.Run().Assessment];
    }
}
