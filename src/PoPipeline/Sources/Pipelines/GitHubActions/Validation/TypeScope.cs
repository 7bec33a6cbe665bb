using System.Collections.Frozen;
using System.Collections.Immutable;

namespace PoPipeline.Sources.Pipelines.GitHubActions.Validation;

/// <summary>What is known of each context where an expression stands.</summary>
internal sealed class TypeScope
{
    private readonly FrozenDictionary<string, ExpressionType> known;
    private readonly TypeScope? outer;
    private readonly string? context;
    private readonly ExpressionType? type;

    private TypeScope(FrozenDictionary<string, ExpressionType> known, TypeScope? outer = null, string? context = null, ExpressionType? type = null)
    {
        this.known = known;
        this.outer = outer;
        this.context = context;
        this.type = type;
    }

    private static readonly FrozenSet<string> Names = new[]
    {
        "github", "env", "vars", "job", "jobs", "steps", "runner", "secrets", "strategy", "matrix", "needs", "inputs",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly ExpressionType GitHub = ExpressionType.Of(
    [
        .. "action action_path action_ref action_repository action_status actor actor_id api_url base_ref env event_name event_path graphql_url head_ref job output path ref ref_name ref_type repository repository_id repository_owner repository_owner_id repositoryUrl repository_visibility retention_days run_attempt run_id run_number secret_source server_url sha state step_summary token triggering_actor workflow workflow_ref workflow_sha workspace host_workspace"
            .Split(' ').Select(name => (name, ExpressionType.Text)),
        ("artifact_cache_size_limit", ExpressionType.Any), ("ref_protected", ExpressionType.Any), ("event", ExpressionType.AnyMap),
    ]);

    private static readonly ExpressionType Container = ExpressionType.Of(("id", ExpressionType.Text), ("network", ExpressionType.Text));

    /// <summary>What is known everywhere.</summary>
    public static TypeScope Everywhere { get; } = new(FrozenDictionary.Create(StringComparer.OrdinalIgnoreCase,
    [
        KeyValuePair.Create("github", GitHub),
        KeyValuePair.Create("env", ExpressionType.TextMap),
        KeyValuePair.Create("vars", ExpressionType.TextMap),
        KeyValuePair.Create("secrets", ExpressionType.TextMap),
        KeyValuePair.Create("job", ExpressionType.Of(
            ("status", ExpressionType.Text), ("check_run_id", ExpressionType.Number), ("container", Container),
            ("services", new ExpressionType.Map(ExpressionType.NoProperties, ExpressionType.Of(
                ("id", ExpressionType.Text), ("network", ExpressionType.Text), ("ports", ExpressionType.TextMap)))),
            ("workflow_ref", ExpressionType.Text), ("workflow_sha", ExpressionType.Text), ("workflow_repository", ExpressionType.Text),
            ("workflow_file_path", ExpressionType.Text))),
        KeyValuePair.Create("runner", ExpressionType.Of(
        [
            .. "name os arch temp tool_cache debug environment workspace".Split(' ').Select(name => (name, ExpressionType.Text)),
        ])),
        KeyValuePair.Create("strategy", ExpressionType.Of(
            ("fail-fast", ExpressionType.Boolean), ("job-index", ExpressionType.Number), ("job-total", ExpressionType.Number), ("max-parallel", ExpressionType.Number))),
    ]));

    /// <summary>Whether there is such a context anywhere.</summary>
    public static bool IsContext(string name) => Names.Contains(name);

    /// <summary>What is known of a context; anything where it is not known.</summary>
    public ExpressionType this[string context]
    {
        get
        {
            // A few are known better than everywhere, the last of a name best: no copy of the others is made for them.
            for (var scope = this; scope is not null; scope = scope.outer)
            {
                if (scope.type is not null && context.Equals(scope.context, StringComparison.OrdinalIgnoreCase))
                {
                    return scope.type;
                }
            }

            return known.GetValueOrDefault(context, ExpressionType.Any);
        }
    }

    /// <summary>The scope with one context known better.</summary>
    public TypeScope With(string context, ExpressionType type) => new(known, this, context, type);

    /// <summary>The scope with what the event's inputs are.</summary>
    public TypeScope WithEventInputs(ExpressionType inputs)
    {
        var github = (ExpressionType.Map)GitHub;
        var holder = new ExpressionType.Map(ExpressionType.NoProperties.Add("inputs", inputs), ExpressionType.Any);
        return With("github", github with { Properties = github.Properties.SetItem("event", holder) });
    }
}
