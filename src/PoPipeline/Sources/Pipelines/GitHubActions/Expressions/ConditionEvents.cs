using System.Collections.Immutable;
using PoPipeline.Rules.Platforms;

namespace PoPipeline.Sources.Pipelines.GitHubActions.Expressions;

/// <summary>Tells for which events a condition is never true: it asks for the event's name, for what the event does not come with, for an input that nobody gives then, or for a ref that it does not start from.</summary>
internal static class ConditionEvents
{
    /// <summary>The events for which it is never true, of those that may start the workflow.</summary>
    /// <param name="root">The condition.</param>
    /// <param name="scope">What is known where it stands.</param>
    public static ImmutableArray<string> NeverOn(Expression root, OriginScope scope) =>
        !scope.IsCalled ? Of(root, scope, scope.Events, isOwn: !scope.MayBeGiven)
        : KnownTruth.PathsIn(root).Any(EventRun.IsOfEvent) ? [.. EventTable.Names.Where(name => KnownTruth.IsNeverOn(root, scope, new EventRun(name, isOwn: false)))]
        : [];

    /// <summary>The events that start the workflow itself, for which it is never true where no other workflow calls that; empty where none may.</summary>
    /// <param name="root">The condition.</param>
    /// <param name="scope">What is known where it stands.</param>
    public static ImmutableArray<string> NeverByItself(Expression root, OriginScope scope) => scope.MayBeGiven ? Of(root, scope, scope.OwnEvents.Where(found => !found.IsCall), isOwn: true) : [];

    // Several events of one name are those of several callers.
    private static ImmutableArray<string> Of(Expression root, OriginScope scope, IEnumerable<WorkflowEvent> events, bool isOwn) =>
        KnownTruth.PathsIn(root).Any(path => EventRun.IsOfEvent(path) || EventRun.IsInput(path) || path.Is("github.ref") || path.Is("github.ref_type"))
            ? [.. events.GroupBy(found => found.Name, StringComparer.Ordinal).Where(named => KnownTruth.IsNeverOn(root, scope with { Events = [.. named] }, new EventRun(named.Key, isOwn))).Select(named => named.Key)]
            : [];
}
