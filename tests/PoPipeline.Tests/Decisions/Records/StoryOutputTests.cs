using PoPipeline.Tests.Outputs;

namespace PoPipeline.Tests.Decisions.Records;

/// <summary>What the reports say on the way of one request, as the keeper records it.</summary>
public sealed class StoryOutputTests : IDisposable
{
    private readonly KeeperWorld world = new();

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task Each_step_of_a_request_is_told_and_every_SARIF_of_it_is_valid()
    {
        var steps = new List<Assessment> { world.Run().Assessment };
        Assert.Contains("To ask for an exception: `po request PO3204 --subject '", Summary(steps), StringComparison.Ordinal);

        var request = world.Ask();
        _ = world.Approve(request, KeeperWorld.Mallory);
        steps.Add(world.Run().Assessment);
        Assert.Contains("### Commands that did not count", Summary(steps), StringComparison.Ordinal);
        Assert.Contains("`mallory` is not among those who may decide", Summary(steps), StringComparison.Ordinal);

        var comment = world.Approve(request, KeeperWorld.Alice, until: "2026-12-10");
        steps.Add(world.Run().Assessment);
        Assert.StartsWith("# PoPipeline: met", Summary(steps), StringComparison.Ordinal);
        Assert.Contains("| dora | alice | 2026-12-10 | ⚠️ expires in 19 days |", Summary(steps), StringComparison.Ordinal);

        world.Tracker.ChangeComment(request.Issue[1..], comment, old => old with { Body = old.Body.Replace("2026-12-10", "2026-12-30", StringComparison.Ordinal) });
        steps.Add(world.Run().Assessment);
        Assert.StartsWith("# PoPipeline: tampered with", Summary(steps), StringComparison.Ordinal);
        Assert.Contains("## Tampering", Summary(steps), StringComparison.Ordinal);
        Assert.Contains("| invalidated |", Summary(steps), StringComparison.Ordinal);

        var kinds = Samples.Logs;
        Assert.Empty(await SarifValidator.Judge([.. steps.SelectMany(step => kinds.Select(kind => Samples.Write(kind, step)))]));
    }

    private static string Summary(List<Assessment> steps) => Samples.Write("summary", steps[^1]);
}
