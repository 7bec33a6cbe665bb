using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Pipelines.Tekton.Validation;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.Tekton;

/// <summary>What the service accounts of runs may do, by the roles that the repository binds them to. What it binds them to elsewhere nobody knows.</summary>
/// <param name="resources">The resources of the repository.</param>
/// <remarks>Source: https://kubernetes.io/docs/reference/access-authn-authz/rbac/.</remarks>
internal sealed class ServiceAccounts(ResourceSet resources)
{
    /// <summary>The group of roles and what binds them.</summary>
    public const string Group = "rbac.authorization.k8s.io";

    // What every cluster has, and may do everything.
    private const string Administrator = "cluster-admin";

    // Who may do everything with these can take the rest.
    private static readonly string[] Decisive = ["*", "secrets", "roles", "rolebindings", "clusterroles", "clusterrolebindings"];

    // All that there is, where it is not written as one.
    private static readonly string[] Verbs = ["get", "list", "watch", "create", "update", "patch", "delete"];

    private readonly ILookup<string, (string? Namespace, string Role)> bound = Bound(resources).ToLookup(bound => bound.Account, bound => (bound.Namespace, bound.Role), StringComparer.Ordinal);

    // What a run has that names none; OpenShift gives runs one of its own.
    private static readonly string[] OfRuns = ["default", "pipeline"];

    private readonly ILookup<string, string> groups = Groups(resources).ToLookup(bound => bound.Group, bound => bound.Role, StringComparer.Ordinal);

    /// <summary>What the token of a run may do where a role in the repository lets it do everything; null where none does.</summary>
    /// <param name="resource">The run, the template of runs, or the listener.</param>
    public TokenPermissions? RightsOf(TektonResource resource) => Named(resource) ?? Unnamed(resource);

    // Who names no account has the one that its namespace gives, and all accounts of a namespace are a group.
    private TokenPermissions? Unnamed(TektonResource resource)
    {
        if (resource.Kind is not ("PipelineRun" or "TaskRun" or "EventListener") || resource.Spec is null || (bound.Count == 0 && groups.Count == 0))
        {
            return null;
        }

        var place = NamespaceOf(resource.Root["metadata"]);
        var isBound = groups["system:serviceaccounts"].Concat(groups["system:authenticated"]).Concat(place is null ? [] : groups[$"system:serviceaccounts:{place}"]).Any(IsEverything)
            || (place is not null && !AccountsOf(resource).Any() && OfRuns.Any(account => bound[account].Any(grant => grant.Namespace == place && IsEverything(grant.Role))));
        return isBound ? new TokenPermissions { Span = AccountsOf(resource).FirstOrDefault()?.Span ?? resource.Span, Rest = Access.Write } : null;
    }

    private TokenPermissions? Named(TektonResource resource) =>
        AccountsOf(resource).FirstOrDefault(account => bound[account.Value].Any(grant => IsMeant(grant.Namespace, NamespaceOf(resource.Root["metadata"])) && IsEverything(grant.Role))) is { } name ? new TokenPermissions { Span = name.Span, Rest = Access.Write } : null;

    // An account of another namespace has the name alone in common. Where either is not written, whoever applies the file says it.
    private static bool IsMeant(string? bound, string? run) => bound is null || run is null || bound == run;

    private static string? NamespaceOf(YamlNode? node) => (node as YamlMapping)?["namespace"] is YamlScalar { IsNull: false } name && !PlainText.IsFilledIn(name) ? name.Value : null;

    private static IEnumerable<YamlScalar> AccountsOf(TektonResource resource) => resource.Kind switch
    {
        "TriggerTemplate" => ItemsOf(resource.Spec?["resourcetemplates"]).SelectMany(made => ServedFields.SpecOf(made) is { } spec ? AccountsOf(spec) : []),
        "PipelineRun" or "TaskRun" or "EventListener" => ServedFields.SpecOf(resource.Root) is { } spec ? AccountsOf(spec) : [],
        _ => [],
    };

    private static IEnumerable<YamlScalar> AccountsOf(YamlMapping spec) =>
        new[] { spec["serviceAccountName"], (spec["taskRunTemplate"] as YamlMapping)?["serviceAccountName"] }
            .Concat(ItemsOf(spec["taskRunSpecs"]).SelectMany(part => new[] { part["serviceAccountName"], part["taskServiceAccountName"] }))
            .OfType<YamlScalar>().Where(name => !name.IsNull);

    private static IEnumerable<(string Account, string? Namespace, string Role)> Bound(ResourceSet resources) =>
        from binding in resources.All
        where binding.Kind is "RoleBinding" or "ClusterRoleBinding" && binding.ApiVersion.StartsWith(Group, StringComparison.Ordinal)
        let role = binding.Root["roleRef"] as YamlMapping
        where role?["kind"] is YamlScalar && role["name"] is YamlScalar
        from subject in ItemsOf(binding.Root["subjects"])
        where subject["kind"] is YamlScalar { Value: "ServiceAccount" } && subject["name"] is YamlScalar
        select (((YamlScalar)subject["name"]!).Value, NamespaceOf(subject), $"{((YamlScalar)role["kind"]!).Value}/{((YamlScalar)role["name"]!).Value}");

    private static IEnumerable<(string Group, string Role)> Groups(ResourceSet resources) =>
        from binding in resources.All
        where binding.Kind is "ClusterRoleBinding" && binding.ApiVersion.StartsWith(Group, StringComparison.Ordinal)
        let role = binding.Root["roleRef"] as YamlMapping
        where role?["kind"] is YamlScalar && role["name"] is YamlScalar
        from subject in ItemsOf(binding.Root["subjects"])
        where subject["kind"] is YamlScalar { Value: "Group" } && subject["name"] is YamlScalar
        select (((YamlScalar)subject["name"]!).Value, $"{((YamlScalar)role["kind"]!).Value}/{((YamlScalar)role["name"]!).Value}");

    private bool IsEverything(string role)
    {
        var parts = role.Split('/', 2);
        return parts is ["ClusterRole", Administrator] || ItemsOf(resources.Find(parts[0], parts[1])?.Root["rules"]).Any(rule =>
            IsEach(rule["verbs"]) && Has(rule["resources"], Decisive));
    }

    private static bool IsEach(YamlNode? verbs) => Has(verbs, ["*"]) || Verbs.All(verb => Has(verbs, [verb]));

    private static bool Has(YamlNode? list, string[] words) => Parameters.Texts(list).Any(text => words.Contains(text.Value, StringComparer.Ordinal));

    private static IEnumerable<YamlMapping> ItemsOf(YamlNode? list) => (list as YamlSequence)?.Items.OfType<YamlMapping>() ?? [];
}
