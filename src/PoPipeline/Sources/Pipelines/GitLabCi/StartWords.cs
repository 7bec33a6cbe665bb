using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.GitLabCi;

/// <summary>Reads <c>when</c> and <c>allow_failure</c>, which may stand in the job and in each of its <c>rules</c>: whether a job starts by itself, and whether its failure matters.</summary>
/// <remarks>Source: https://docs.gitlab.com/ci/yaml/#when, https://docs.gitlab.com/ci/yaml/#allow_failure and https://docs.gitlab.com/ci/jobs/job_control/#types-of-manual-jobs.</remarks>
internal static class StartWords
{
    private const string Manual = "manual";
    private const string Never = "never";
    private const string True = "true";

    // Rules may be put together of lists, by references.
    private const int Deepest = 10;

    /// <summary>What a job waits for; null where it starts by itself, or may, by one of its rules.</summary>
    /// <param name="job">The job.</param>
    public static Start? Of(CiJob job)
    {
        if (RulesOf(job) is not { } rules)
        {
            return null;
        }

        if (rules.IsEmpty)
        {
            return job.Keys["when"] is YamlScalar { Value: Manual } when ? new Start(job.Keys["allow_failure"] is YamlScalar { Value: "false" } ? StartKind.Blocking : StartKind.Optional, when.Span) : null;
        }

        var starting = rules.RemoveAll(rule => rule.When is { Value: Never });
        return starting.IsEmpty ? new Start(StartKind.Never, rules[0].When!.Span)
            : starting.All(rule => rule.When is { Value: Manual }) ? new Start(starting.All(rule => !rule.IsTolerated) ? StartKind.Blocking : StartKind.Optional, starting[0].When!.Span)
            : null;
    }

    /// <summary>Where the failure of a job is declared not to matter; null where it matters, or may, by one of its rules. Of a job that waits for somebody it matters once it was started only where that is said.</summary>
    /// <param name="job">The job.</param>
    public static Located<string>? Tolerated(CiJob job)
    {
        var starting = (RulesOf(job) ?? []).RemoveAll(rule => rule.When is { Value: Never });
        if (!starting.IsEmpty && starting.All(rule => rule.AllowFailure is { Value: True }))
        {
            return new Located<string>(True, starting[0].AllowFailure!.Span);
        }

        return starting.Any(rule => rule.AllowFailure is { Value: "false" }) ? null : job.Keys["allow_failure"] switch
        {
            YamlScalar { Value: True } scalar => new Located<string>(scalar.Value, scalar.Span),
            YamlMapping mapping when mapping["exit_codes"] is YamlScalar { IsNull: false } code => new Located<string>(code.Value, code.Span),
            YamlMapping mapping when mapping["exit_codes"] is YamlSequence codes => new Located<string>(string.Join(' ', codes.Items.OfType<YamlScalar>().Select(code => code.Value)), codes.Span),
            _ => null,
        };
    }

    // Up to the first that always holds; null where one of them is not known.
    private static ImmutableArray<Rule>? RulesOf(CiJob job)
    {
        var nodes = ImmutableArray.CreateBuilder<YamlNode>();
        Flatten(job.Keys["rules"], nodes, Deepest);
        var rules = ImmutableArray.CreateBuilder<Rule>();
        foreach (var node in nodes)
        {
            if (node is not YamlMapping rule)
            {
                return null;
            }

            var own = rule["when"] as YamlScalar;
            var allow = rule["allow_failure"] as YamlScalar;
            var ofJob = own is null ? job.Keys["when"] as YamlScalar : null;

            // In a rule a job that is started by hand holds up the pipeline, outside of rules it does not.
            var isTolerated = allow is not null ? allow.Value is True : job.Keys["allow_failure"] is YamlScalar word ? word.Value is True : ofJob is { Value: Manual };
            rules.Add(new Rule(own ?? ofJob, allow, isTolerated));
            if (rule.Entry("if") is null && rule.Entry("changes") is null && rule.Entry("exists") is null)
            {
                break;
            }
        }

        return rules.DrainToImmutable();
    }

    private static void Flatten(YamlNode? node, ImmutableArray<YamlNode>.Builder rules, int depth)
    {
        if (node is not YamlSequence sequence)
        {
            return;
        }

        foreach (var item in sequence.Items)
        {
            if (item is YamlSequence { Tag: null } && depth > 0)
            {
                Flatten(item, rules, depth - 1);
            }
            else
            {
                rules.Add(item);
            }
        }
    }

    private sealed record Rule(YamlScalar? When, YamlScalar? AllowFailure, bool IsTolerated);
}
