using PoPipeline.Rules.Analysis;
using PoPipeline.Rules.Calls;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Releasing;
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
    public void Targets_that_call_each_other_are_walked_through_no_more_often_than_their_number_asks_for()
    {
        var (small, large) = (Allocated(1000), Allocated(5000));

        Assert.InRange(large, 0, small * 10);

        static long Allocated(int count)
        {
            using var tree = new TempTree();
            tree.Write(".github/workflows/w.yml", "on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: make t0\n");
            tree.Write("Makefile", string.Concat(Enumerable.Range(0, count).Select(target => $"t{target}: t{(target + 1) % count} t{((target * 3) + 1) % count}\n\t$(MAKE) t{((target * 5) + 2) % count}\n")));
            var snapshot = CaseTree.CollectFolder(tree.Root);
            var before = GC.GetAllocatedBytesForCurrentThread();
            Assert.Empty(CalledWork.Of(Assert.Single(snapshot.Pipelines), new CommandFileIndex(snapshot.CommandFiles), pipelines: 1).Releases);
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
