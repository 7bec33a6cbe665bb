using System.Collections.Frozen;
using System.Text.Json;
using PoPipeline.Audit.Events;

namespace PoPipeline.Audit.Storing;

/// <summary>Knows which feed may tell of which events. What forges only stream, and never answer, stands in <c>streamed-events.json</c>, with where that is described.</summary>
internal static class EventKinds
{
    private const string GitActions = "git.";

    private static readonly Lazy<FrozenSet<string>> Streamed = new(ReadStreamed);

    /// <summary>The sort of an event.</summary>
    /// <param name="action">What was done; null where that is not known.</param>
    public static EventKind Of(string? action) => action is null ? EventKind.Unknown
        : action.StartsWith(GitActions, StringComparison.OrdinalIgnoreCase) ? EventKind.Git
        : Streamed.Value.Contains(action) ? EventKind.Streamed
        : EventKind.Other;

    /// <summary>Whether a feed may tell of events of a sort.</summary>
    /// <param name="feed">The feed.</param>
    /// <param name="kind">The sort.</param>
    public static bool MayTell(AuditFeed feed, EventKind kind) => (feed, kind) switch
    {
        (_, EventKind.Unknown) => true,
        (_, EventKind.Streamed) => false,
        ({ Source.Forge: AuditForge.GitHub, Query: AuditFeed.GitHubGit }, _) => kind is EventKind.Git,
        ({ Source.Forge: AuditForge.GitHub, Query: AuditFeed.GitHubWeb }, _) => kind is not EventKind.Git,
        _ => true,
    };

    // No word is one of both forges.
    private static FrozenSet<string> ReadStreamed()
    {
        using var stream = typeof(EventKinds).Assembly.GetManifestResourceStream("streamed-events.json") ?? throw new InvalidOperationException("The list of streamed events is not in the assembly.");
        using var document = JsonDocument.Parse(stream);
        return document.RootElement.GetProperty("forges").EnumerateArray()
            .SelectMany(forge => forge.GetProperty("actions").EnumerateArray())
            .Select(action => action.GetString() ?? "")
            .ToFrozenSet(StringComparer.OrdinalIgnoreCase);
    }
}

/// <summary>What sort of event it is, by which a feed tells of it or does not.</summary>
internal enum EventKind
{
    /// <summary>What was done is not said, or encrypted: it may be of any sort.</summary>
    Unknown,

    /// <summary>It is one of git.</summary>
    Git,

    /// <summary>The forge streams it, and never answers it.</summary>
    Streamed,

    /// <summary>It is another one.</summary>
    Other,
}
