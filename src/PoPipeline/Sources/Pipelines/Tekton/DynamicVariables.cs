using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Pipelines.Tekton.Cel;

namespace PoPipeline.Sources.Pipelines.Tekton;

/// <summary>Who controls what Pipelines-as-Code puts into a text.</summary>
/// <remarks>Source: https://pipelinesascode.com/docs/guide/authoringprs/#default-parameters and https://pipelinesascode.com/docs/guide/gitops_commands/#passing-parameters-to-gitops-commands-as-arguments.</remarks>
internal static class DynamicVariables
{
    /// <summary>Who controls a variable.</summary>
    /// <param name="path">The variable, without its braces: <c>source_branch</c>, <c>body.pull_request.title</c>.</param>
    /// <param name="events">What starts the run.</param>
    public static Provenance Of(string path, PipelineEvents events)
    {
        var proposer = events.IsOfProposals ? Origin.Outsider : Origin.Contributor;
        return path switch
        {
            "revision" => events.IsOfProposals ? Provenance.ProposedBy(path) : Provenance.Constant,
            "pull_request_number" or "event" or "event_type" or "git_auth_secret" or "target_namespace" or "trigger_comment_id" => Provenance.Constant,
            "repo_url" or "repo_owner" or "repo_name" => Named(Origin.Maintainer, Charset.Limited, path),
            "target_branch" => Named(Origin.Maintainer, Charset.Line, path) with { IsOneWord = true },
            "git_tag" => Named(Origin.Contributor, Charset.Line, path) with { IsOneWord = true },
            "source_url" => Named(proposer, Charset.Limited, path) with { IsOneWord = true },
            "source_branch" => Named(proposer, Charset.Line, path) with { IsOneWord = true },
            "sender" => Named(proposer, Charset.Limited, path),
            "event_title" => Named(proposer, Charset.Line, path),
            "trigger_comment" => Named(events.IsOfProposals ? Origin.Contributor : Origin.Maintainer, Charset.Free, path),
            "pull_request_labels" => Named(Origin.Contributor, Charset.Line, path),
            _ when path.StartsWith("body.", StringComparison.Ordinal) => OfPayload(path["body.".Length..], path, events.IsOfProposals),
            _ when path.StartsWith("headers", StringComparison.Ordinal) => Named(Origin.Maintainer, Charset.Limited, path),
            _ when path.StartsWith("files.", StringComparison.Ordinal) => Named(proposer, Charset.Free, path),
            "body" => Named(proposer, Charset.Free, path),
            _ when path.StartsWith("cel:", StringComparison.Ordinal) => CelReader.Read(path["cel:".Length..], out _) is { } expression
                ? CelValues.Of(expression, variable => Of(variable, events))
                : Provenance.Unknown with { Sources = [path] },

            // One of the parameters of the Repository, which is set in the cluster.
            _ => Named(Origin.Maintainer, Charset.Free, path),
        };
    }

    /// <summary>Who controls a field of what a forge sends.</summary>
    /// <param name="field">The field: <c>pull_request.title</c>.</param>
    /// <param name="path">What it is called in the text.</param>
    /// <param name="isOfProposals">Whether whoever proposes a change has it sent.</param>
    /// <remarks>Source: https://docs.github.com/webhooks/webhook-events-and-payloads and https://docs.gitlab.com/user/project/integrations/webhook_events/.</remarks>
    public static Provenance OfPayload(string field, string path, bool isOfProposals)
    {
        var origin = isOfProposals ? Origin.Outsider : Origin.Contributor;
        var last = field[(field.LastIndexOf('.') + 1)..];
        if (IsFixed(last))
        {
            return field.Contains("head", StringComparison.Ordinal) && last is "sha" or "id" && isOfProposals ? Provenance.ProposedBy(path) : Provenance.Constant;
        }

        // What the repository says of itself its owners say.
        if (IsOfOwners(field))
        {
            return Named(Origin.Maintainer, last is "description" or "homepage" ? Charset.Line : Charset.Limited, path);
        }

        return last switch
        {
            "login" or "username" or "html_url" or "clone_url" or "ssh_url" or "git_url" or "url" or "full_name" or "path_with_namespace" or "web_url" or "git_http_url" => Named(origin, Charset.Limited, path),
            "ref" or "source_branch" or "label" => Named(origin, Charset.Line, path) with { IsOneWord = true },
            "title" or "name" or "email" or "company" or "location" => Named(origin, Charset.Line, path),
            _ => Named(origin, Charset.Free, path),
        };
    }

    private static bool IsOfOwners(string field) =>
        field.StartsWith("repository.", StringComparison.Ordinal) || field.StartsWith("organization.", StringComparison.Ordinal) || field.StartsWith("project.", StringComparison.Ordinal)
        || field.StartsWith("pull_request.base.", StringComparison.Ordinal) || field.StartsWith("base.", StringComparison.Ordinal) || field is "object_attributes.target_branch";

    private static bool IsFixed(string name) =>
        name is "id" or "sha" or "number" or "iid" or "state" or "action" or "node_id" or "size" or "after" or "before" or "checkout_sha" or "merged" or "draft" or "fork" or "private" or "type" or "object_kind" or "event_type" or "timestamp" or "truncated-sha"
        || name.EndsWith("_at", StringComparison.Ordinal) || name.EndsWith("_id", StringComparison.Ordinal) || name.EndsWith("_sha", StringComparison.Ordinal) || name.EndsWith("_count", StringComparison.Ordinal);

    private static Provenance Named(Origin origin, Charset charset, string path) => new(origin, charset) { Sources = [path] };
}
