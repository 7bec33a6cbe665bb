using System.Collections.Immutable;
using PoPipeline.InToto.Attesting;
using PoPipeline.InToto.Metadata;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Results;

namespace PoPipeline.Outputs.Attesting;

/// <summary>
/// Says what came of judging as a statement of in-toto. It agrees with the exit code of a check: what could not be looked at although it had to be is
/// FAILED, since the predicate has no word for ignorance, which is never a pass.
/// </summary>
internal static class TestResultStatement
{
    /// <summary>The names of the files.</summary>
    public static ImmutableArray<string> FileNames { get; } = [.. Enum.GetValues<AttestationForm>().Select(FileNameOf)];

    /// <summary>Stands among the tests that failed where the gate is not met for another reason than a rule.</summary>
    public const string GateTest = "gate";

    /// <summary>The name of the file.</summary>
    /// <param name="form">As what the result is attested.</param>
    public static string FileNameOf(AttestationForm form) => form switch
    {
        AttestationForm.Statement => "popipeline.statement.json",
        AttestationForm.Predicate => "popipeline.predicate.json",
        _ => "popipeline.intoto.jsonl",
    };

    /// <summary>The predicate.</summary>
    /// <param name="assessment">What was found.</param>
    /// <param name="failOn">The least severity that fails; null where no finding does.</param>
    public static TestResultPredicate Of(Assessment assessment, Severity? failOn)
    {
        var gate = BuildGate.Judge(assessment, failOn);
        var incomplete = gate.Code is ExitCode.Incomplete ? BuildGate.IncompleteOf(assessment).Select(judgement => judgement.Rule.Id).ToHashSet(StringComparer.Ordinal) : [];
        var (passed, warned, failed) = (ImmutableArray.CreateBuilder<string>(), ImmutableArray.CreateBuilder<string>(), ImmutableArray.CreateBuilder<string>());
        foreach (var judgement in assessment.Judgements)
        {
            var list = judgement.Findings.Any(finding => BuildGate.Fails(finding, failOn)) || incomplete.Contains(judgement.Rule.Id) ? failed
                : judgement.Passes ? passed
                : judgement.Verdict.Kind is VerdictKind.NotApplicable ? null
                : warned;
            list?.Add(judgement.Rule.Id);
        }

        if (gate.Code is not ExitCode.Met && failed.Count == 0)
        {
            failed.Add(GateTest);
        }

        return new TestResultPredicate
        {
            // Where nothing was judged, nothing passed.
            Outcome = gate.Code is not ExitCode.Met ? TestOutcome.Failed : warned.Count > 0 || passed.Count == 0 ? TestOutcome.Warned : TestOutcome.Passed,
            Configuration = ConfigurationOf(assessment.Snapshot, failOn),
            Time = assessment.Snapshot.ObservedAt,
            Passed = passed.ToImmutable(),
            Warned = warned.ToImmutable(),
            Failed = failed.ToImmutable(),
        };
    }

    /// <summary>The commit as an artifact; null where there is none.</summary>
    /// <param name="repository">The repository.</param>
    public static Resource? CommitOf(Repository repository) => repository.Revision is { } revision
        ? new Resource(repository.Url is { } url ? $"git+{url}" : repository.Name, Uri: null, Digest(revision))
        : null;

    // Each has a URI, without which none is one by the specification.
    private static ImmutableArray<Resource> ConfigurationOf(Snapshot snapshot, Severity? failOn)
    {
        var repository = snapshot.Repository;
        var policy = snapshot.Policy.Path;
        return
        [
            new("popipeline", $"{Product.Home}@{Product.Version}", Product.Revision is { } own ? Digest(own) : ImmutableSortedDictionary<string, string>.Empty),
            new(
                "policy",
                policy is null ? "popipeline:default-policy" : repository.Url is { } url ? $"git+{url}#{policy}" : $"popipeline:policy/{Uri.EscapeDataString(policy)}",
                snapshot.Trust.Commit is { } commit ? Digest(commit) : ImmutableSortedDictionary<string, string>.Empty),
            new("fail-on", $"popipeline:fail-on/{failOn?.ToString().ToLowerInvariant() ?? "none"}", ImmutableSortedDictionary<string, string>.Empty),
        ];
    }

    private static ImmutableSortedDictionary<string, string> Digest(string commit) => ImmutableSortedDictionary<string, string>.Empty.Add("gitCommit", commit);
}
