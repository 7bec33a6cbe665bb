using System.Collections.Frozen;

namespace PoPipeline.Sources.Pipelines.GitHubActions.Expressions;

/// <summary>The contexts that name a person, and whom they name.</summary>
internal static class ActorNames
{
    // The last one who did something to the pull request; a bot can be made to be that.
    private static readonly FrozenSet<string> LastActors = Set("""
        github.actor github.triggering_actor github.actor_id github.event.sender.login github.event.sender.id github.event.pull_request.sender.login
        github.event.workflow_run.actor.login github.event.workflow_run.triggering_actor.login github.event.workflow_run.actor.id
        """);

    // The one who wrote the thing.
    private static readonly FrozenSet<string> Authors = Set("""
        github.event.pull_request.user.login github.event.pull_request.user.id github.event.issue.user.login github.event.issue.user.id
        github.event.comment.user.login github.event.comment.user.id github.event.review.user.login github.event.discussion.user.login
        """);

    private static readonly FrozenSet<string> BotIds = Set("49699333 27856297 29110 29139614 41898282");

    /// <summary>Whether it names the last actor.</summary>
    public static bool IsLastActor(ContextPath path) => LastActors.Contains(path.ToString());

    /// <summary>Whether it names the author.</summary>
    public static bool IsAuthor(ContextPath path) => Authors.Contains(path.ToString());

    /// <summary>Whether a value is the name or the id of a bot that anybody can call.</summary>
    public static bool IsBot(ExpressionValue value) => value.AsText.EndsWith("[bot]", StringComparison.OrdinalIgnoreCase) || BotIds.Contains(value.AsText);

    private static FrozenSet<string> Set(string words) =>
        words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.OrdinalIgnoreCase);
}
