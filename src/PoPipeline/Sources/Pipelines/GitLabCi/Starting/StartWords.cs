using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.GitLabCi.Starting;

/// <summary>Reads <c>when</c> and <c>allow_failure</c>, which may stand in the job and in each of its <c>rules</c>: whether a job starts by itself, and whether its failure matters.</summary>
/// <remarks>Source: https://docs.gitlab.com/ci/yaml/#when, https://docs.gitlab.com/ci/yaml/#allow_failure and https://docs.gitlab.com/ci/jobs/job_control/#types-of-manual-jobs.</remarks>
internal sealed class StartWords
{
    private const string True = "true";

    private readonly YamlNode? allowFailure;
    private readonly StartMode mode;
    private readonly bool mayFail;

    /// <summary>Reads the words of a job itself, which hold where a rule writes none.</summary>
    /// <param name="job">The job.</param>
    public StartWords(CiJob job)
    {
        When = Written(job, "when");
        allowFailure = Written(job, "allow_failure")?.Value;
        mode = ModeOf((When?.Value as YamlScalar)?.Value);

        // Written beside 'when: manual' and not in a rule, 'manual' alone lets the job fail.
        mayFail = allowFailure switch
        {
            null => mode is StartMode.ByHand,
            YamlScalar scalar => scalar.Value is True,
            _ => false,
        };
    }

    /// <summary>The job's own <c>when</c>; null where there is none.</summary>
    public YamlEntry? When { get; }

    /// <summary>What becomes of a job that has no rules.</summary>
    /// <param name="decided">What decides.</param>
    public StartOutcome Outcome(Place decided) => new(mode, mayFail, decided, Rule: null);

    /// <summary>What becomes of the job by one of its rules.</summary>
    /// <param name="rule">The rule.</param>
    public StartOutcome Outcome(StartRule rule) => new(
        rule.Node is null ? StartMode.Unknown : rule.When is null ? mode : ModeOf(rule.When.Value),
        rule.AllowFailure is { } allowed ? allowed.Value is True : mayFail,
        rule.Decides,
        rule);

    /// <summary>What the job waits for, whatever starts the pipeline; null where it starts by itself, or may, by one of its rules.</summary>
    /// <param name="rules">Its rules; empty where it has none.</param>
    public Start? WaitsFor(ImmutableArray<StartRule> rules)
    {
        if (rules.IsEmpty)
        {
            return mode is StartMode.ByHand ? new Start(mayFail ? StartKind.Optional : StartKind.Blocking, When!.Value.Span) : null;
        }

        var outcomes = Reached(rules);
        var starting = outcomes.RemoveAll(outcome => outcome.Mode is StartMode.Never);
        return starting.IsEmpty ? new Start(StartKind.Never, PlaceOf(outcomes[0]))
            : starting.All(outcome => outcome.Mode is StartMode.ByHand) ? new Start(starting.All(outcome => !outcome.MayFail) ? StartKind.Blocking : StartKind.Optional, PlaceOf(starting[0]))
            : null;
    }

    /// <summary>Where it is written that the job starts whatever became of those before it, by one of its rules at least; null where it does not.</summary>
    /// <param name="rules">Its rules; empty where it has none.</param>
    public Place? Regardless(ImmutableArray<StartRule> rules) =>
        rules.IsEmpty ? mode is StartMode.Always ? When!.Value.Span : null
        : Reached(rules).FirstOrDefault(outcome => outcome.Mode is StartMode.Always) is { } found ? PlaceOf(found) : null;

    /// <summary>Where the failure of the job is declared not to matter; null where it matters, or may, by one of its rules. Of a job that waits for somebody it matters once it was started only where that is said.</summary>
    /// <param name="rules">Its rules; empty where it has none.</param>
    public Located<string>? Tolerated(ImmutableArray<StartRule> rules)
    {
        var starting = Reached(rules).RemoveAll(outcome => outcome.Mode is StartMode.Never);
        if (!starting.IsEmpty && starting.All(outcome => outcome.Rule!.AllowFailure is { Value: True }))
        {
            return new Located<string>(True, starting[0].Rule!.AllowFailure!.Span);
        }

        return starting.Any(outcome => outcome.Rule!.AllowFailure is { Value: "false" }) ? null : allowFailure switch
        {
            YamlScalar { Value: True } scalar => new Located<string>(scalar.Value, scalar.Span),
            YamlMapping mapping when mapping["exit_codes"] is YamlScalar { IsNull: false } code => new Located<string>(code.Value, code.Span),
            YamlMapping mapping when mapping["exit_codes"] is YamlSequence codes => new Located<string>(string.Join(' ', codes.Items.OfType<YamlScalar>().Select(code => code.Value)), codes.Span),
            _ => null,
        };
    }

    /// <summary>Where it is written that the job starts only when one before it failed, by whichever of its rules; null where it may start otherwise.</summary>
    /// <param name="rules">Its rules; empty where it has none.</param>
    public Place? AfterFailure(ImmutableArray<StartRule> rules)
    {
        if (rules.IsEmpty)
        {
            return mode is StartMode.OnFailure ? When!.Value.Span : null;
        }

        var starting = Reached(rules).RemoveAll(outcome => outcome.Mode is StartMode.Never);
        return !starting.IsEmpty && starting.All(outcome => outcome.Mode is StartMode.OnFailure) ? PlaceOf(starting[0]) : null;
    }

    // Up to the first that always holds.
    private ImmutableArray<StartOutcome> Reached(ImmutableArray<StartRule> rules)
    {
        var outcomes = ImmutableArray.CreateBuilder<StartOutcome>();
        foreach (var rule in rules)
        {
            outcomes.Add(Outcome(rule));
            if (rule.IsUnconditional)
            {
                break;
            }
        }

        return outcomes.DrainToImmutable();
    }

    // The word itself, which stands in the rule or in the job.
    private Place PlaceOf(StartOutcome outcome) => outcome.Rule?.When?.Span ?? When!.Value.Span;

    private static YamlEntry? Written(CiJob job, string key) => job.Keys.Entry(key) is { Value: not YamlScalar { IsNull: true } } entry ? entry : null;

    private static StartMode ModeOf(string? when) => when switch
    {
        null or "on_success" => StartMode.ByItself,
        "always" => StartMode.Always,
        "on_failure" => StartMode.OnFailure,
        "manual" => StartMode.ByHand,
        "delayed" => StartMode.Delayed,
        "never" => StartMode.Never,
        _ => StartMode.Unknown,
    };
}
