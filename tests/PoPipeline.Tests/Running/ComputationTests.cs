using PoPipeline.Running;
using Xunit;

namespace PoPipeline.Tests.Running;

public sealed class ComputationTests
{
    [Fact]
    public async Task A_run_that_is_stopped_does_not_wait_for_what_never_ends()
    {
        using var never = new ManualResetEventSlim();
        using var stop = new CancellationTokenSource();
        var work = Task.Run(() => Computation.Wait(
            () =>
            {
                stop.Cancel();
                never.Wait(TestContext.Current.CancellationToken);
                return 1;
            },
            stop.Token));
        try
        {
            var thrown = await Assert.ThrowsAsync<TaskCanceledException>(() => work.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken));
            Assert.Equal(stop.Token, thrown.CancellationToken);
        }
        finally
        {
            never.Set();
        }
    }

    [Fact]
    public void What_the_work_finds_and_what_it_throws_come_back_as_they_are()
    {
        using var stop = new CancellationTokenSource();

        Assert.Equal(3, Computation.Wait(() => 3, stop.Token));
        Assert.Equal(3, Computation.Wait(() => 3, CancellationToken.None));
        Assert.Throws<FileNotFoundException>(() => Computation.Wait<int>(() => throw new FileNotFoundException(), stop.Token));
    }
}
