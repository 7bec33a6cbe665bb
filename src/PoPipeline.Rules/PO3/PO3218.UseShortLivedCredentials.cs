using System.Collections.Immutable;
using PoPipeline.Rules.Analysis;
using PoPipeline.Rules.Data;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Model.Results;
using PoPipeline.Rules.Platforms;
using PoPipeline.Rules.Shell;

namespace PoPipeline.Rules.PO3;

/// <summary>PO3218: a pipeline proves who it is where it can, instead of keeping a credential that never expires.</summary>
public sealed class PO3218UseShortLivedCredentials : PipelineRule
{
    // The commands that take a credential from a variable, with it.
    private static readonly Lazy<ImmutableArray<(string Name, LongLivedCredential Credential)>> Commands = new(() =>
        [.. Catalogue.All(ComponentKind.Command).SelectMany(command => command.Credentials.Select(credential => (command.Name, credential)))]);

    /// <inheritdoc/>
    public override string Summary => "Pipelines publish and deploy with credentials that live as long as the run, where the service offers them.";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Low;

    /// <inheritdoc/>
    public override ImmutableArray<int> Weaknesses => [798, 522];

    /// <inheritdoc/>
    protected override string NothingToJudge => "No pipeline uses a secret.";

    /// <inheritdoc/>
    protected override bool Applies(Pipeline pipeline) => pipeline.SecretUses.Length > 0;

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Look(Pipeline pipeline, Snapshot snapshot) =>
        pipeline.AllSteps()
            .SelectMany(entry => OfInputs(entry.Step).Concat(OfVariables(pipeline, entry.Job, entry.Step))
                // The platform's own token ends with the job.
                .Where(found => found.Setting.Secrets.Any(name => !PlatformProfiles.JobTokens.Contains(name)))
                .DistinctBy(found => found.Credential.Service)
                .Select(found => new Finding
                {
                    Message = $"'{found.Setting.Name}' opens {found.Credential.Service} with a secret that stays valid until somebody revokes it: whoever gets hold of it once can use it from anywhere. "
                        + $"{found.Credential.Service} gives a run that proves who it is a credential for minutes; use {found.Credential.Instead} instead, and delete the secret.",
                    Subject = $"{entry.Subject}/{found.Setting.Name}",
                    Place = found.Setting.Span,
                    Related = entry.Step.Span.Contains(found.Setting.Span) ? [] : [new RelatedPlace(entry.Step.Span, "what uses the secret")],
                }));

    private static IEnumerable<Held> OfInputs(Step step) =>
        from credential in step.Uses is { } uses ? Catalogue.Find(uses)?.Credentials ?? [] : []
        where !NamesOtherRegistry(step)
        from input in step.Inputs
        where input.Name.Equals(credential.Setting, StringComparison.OrdinalIgnoreCase)
        select new Held(credential, input);

    private static IEnumerable<Held> OfVariables(Pipeline pipeline, Job job, Step step)
    {
        if (step.Scripts.IsEmpty || (step.Variables.IsEmpty && job.Variables.IsEmpty && pipeline.Variables.IsEmpty))
        {
            yield break;
        }

        var settings = step.Variables.AddRange(job.Variables).AddRange(pipeline.Variables);
        foreach (var (name, credential) in Commands.Value)
        {
            foreach (var setting in settings)
            {
                if (setting.Name == credential.Setting
                    && step.Scripts.Any(script => script.Commands.Any(run => Publishes(run, name)))
                    && !job.Steps.Any(other => other.Uses is { } uses && Catalogue.Find(uses) is { GivesShortLived: true })
                    && !job.Steps.Any(NamesOtherRegistry))
                {
                    yield return new Held(credential, setting);
                }
            }
        }
    }

    private static bool Publishes(Command command, string target) =>
        target.Split(' ') is [var program, var verb] && command.Words.Skip(1).Any(word => word.Text == verb)
        && (command.Name == program || (command.Name is "python" or "python3" && command.Words.Any(word => word.Text == program)))
        && !command.Words.Any(word => word.Text is "--dry-run" || (program is "cargo" && word.Text is "-n"))
        && !command.ValuesOf("--repository-url", "--registry", "--source", "-s", "--index-url", "--publish-url", "--host", "--repository", "-r").Any(word => NamesOtherRegistry("registry", word.Text));

    // Private registries, and those of forges, have ways of their own.
    private static bool NamesOtherRegistry(Step step) => step.Inputs.Any(input => NamesOtherRegistry(input.Name, input.Value));

    private static bool NamesOtherRegistry(string name, string value) =>
        (name.Contains("registry", StringComparison.OrdinalIgnoreCase) || name.Contains("repository-url", StringComparison.OrdinalIgnoreCase) || name.Equals("repository_url", StringComparison.OrdinalIgnoreCase))
        && value.Length > 0
        && !value.Contains("npmjs.org", StringComparison.Ordinal) && !value.Contains("pypi.org", StringComparison.Ordinal) && !value.Contains("rubygems.org", StringComparison.Ordinal)
        && !value.Contains("nuget.org", StringComparison.Ordinal) && value is not ("pypi" or "testpypi");

    private sealed record Held(LongLivedCredential Credential, Setting Setting);
}
