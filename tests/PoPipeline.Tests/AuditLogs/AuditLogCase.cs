using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using PoPipeline.Audit.Collecting;
using PoPipeline.Audit.Events;
using PoPipeline.Audit.Sealing;
using PoPipeline.Audit.Storing;
using PoPipeline.AuditLogs;
using PoPipeline.AuditLogs.Stores;
using PoPipeline.Ledger;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.AuditLogs;

namespace PoPipeline.Tests.AuditLogs;

/// <summary>
/// A case of a rule about audit logs: <c>audit/steps.json</c> lists what happened to one, in order, each <c>at</c> a time: <c>collect</c> of a source and <c>query</c>, answered with the
/// events of a file and refused for windows that touch <c>refuse</c>; <c>list</c> of a source and its <c>queries</c>, refused where it says <c>refuse</c>, without which a source has the queries that are collected, but
/// for <c>unlisted</c>, which is an audit log of an earlier version; <c>import</c> of a file; <c>anchor</c>, of the first <c>entries</c> where that is said; <c>keep</c>; <c>mode</c> of the folder; <c>change</c> of a byte of the last file of a folder; <c>cut</c> of that file to <c>length</c> bytes.
/// With <c>bucket</c> it is kept in one that answers so to what is asked about it, with <c>branch</c> on that branch.
/// </summary>
internal static class AuditLogCase
{
    /// <summary>The folder of such a case.</summary>
    public const string Folder = "audit";

    /// <summary>The private key of RFC 8410, section 10.3.</summary>
    private const string Key = """
        -----BEGIN PRIVATE KEY-----
        MC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC
        -----END PRIVATE KEY-----
        """;

    public static AuditLog Read(string folder, Snapshot snapshot)
    {
        var steps = JsonNode.Parse(File.ReadAllText(Path.Combine(folder, "steps.json")))!;
        List(steps);
        using var temporary = new TemporaryFolder();
        var path = Path.Combine(temporary.Path, "store");
        foreach (var step in steps["steps"]!.AsArray().Select(step => step!.AsObject()))
        {
            Take(step, folder, path, steps["signed"]?.GetValue<bool>() is true, steps["recipient"]?.GetValue<string>());
        }

        var log = AuditLogReader.Read(path, snapshot, [], TestContext.Current.CancellationToken);
        if (steps["bucket"] is JsonObject bucket)
        {
            return AuditLogReader.At("s3://acme-audit/github", log, BucketSafety.Of([.. BucketSafety.Questions(onlyAccess: false).Select(question => AnswerOf(bucket[question]))]));
        }

        if (steps["branch"] is { } branch)
        {
            using var place = StorePlaces.Make(StoreAddress.Parse(branch.GetValue<string>()).Value!, _ => null, TimeProvider.System);
            return AuditLogReader.At(place.Name, log, place.Look(onlyAccess: false, TestContext.Current.CancellationToken));
        }

        return log with { Folder = Folder, Unreadable = log.Unreadable?.Replace(path, Folder, StringComparison.Ordinal) };
    }

    // A text is the word by which the storage refuses.
    private static ClientAnswer AnswerOf(JsonNode? answer) => answer is JsonValue word
        ? new ClientAnswer(254, "", $"An error occurred ({word.GetValue<string>()}) when calling the operation: it is so")
        : new ClientAnswer(0, answer?.ToJsonString() ?? "", "");

    // A run lists what it is going to read before it does. Of what was changed nothing is believed, so that it needs no list.
    private static void List(JsonNode steps)
    {
        var all = steps["steps"]!.AsArray();
        if (steps["unlisted"]?.GetValue<bool>() is true || all.Any(step => step!["list"] is not null || step["change"] is not null || step["cut"] is not null))
        {
            return;
        }

        foreach (var source in all.Where(step => step!["collect"] is not null).GroupBy(step => step!["collect"]!.GetValue<string>()).ToList())
        {
            all.Insert(all.IndexOf(source.First()), new JsonObject
            {
                ["at"] = source.First()!["at"]?.DeepClone(),
                ["list"] = source.Key,
                ["queries"] = new JsonArray([.. source.Select(step => step!["query"]!.GetValue<string>()).Distinct().Select(query => JsonValue.Create(query))]),
            });
        }
    }

    private static void Take(JsonObject step, string folder, string path, bool isSigned, string? recipient)
    {
        var time = new FixedTime(Time(step["at"]) ?? CaseTree.ObservedAt);
        if (step["mode"] is { } mode && !OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, (UnixFileMode)Convert.ToInt32(mode.GetValue<string>(), 8));
            return;
        }

        if (step["cut"] is { } cut)
        {
            var file = LastOf(Path.Combine(path, cut.GetValue<string>()));
            File.WriteAllBytes(file, File.ReadAllBytes(file)[..step["length"]!.GetValue<int>()]);
            return;
        }

        if (step["change"] is { } change)
        {
            var file = LastOf(Path.Combine(path, change.GetValue<string>()));
            var bytes = File.ReadAllBytes(file);
            bytes[bytes.Length / 2] ^= 1;
            File.WriteAllBytes(file, bytes);
            return;
        }

        var store = AuditStore.Open(path, new AuditStoreOptions { Signer = isSigned ? LedgerSigner.OfPem(Key) : null, Recipients = recipient is null ? [] : [AgeRecipient.Parse(recipient).Value!] });
        if (step["collect"] is { } collect)
        {
            var feed = new AuditFeed(AuditSource.Parse(collect.GetValue<string>()).Value!, step["query"]!.GetValue<string>());
            var refused = step["refuse"] as JsonObject;
            var pages = new CannedPages(step["events"] is { } events ? File.ReadAllText(Path.Combine(folder, events.GetValue<string>())) : "[]", refused);
            _ = new AuditCollector(store, pages, time).CollectAsync(feed, AuditFeedPolicy.Of(feed, Time(step["since"])), TestContext.Current.CancellationToken).GetAwaiter().GetResult();
        }
        else if (step["list"] is { } list)
        {
            var source = AuditSource.Parse(list.GetValue<string>()).Value!;
            store.AddListing(
                new FeedListing(source, time.GetUtcNow(), [.. step["queries"]!.AsArray().Select(query => query!.GetValue<string>())])
                {
                    Refused = step["refuse"] is { } no ? FeedListing.RefusalOf(source, time.GetUtcNow(), Enum.Parse<RefusalReason>(no["reason"]!.GetValue<string>()), no["message"]!.GetValue<string>()) : null,
                },
                TestContext.Current.CancellationToken);
        }
        else if (step["import"] is { } import)
        {
            _ = new AuditImporter(store, time).Import(Path.Combine(folder, import.GetValue<string>()), AuditSource.Parse(step["source"]!.GetValue<string>()).Value!, limits: null, TestContext.Current.CancellationToken);
        }
        else if (step["anchor"] is { } anchor)
        {
            store.AddAnchor(anchor.GetValue<string>(), time, step["entries"] is { } entries ? CheckpointOf(store.Ledger, entries.GetValue<long>()) : null);
        }
        else
        {
            store.SetKeep(TimeSpan.FromDays(step["keep"]!.GetValue<int>()), time);
        }
    }

    private static Checkpoint CheckpointOf(LedgerFolder ledger, long size) => ledger.Head! with { Size = size, RootHash = Convert.ToBase64String(Merkle.RootHash(size, ledger.Nodes).Span) };

    private static string LastOf(string folder) => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Last();

    private static DateTimeOffset? Time(JsonNode? node) => node is null ? null : DateTimeOffset.Parse(node.GetValue<string>(), CultureInfo.InvariantCulture);

    // Answers each window with those events of a file that are in it, in the order of the file.
    private sealed class CannedPages(string events, JsonObject? refused) : IAuditPages
    {
        public Task<AuditPageAnswer> FetchAsync(AuditPageRequest request, CancellationToken cancellation)
        {
            if (refused is not null && (Time(refused["from"]) is not { } from || request.To > from) && (Time(refused["to"]) is not { } to || request.From < to))
            {
                return Task.FromResult<AuditPageAnswer>(new AuditPageRefusal(Enum.Parse<RefusalReason>(refused["reason"]!.GetValue<string>()), refused["message"]!.GetValue<string>()));
            }

            var here = JsonNode.Parse(events)!.AsArray().Where(item =>
            {
                var at = EventReader.OfJson(request.Feed.Source, Encoding.UTF8.GetBytes(item!.ToJsonString())).Occurred;
                return at >= request.From && at < request.To;
            });
            return Task.FromResult<AuditPageAnswer>(new AuditPage(Encoding.UTF8.GetBytes($"[{string.Join(',', here.Select(item => item!.ToJsonString()))}]"), Next: null));
        }
    }
}
