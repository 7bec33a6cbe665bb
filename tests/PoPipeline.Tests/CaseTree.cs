using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using PoPipeline.Rules.Model;
using PoPipeline.Snapshots;
using PoPipeline.Sources;
using PoPipeline.Tests.AuditLogs;
using PoPipeline.Tests.Settings;

namespace PoPipeline.Tests;

/// <summary>The tiny repositories below <c>Cases</c>.</summary>
internal static class CaseTree
{
    public const string Expected = "expected.txt";

    // The policy of the branch that counts.
    private const string Trusted = "trusted.popipeline.yml";

    // What the records say, as a snapshot holds it.
    private const string Records = "records.json";

    public static readonly DateTimeOffset ObservedAt = DateTimeOffset.Parse("2026-11-22T12:00:00Z", CultureInfo.InvariantCulture);

    public static string Root { get; } = Path.Combine(TestPaths.Project, "Cases");

    /// <summary>The folders of cases, by rule: <c>PO3204.PinReusedPipelineCode/fail-tag</c>.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        .. Directory.EnumerateDirectories(Root)
            .SelectMany(Directory.EnumerateDirectories)
            .Select(folder => Path.GetRelativePath(Root, folder).Replace('\\', '/'))
            .Order(StringComparer.Ordinal),
    ];

    // Nothing changes a case while tests run, and nobody a snapshot: a dozen laws look at all of them.
    private static readonly ConcurrentDictionary<string, Lazy<Snapshot>> Collected = new(StringComparer.Ordinal);

    /// <summary>What is collected of a case, the same each time.</summary>
    public static Snapshot Collect(string name) => Collected.GetOrAdd(name, static name => new Lazy<Snapshot>(() => CollectFolder(Path.Combine(Root, name)))).Value;

    /// <summary>Collects a tree that lies inside this repository as if it were one of its own.</summary>
    public static Snapshot CollectFolder(string folder)
    {
        var (policy, trust) = TestPolicy.InForce(folder, Trusted);
        var request = new CollectionRequest { Root = folder, Policy = policy, Trust = trust, UseGit = false };
        var snapshot = new Collector(new FixedTime(ObservedAt)).Collect(request);
        var files = snapshot.Repository.Files.Remove(Expected).Remove(Records).Remove(Trusted).Remove(SettingsCase.File).RemoveAll(file => file.StartsWith(AuditLogCase.Folder + "/", StringComparison.Ordinal));
        return WithAuditLog(folder, WithSettings(folder, WithRecords(folder, snapshot with { Repository = snapshot.Repository with { Files = files } })));
    }

    private static Snapshot WithSettings(string folder, Snapshot snapshot) =>
        Path.Combine(folder, SettingsCase.File) is var file && File.Exists(file) ? snapshot with { Settings = SettingsCase.Read(File.ReadAllText(file), snapshot) } : snapshot;

    private static Snapshot WithAuditLog(string folder, Snapshot snapshot) =>
        Path.Combine(folder, AuditLogCase.Folder) is var log && File.Exists(Path.Combine(log, "steps.json")) ? snapshot with { AuditLog = AuditLogCase.Read(log, snapshot) } : snapshot;

    private static Snapshot WithRecords(string folder, Snapshot snapshot)
    {
        var file = Path.Combine(folder, Records);
        if (!File.Exists(file))
        {
            return snapshot;
        }

        using var stream = new MemoryStream();
        SnapshotJson.Write(snapshot, stream);
        var json = JsonNode.Parse(stream.ToArray()) ?? throw new InvalidOperationException("A snapshot is no JSON.");
        json["records"] = JsonNode.Parse(File.ReadAllText(file));
        return SnapshotJson.Read(Encoding.UTF8.GetBytes(json.ToJsonString()));
    }
}
