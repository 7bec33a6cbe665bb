using System.Collections.Immutable;
using PoPipeline.Rules.Model.Scaffolding;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Backstage;

/// <summary>Reads what the steps of a template publish, and what they ask of changes of it.</summary>
internal static class PublicationReader
{
    /// <summary>What the steps publish.</summary>
    /// <param name="steps">The steps.</param>
    public static ImmutableArray<Publication> Read(IReadOnlyList<TemplateStep> steps)
    {
        var published = ImmutableArray.CreateBuilder<Publication>();
        foreach (var step in steps)
        {
            if (KindOf(step.Action) is { } kind)
            {
                var own = kind is PublicationKind.Repository ? SafeguardsOf(step) : [];
                published.Add(new Publication { Kind = kind, Step = step.Id, Span = step.Span, Safeguards = [.. own.Select(safeguard => WithOthers(safeguard, steps))] });
            }
        }

        return published.DrainToImmutable();
    }

    /// <summary>Whether an action can put no file into what is made, and move none.</summary>
    /// <param name="action">The action.</param>
    public static bool WritesNoFile(string action)
    {
        var colon = action.IndexOf(':', StringComparison.Ordinal);
        return (colon < 0 ? action : action[..colon]) is "publish" or "catalog" or "debug" or "github" or "gitlab" or "bitbucket" or "bitbucketCloud" or "notification" or "http" or "sentry" or "sonarqube" or "argocd" or "azure"
                or "confluence" or "jenkins" or "quay" or "regex" or "servicenow" or "terraform" or "kubernetes"
            || action is "fs:delete" or "fs:read" or "fs:readdir";
    }

    private static PublicationKind? KindOf(string action) => action switch
    {
        "publish:github" or "github:repo:push" or "publish:gitlab" or "publish:azure" or "publish:bitbucket" or "publish:bitbucketCloud" or "publish:bitbucketServer" or "publish:gitea" or "publish:gerrit" => PublicationKind.Repository,
        _ when action.StartsWith("publish:", StringComparison.Ordinal) || action is "azure:repo:pr" => PublicationKind.Change,
        _ => null,
    };

    private static ImmutableArray<Safeguard> SafeguardsOf(TemplateStep step) => step.Action switch
    {
        "publish:github" or "github:repo:push" => OnGitHub(step, isByItself: false),
        "publish:gitlab" => OnGitLab(step),
        _ => [.. Enum.GetValues<SafeguardKind>().Select(kind => new Safeguard(kind, SafeguardState.Unknown, "", step.Span))],
    };

    // A step that protects a branch says what it asks for as the one that publishes does.
    private static ImmutableArray<Safeguard> OnGitHub(TemplateStep step, bool isByItself)
    {
        var protection = isByItself ? new Safeguard(SafeguardKind.Protection, SafeguardState.Given, "", step.Span) : Flag(step, SafeguardKind.Protection, "protectDefaultBranch", SafeguardState.Given);
        if (protection.State is SafeguardState.Off)
        {
            return [protection];
        }

        return
        [
            protection,
            Count(step, "requiredApprovingReviewCount"),
            Flag(step, SafeguardKind.CodeOwnerReview, "requireCodeOwnerReviews", SafeguardState.Unsaid),
            step.Input?["requiredStatusCheckContexts"] switch
            {
                YamlSequence { Items.IsEmpty: false } list => new Safeguard(SafeguardKind.Checks, SafeguardState.Given, "requiredStatusCheckContexts", list.Span),
                YamlScalar { IsNull: false } scalar => new Safeguard(SafeguardKind.Checks, SafeguardState.Chosen, "requiredStatusCheckContexts", scalar.Span),
                _ => new Safeguard(SafeguardKind.Checks, SafeguardState.Unsaid, "requiredStatusCheckContexts", step.Span),
            },
        ];
    }

    // Of the default branch the server says by itself how it is protected.
    private static ImmutableArray<Safeguard> OnGitLab(TemplateStep step)
    {
        var isProtected = (step.Input?["branches"] as YamlSequence)?.Items.OfType<YamlMapping>().FirstOrDefault(branch => branch["protect"] is YamlScalar { Value: "true" });
        var settings = step.Input?["settings"] as YamlMapping;
        const string Checks = "settings.only_allow_merge_if_pipeline_succeeds";
        return
        [
            new Safeguard(SafeguardKind.Protection, isProtected is null ? SafeguardState.Unknown : SafeguardState.Given, "branches", isProtected?.Span.Start ?? step.Span),
            new Safeguard(SafeguardKind.Review, SafeguardState.Unknown, "", step.Span),
            new Safeguard(SafeguardKind.CodeOwnerReview, SafeguardState.Unknown, "", step.Span),
            settings?["only_allow_merge_if_pipeline_succeeds"] is YamlScalar flag ? new Safeguard(SafeguardKind.Checks, StateOf(flag), Checks, flag.Span) : new Safeguard(SafeguardKind.Checks, SafeguardState.Unsaid, Checks, step.Span),
        ];
    }

    private static Safeguard Flag(TemplateStep step, SafeguardKind kind, string input, SafeguardState unsaid) =>
        step.Input?[input] is YamlScalar { IsNull: false } flag ? new Safeguard(kind, StateOf(flag), input, flag.Span) : new Safeguard(kind, unsaid, input, step.Span);

    private static Safeguard Count(TemplateStep step, string input) =>
        step.Input?[input] is YamlScalar { IsNull: false } count
            ? new Safeguard(SafeguardKind.Review, ScaffolderExpressions.AreIn(count.Value) ? SafeguardState.Chosen : count.Value.Trim() is "0" ? SafeguardState.Off : SafeguardState.Given, input, count.Span)
            : new Safeguard(SafeguardKind.Review, SafeguardState.Given, input, step.Span);

    private static SafeguardState StateOf(YamlScalar flag) => flag.Value switch
    {
        "true" => SafeguardState.Given,
        "false" => SafeguardState.Off,
        _ when ScaffolderExpressions.AreIn(flag.Value) => SafeguardState.Chosen,
        _ => SafeguardState.Unknown,
    };

    // What another step asks for is asked for; what nobody here knows may be.
    private static Safeguard WithOthers(Safeguard own, IReadOnlyList<TemplateStep> steps)
    {
        if (own.State is SafeguardState.Given)
        {
            return own;
        }

        foreach (var step in steps)
        {
            if (step.Action is "github:branch-protection:create")
            {
                var other = OnGitHub(step, isByItself: true).FirstOrDefault(safeguard => safeguard.Kind == own.Kind);
                if (other is { State: SafeguardState.Given or SafeguardState.Chosen })
                {
                    return other;
                }
            }
            else if (MayProtect(step))
            {
                return own with { State = SafeguardState.Unknown };
            }
        }

        return own;
    }

    private static bool MayProtect(TemplateStep step) =>
        step.Action.Contains("ruleset", StringComparison.OrdinalIgnoreCase) || step.Action.Contains("protect", StringComparison.OrdinalIgnoreCase)
        || step.Input?.Entries.Any(entry => entry.Value is YamlScalar text && (text.Value.Contains("/protection", StringComparison.Ordinal) || text.Value.Contains("/rulesets", StringComparison.Ordinal))) is true;
}
