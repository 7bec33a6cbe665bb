using PoPipeline.Rules.Model.Pipelines;

namespace PoPipeline.Sources.Pipelines.CircleCi;

/// <summary>Who controls what the platform puts into a text under a name, and what it sets in the environment.</summary>
/// <remarks>
/// Source: https://circleci.com/docs/guides/orchestrate/pipeline-variables/ and https://circleci.com/docs/reference/variables/. Who may push names branches and tags;
/// of a change that somebody proposes from a fork, what its author writes comes with it, where the project builds such changes at all.
/// </remarks>
internal static class PipelineValues
{
    private const string Parameters = "pipeline.parameters.";

    /// <summary>Who controls a value; null where there is none of that name.</summary>
    /// <param name="name">The name: <c>pipeline.git.branch</c>.</param>
    /// <param name="library">Where the parameters of the pipeline are declared.</param>
    public static Provenance? Of(string name, Library library)
    {
        if (name.StartsWith(Parameters, StringComparison.Ordinal))
        {
            // Whoever may start the pipeline says them, and so does a setup.
            return library.Parameters?.Entry(name[Parameters.Length..]) is { } entry ? Made(Origin.Contributor, new Declaration(entry).Charset, name) : null;
        }

        return name switch
        {
            "pipeline.git.branch" or "pipeline.git.tag" or "pipeline.deploy.target_version" or "pipeline.deploy.environment_name" or "pipeline.deploy.component_name" or "pipeline.deploy.namespace" or "pipeline.deploy.current_version" => Made(Origin.Contributor, Charset.Line, name) with { IsOneWord = true },
            "pipeline.git.commit.author_login" => Made(Origin.Outsider, Charset.Limited, name),
            "pipeline.git.commit.body" or "pipeline.git.commit.message" => Made(Origin.Outsider, Charset.Free, name),
            "pipeline.schedule.name" => Made(Origin.Maintainer, Charset.Line, name),
            "pipeline.event.github.pull_request.head.ref" or "pipeline.event.github.pull_request.head.repo.name" or "pipeline.event.github.pull_request.user.login" => Made(Origin.Outsider, name.EndsWith("ref", StringComparison.Ordinal) ? Charset.Line : Charset.Limited, name) with { IsOneWord = true },
            _ when name.StartsWith("pipeline.git.commit.", StringComparison.Ordinal) => Made(Origin.Outsider, name.EndsWith("_avatar_url", StringComparison.Ordinal) ? Charset.Limited : Charset.Line, name),
            _ when name.StartsWith("pipeline.trigger_parameters.webhook.", StringComparison.Ordinal) => Made(Origin.Contributor, Charset.Free, name),
            _ when name.StartsWith("pipeline.trigger_parameters.", StringComparison.Ordinal) || name.StartsWith("pipeline.event.", StringComparison.Ordinal) => OfEvent(name),
            _ when name.StartsWith("pipeline.", StringComparison.Ordinal) => Provenance.Constant,
            _ => null,
        };
    }

    /// <summary>Who controls a variable that the platform sets in every job; null where it sets none of that name.</summary>
    /// <param name="name">The variable.</param>
    public static Provenance? OfVariable(string name) => name switch
    {
        "CIRCLE_BRANCH" or "CIRCLE_TAG" => Made(Origin.Contributor, Charset.Line, name) with { IsOneWord = true },
        "CIRCLE_PR_USERNAME" or "CIRCLE_PR_REPONAME" or "CIRCLE_USERNAME" => Made(Origin.Outsider, Charset.Limited, name) with { IsOneWord = true },
        _ when name.StartsWith("CIRCLE_", StringComparison.Ordinal) || name is "CI" or "CIRCLECI" => Provenance.Constant,
        _ => null,
    };

    // What an event brings, by its last words: titles and messages are its author's.
    private static Provenance OfEvent(string name)
    {
        var last = name[(name.LastIndexOf('.') + 1)..];
        return last switch
        {
            "commit_title" or "title" or "commit_author_name" or "user_name" or "name" or "description" or "label" => Made(Origin.Outsider, Charset.Line, name),
            "commit_message" or "message" or "body" => Made(Origin.Outsider, Charset.Free, name),
            "branch" or "ref" => Made(Origin.Contributor, Charset.Line, name) with { IsOneWord = true },
            "commit_author_email" or "user_username" or "login" or "email" => Made(Origin.Outsider, Charset.Limited, name),
            _ => Provenance.Constant,
        };
    }

    private static Provenance Made(Origin origin, Charset charset, string source) => new(origin, charset) { Sources = [source] };
}
