using PoPipeline.Rules.Platforms;

namespace PoPipeline.Sources.Pipelines.GitHubActions.Expressions;

/// <summary>A run of which only the event is known that has started it.</summary>
/// <param name="name">The event.</param>
/// <param name="isOwn">Whether the event starts the workflow itself, so that no caller hands inputs to it.</param>
internal sealed class EventRun(string name, bool isOwn)
{
    private const string GitHub = "github";

    private static readonly ObjectValue Nothing = new([]);

    /// <summary>What a condition finds in the first name behind the context; null where that depends on the run. What is not known of an event is never asked for behind it.</summary>
    /// <param name="path">What it asks for.</param>
    public ExpressionValue? ValueOf(ContextPath path) =>
        path.Is("github.event_name") ? new StringValue(name)
        : IsHead(path) && !name.StartsWith("pull_request", StringComparison.OrdinalIgnoreCase) ? new StringValue("")
        : PropertyOf(path) is { } property && !EventProperties.MayHold(name, property) ? Nothing
        : isOwn && IsInput(path) && name is not "workflow_dispatch" ? path.Segments.Length == 2 ? NullValue.Instance : Nothing
        : null;

    /// <summary>Whether a condition asks for what the event is about, so that it is there.</summary>
    /// <param name="node">The condition.</param>
    public bool MustHold(Expression node) => ContextPath.Of(node) is { Segments.Length: 3 } path && PropertyOf(path) is { } property && EventProperties.MustHold(name, property);

    /// <summary>Whether the event decides about what is asked for, whoever calls the workflow.</summary>
    /// <param name="path">What is asked for.</param>
    public static bool IsOfEvent(ContextPath path) => path.Is("github.event_name") || IsHead(path) || PropertyOf(path) is not null;

    /// <summary>Whether an input is asked for.</summary>
    /// <param name="path">What is asked for.</param>
    public static bool IsInput(ContextPath path) => path.Segments.Length > 1 && path[1] is not ContextPath.Any && path.Context.Equals("inputs", StringComparison.OrdinalIgnoreCase);

    // What only proposals have.
    private static bool IsHead(ContextPath path) => path.Is("github.head_ref") || path.Is("github.base_ref");

    private static string? PropertyOf(ContextPath path) => path[1] is { } one && one.Equals("event", StringComparison.OrdinalIgnoreCase) && path.Context.Equals(GitHub, StringComparison.OrdinalIgnoreCase) ? path[2] : null;
}
