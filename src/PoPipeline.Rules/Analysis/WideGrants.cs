using PoPipeline.Rules.Model.Deployments;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Model.Results;

namespace PoPipeline.Rules.Analysis;

/// <summary>What is said of something that is allowed beyond what anything needs.</summary>
internal static class WideGrants
{
    /// <summary>The findings of a deployment.</summary>
    /// <param name="pipeline">Its file.</param>
    public static IEnumerable<Finding> In(Pipeline pipeline) =>
        from grant in pipeline.Deployment?.Grants ?? []
        let known = Describe(grant)
        select new Finding
        {
            Message = $"'{grant.Text}' {known.Message}",
            Subject = $"{pipeline.Subject}grants/{grant.Kind}{(grant.To.Length == 0 ? "" : $"/{grant.To}")}",
            Place = grant.Span,
            Severity = known.Severity,
            Pedantic = known.IsPedantic,
        };

    private static (string Message, Severity Severity, bool IsPedantic) Describe(WideGrant grant) => grant.Kind switch
    {
        WideGrantKind.AnySource => ("lets whatever lies in any repository be deployed, also in one of somebody else: whoever may add a deployment to this group needs no review here. Name the repositories.", Severity.Medium, false),
        WideGrantKind.EveryRepository => ("deploys each repository of an owner, also the one that somebody makes there tomorrow. Name by a filter which of them are meant.", Severity.Low, false),
        WideGrantKind.AnyDestination => ("lets it be deployed to anywhere, also to where the deploying tool itself runs and where others keep theirs. Name the clusters and namespaces.", Severity.Medium, false),
        WideGrantKind.AnyResource => ("lets what is deployed hold any kind of resource, also roles and the bindings that make an administrator of it. Name the kinds that are needed.", Severity.Medium, false),
        WideGrantKind.AnyWriter => ("lets whoever may write in any namespace say what is deployed, with the rights of this group. Name the namespaces.", Severity.Medium, false),
        WideGrantKind.Everything when IsAdministrator(grant.To) => ($"lets '{grant.To}' do anything with anything, as its name says; what is missing is a limit. Name the resources and actions that its work takes.", Severity.Low, true),
        WideGrantKind.Everything => ($"lets '{grant.To}' do anything with anything: change what is deployed and where, read the logs, run programs in it, and change who may what. Name the resources and actions that are needed.", Severity.High, false),
        WideGrantKind.EveryDeployment when IsAdministrator(grant.To) => ($"lets '{grant.To}' do anything with every deployment, of all groups. Name the groups.", Severity.Low, true),
        WideGrantKind.EveryDeployment => ($"lets '{grant.To}' do anything with every deployment, of all groups: delete it, deploy another version of it, and deploy what lies in no repository. Name the groups, and the actions that are needed.", Severity.Medium, false),
        WideGrantKind.EveryShell when IsAdministrator(grant.To) => ($"lets '{grant.To}' run programs in whatever is deployed, with the secrets there. Name the group that it is for.", Severity.Low, true),
        WideGrantKind.EveryShell => ($"lets '{grant.To}' run programs in whatever is deployed, with the secrets there. Name the group that it is for.", Severity.Medium, false),
        WideGrantKind.EverythingToAll => ("lets everybody who can log in do anything with anything: change what is deployed and where, and read what is in it. Grant nothing to all, or to read, and the rest to roles.", Severity.High, false),
        WideGrantKind.Anonymous => ("lets in who has not logged in, with the rights of everybody who has: whoever reaches the address sees what is deployed, and more where those rights say more. Leave it off.", Severity.Medium, false),
        WideGrantKind.Shell => ("offers a shell in whatever is deployed, on the pages of the tool, to everybody whom a role lets. Leave it off, and keep shells to those who look after the cluster.", Severity.Low, false),
        WideGrantKind.OpenGroup => ("is the group that allows every repository, every cluster and every kind of resource unless somebody narrowed it, so that nothing limits what this deploys. Make a group for it that names what it needs.", Severity.Low, false),
        WideGrantKind.EndlessToken => ("is a token that never ends: whoever got hold of it once has what its role allows until somebody takes it away. Make tokens that end.", Severity.Medium, false),
        WideGrantKind.NamedByOutsiders => ("takes the group that decides what may be deployed, and to where, from a text that anybody writes who can propose a change: they choose the group that allows most. Write the group out.", Severity.High, false),
        WideGrantKind.NamedByContributors => ("takes the group that decides what may be deployed, and to where, from what lies in a repository: whoever can push there chooses the group that allows most. Write the group out.", Severity.Medium, false),
        WideGrantKind.ForeignFiles => ("lets what is deployed read files from outside its own folder while it is made, so also what the tool and other deployments keep there. Leave it out.", Severity.Medium, false),
        _ => ("lets what is deployed run programs of its own in the deploying tool while it is made, beside the credentials of all others. Leave it out.", Severity.High, false),
    };

    private static bool IsAdministrator(string role) => role.Contains("admin", StringComparison.OrdinalIgnoreCase);
}
