using System.Collections.Immutable;
using PoPipeline.Rules.Data;
using PoPipeline.Rules.Model.Pipelines;

namespace PoPipeline.Sources.Pipelines.GitHubActions;

/// <summary>Finds steps that ask whether the one who caused the run has rights on the repository.</summary>
internal static class StepGates
{
    // What scripts call to ask it, by Octokit, by gh or by curl.
    private static readonly string[] Calls =
        ["getCollaboratorPermissionLevel", "checkCollaborator", "checkMembershipForUser", "getMembershipForUserInOrg", "checkPermissionsForRepoInOrg"];

    /// <summary>The demands of one step.</summary>
    /// <param name="uses">What it uses; null where it uses nothing.</param>
    /// <param name="scripts">What it runs.</param>
    public static ImmutableArray<Gate> Of(Reference? uses, ImmutableArray<Script> scripts)
    {
        if (uses is not null && Catalogue.Find(uses)?.Gate is { } gate)
        {
            return [new Gate(gate, uses.Text, uses.Span)];
        }

        return [.. scripts.Select(OfScript).OfType<Gate>()];
    }

    private static Gate? OfScript(Script script)
    {
        foreach (var call in Calls)
        {
            if (script.Text.IndexOf(call, StringComparison.Ordinal) is >= 0 and var start)
            {
                return new Gate(GateKind.Permission, call, script.PlaceOf(start, call.Length));
            }
        }

        // A script that ends the step where the author is none of those who belong to the repository.
        const string Association = "author_association";
        if (script.Text.IndexOf(Association, StringComparison.Ordinal) is >= 0 and var asked
            && (script.Text.Contains("setFailed(", StringComparison.Ordinal) || script.Text.Contains("exit 1", StringComparison.Ordinal))
            && (script.Text.Contains("MEMBER", StringComparison.Ordinal) || script.Text.Contains("OWNER", StringComparison.Ordinal)))
        {
            return new Gate(GateKind.AuthorAssociation, Association, script.PlaceOf(asked, Association.Length));
        }

        const string Path = "/collaborators/";
        var at = script.Text.IndexOf(Path, StringComparison.Ordinal);
        return at >= 0 && script.Text.AsSpan(at).Contains("/permission", StringComparison.Ordinal)
            ? new Gate(GateKind.Permission, Path, script.PlaceOf(at, Path.Length))
            : null;
    }
}
