using PoPipeline.Rules.Analysis;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Shell;

namespace PoPipeline.Tests;

/// <summary>What is looked up in scripts takes work in proportion to them, told by the memory it takes: no clock is asked.</summary>
public sealed class ScriptWorkTests
{
    [Fact]
    public void A_word_of_many_expansions_takes_memory_in_proportion()
    {
        var (small, large) = (Allocated(1000), Allocated(8000));

        Assert.InRange(large, 0, (small * 16) + 100_000);

        static long Allocated(int count)
        {
            var word = string.Concat(Enumerable.Repeat("${{ a }}${NAME}", count));
            var before = GC.GetAllocatedBytesForCurrentThread();
            Assert.Null(StepEnvironment.VariableIn(word, _ => false));
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    [Fact]
    public async Task A_script_that_several_rules_ask_for_at_a_time_is_read_once()
    {
        var script = new Script { Shell = ShellKind.Posix, Text = string.Concat(Enumerable.Repeat("curl https://example.com | sh -c 'echo $(date)'\n", 1000)), Span = Place.StartOf("a.yml") };
        using var barrier = new Barrier(4);

        var readers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Factory.StartNew(
            () =>
            {
                barrier.SignalAndWait(TestContext.Current.CancellationToken);
                var before = GC.GetAllocatedBytesForCurrentThread();
                Assert.NotEmpty(script.Commands);
                return GC.GetAllocatedBytesForCurrentThread() - before;
            },
            TestContext.Current.CancellationToken,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default)));

        Assert.Single(readers, bytes => bytes > 100_000);
    }
}
