using CsCheck;
using PoPipeline.Sources.Pipelines;

namespace PoPipeline.Tests.GitHubActions;

/// <summary>Jobs that wait for each other are found in one walk.</summary>
public sealed class WaitingCircleTests
{
    private const int Many = 5000;

    // Who waits for whom among a few jobs.
    private static readonly Gen<int[][]> Graphs = Gen.Int[0, 7].Array[0, 4].Array[1, 8];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_chain_of_thousands_of_jobs_is_walked_once(bool closes)
    {
        var asked = 0;
        var circle = new WaitingCircle(id =>
        {
            asked++;
            return Number(id) is > 0 and var number ? [$"{number - 1}"] : closes ? [$"{Many - 1}"] : [];
        });

        var path = circle.Find(Enumerable.Range(0, Many).Select(number => $"{number}"));

        Assert.Equal(closes ? Many + 1 : null, path?.Count);
        Assert.InRange(asked, Many, Many * 2);
    }

    [Fact]
    public void Jobs_that_wait_behind_a_circle_are_walked_once_too()
    {
        var asked = 0;
        var circle = new WaitingCircle(id =>
        {
            asked++;
            return id is "0" ? ["1"] : [$"{Number(id) - 1}"];
        });

        Assert.Equal(["1", "0", "1"], circle.Find(Enumerable.Range(0, Many).Reverse().Select(number => $"{number}")));
        Assert.InRange(asked, Many, Many * 2);
    }

    [Fact]
    public void The_first_job_that_leads_back_to_itself_is_told_by_the_shortest_way() =>
        Graphs.Sample(waits =>
        {
            var jobs = Enumerable.Range(0, waits.Length).Select(job => $"{job}").ToList();
            IReadOnlyList<string> Of(string job) => [.. waits[Number(job)].Where(other => other < waits.Length).Distinct().Select(other => $"{other}")];
            var first = jobs.Find(job => Distance(Of, job) is not null);

            var path = new WaitingCircle(Of).Find(jobs);

            Assert.Equal((first, first), (path?[0], path?[^1]));
            Assert.Equal(first is null ? null : Distance(Of, first), path?.Count - 1);
            Assert.All(path?.Zip(path.Skip(1)) ?? [], step => Assert.Contains(step.Second, Of(step.First)));
        });

    private static int Number(string job) => int.Parse(job, System.Globalization.CultureInfo.InvariantCulture);

    // How many steps lead from a job back to itself, by trying one more each time.
    private static int? Distance(Func<string, IReadOnlyList<string>> waits, string job)
    {
        HashSet<string> reached = [job];
        for (var steps = 1; steps <= 8; steps++)
        {
            reached = [.. reached.SelectMany(waits)];
            if (reached.Contains(job))
            {
                return steps;
            }
        }

        return null;
    }
}
