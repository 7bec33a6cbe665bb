using System.Diagnostics;
using System.Globalization;
using System.Text;
using PoPipeline.Audit.Collecting;
using PoPipeline.Audit.Events;
using PoPipeline.Audit.Storing;
using PoPipeline.Audit.Verifying;
using PoPipeline.Audit.Windows;

namespace PoPipeline.Audit.Tests;

/// <summary>What a million events take. Run it by its name, with <c>-explicit only</c>.</summary>
public sealed class MillionEventsTests(ITestOutputHelper output)
{
    private const int Count = 1_000_000;

    [Fact(Explicit = true)]
    public async Task A_million_events_are_collected_in_bounded_memory()
    {
        using var folder = new TemporaryFolder();
        var time = new SetTime(Sample.Start);
        var pages = new Pages();
        var options = new AuditStoreOptions { Signer = Sample.Signer };
        var store = AuditStore.Open(folder["audit"], options);
        var policy = AuditPolicy.GitHubWeb with { MaximumRequests = int.MaxValue, Since = Sample.Start.AddDays(-170) };

        var first = await Measured("collect", () => new AuditCollector(store, pages, time).CollectAsync(Sample.Whole, policy));
        Assert.Equal(Count, first.Added);
        time.Now = Sample.Start.AddHours(1);
        var again = await Measured("collect again, nothing new", () => new AuditCollector(store, pages, time).CollectAsync(Sample.Whole, policy));
        Assert.Equal(0, again.Added);
        var verification = await Measured("verify", () => Task.FromResult(AuditVerifier.Verify(store.Folder, [Sample.Signer.Verifier], [])));
        Assert.Equal((AuditVerdict.Valid, Count), (verification.Verdict, verification.Events));
        Assert.Equal(Count, await Measured("list", () => Task.FromResult(store.Read().Count(record => record.Event is not null))));
        output.WriteLine($"{pages.Requests} requests, {first.Closed.Length} windows, {Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories).Sum(file => new FileInfo(file).Length) >> 20} MiB");
    }

    private async Task<T> Measured<T>(string what, Func<Task<T>> run)
    {
        var watch = Stopwatch.StartNew();
        var before = Environment.CpuUsage.TotalTime;
        var result = await run();
        using var process = Process.GetCurrentProcess();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: {watch.Elapsed.TotalSeconds:0.0} s, {(process.TotalProcessorTime - before).TotalSeconds:0.0} s of processors, peak of the process so far {process.PeakWorkingSet64 >> 20} MiB"));
        return result;
    }

    // A page of a hundred events each 14.7 seconds times a hundred.
    private sealed class Pages : IAuditPages
    {
        private const int Size = 100;

        private static readonly TimeSpan Step = TimeSpan.FromDays(169.9) / Count;

        public int Requests { get; private set; }

        public Task<AuditPageAnswer> FetchAsync(AuditPageRequest request, CancellationToken cancellation)
        {
            Requests++;
            var begin = Sample.Start.AddDays(-170);
            var first = Math.Max(0, Ceiling(request.From - begin));
            var last = Math.Min(Count, Ceiling(request.To - begin));
            var from = request.Cursor is { } cursor ? long.Parse(cursor, CultureInfo.InvariantCulture) : first;
            var to = Math.Min(from + Size, last);
            var text = new StringBuilder("[");
            for (var number = from; number < to; number++)
            {
                text.Append(number > from ? "," : "").Append(Encoding.UTF8.GetString(Sample.GitHubJson(number, begin + (Step * number), "pull_request.create_review_request")));
            }

            return Task.FromResult<AuditPageAnswer>(new AuditPage(Encoding.UTF8.GetBytes(text.Append(']').ToString()), to < last ? to.ToString(CultureInfo.InvariantCulture) : null) { RequestId = $"{Requests}" });
        }

        private static long Ceiling(TimeSpan span) => (span.Ticks + Step.Ticks - 1) / Step.Ticks;
    }
}
