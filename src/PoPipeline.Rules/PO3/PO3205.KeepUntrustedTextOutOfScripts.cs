using System.Collections.Immutable;
using PoPipeline.Rules.Analysis;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Model.Results;
using PoPipeline.Rules.Platforms;
using PoPipeline.Rules.Shell;

namespace PoPipeline.Rules.PO3;

/// <summary>PO3205: text that others write never becomes part of a script.</summary>
public sealed class PO3205KeepUntrustedTextOutOfScripts : PipelineRule
{
    /// <inheritdoc/>
    public override string Summary => "No text that somebody else controls is pasted into a script before it is read as a program.";

    /// <inheritdoc/>
    public override Severity Severity => Severity.High;

    /// <inheritdoc/>
    public override ImmutableArray<int> Weaknesses => [94, 78];

    /// <inheritdoc/>
    protected override string NothingToJudge => "No pipeline has a script.";

    /// <inheritdoc/>
    protected override bool Applies(Pipeline pipeline) => pipeline.AllSteps().Any(entry => entry.Step.Scripts.Length > 0) || Switches(pipeline).Any();

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Look(Pipeline pipeline, Snapshot snapshot)
    {
        var all = CallGraph.Of(snapshot).ExposuresOf(pipeline);
        var pastes =
            from job in pipeline.Jobs
            let exposures = Exposure.Of(job, all)
            from step in job.Steps
            from script in step.Scripts
            from pasted in script.Interpolations.Where(interpolation => interpolation.Mechanism is Mechanism.Pasted).Concat(Run(pipeline, job, step, script))
                .Where(interpolation => interpolation.Provenance is { Charset: not Charset.Fixed, Origin: not Origin.Constant })
                .GroupBy(interpolation => interpolation.Text, StringComparer.Ordinal)
            select Judge(pipeline, pipeline.SubjectOf(job, step), script, [.. pasted], exposures);
        return pastes.Concat(Switches(pipeline).Select(found => LogCommands(pipeline, found.Variable, found.Subject, all)));
    }

    // A variable is data until the script runs its text as a program: eval "$TITLE", sh -c "$TITLE".
    private static IEnumerable<Interpolation> Run(Pipeline pipeline, Job job, Step step, Script script)
    {
        IReadOnlyDictionary<string, Setting>? environment = null;
        foreach (var command in script.Commands)
        {
            foreach (var word in RunTexts.Of(command))
            {
                environment ??= StepEnvironment.Of(pipeline, job, step);
                if (StepEnvironment.VariableIn(word.Text, name => environment.TryGetValue(name, out var setting) && !setting.Interpolations.IsEmpty) is { } name)
                {
                    yield return new Interpolation
                    {
                        Text = $"${name}",
                        Span = script.PlaceOf(word.Offset, word.Length),
                        Offset = word.Offset,
                        Provenance = Provenance.Join(environment[name].Interpolations.Select(pasted => pasted.Provenance)),
                        Mechanism = Mechanism.Environment,
                    };
                }
            }
        }
    }

    private static IEnumerable<Switch> Switches(Pipeline pipeline) =>
        pipeline.Variables.Where(IsSwitch).Select(variable => new Switch(variable, pipeline.Subject))
            .Concat(pipeline.Jobs.SelectMany(job => job.Variables.Where(IsSwitch).Select(variable => new Switch(variable, pipeline.SubjectOf(job)))))
            .Concat(pipeline.AllSteps().SelectMany(entry => entry.Step.Variables.Where(IsSwitch).Select(variable => new Switch(variable, entry.Subject))));

    private static bool IsSwitch(Setting variable) =>
        PlatformProfiles.EnvironmentCommandSwitches.Contains(variable.Name) && variable.Value.Trim().Equals("true", StringComparison.OrdinalIgnoreCase);

    private sealed record Switch(Setting Variable, string Subject);

    private static Finding LogCommands(Pipeline pipeline, Setting variable, string subject, ImmutableArray<Exposure> exposures) => new()
    {
        Message = $"'{variable.Name}' makes the platform take lines of the log for commands that set variables and the search path of later steps: whoever gets a text printed, "
            + "a file name or a title, then runs code with the rights of the job. Remove it, and let steps write to the files that the platform names for this.",
        Subject = $"{subject}/{variable.Name}",
        Place = variable.NameSpan,
        Severity = exposures.Any(exposure => exposure.IsOutsider) ? Severity.High : Severity.Medium,
    };

    // The same text pasted several times into one script is one mistake.
    private static Finding Judge(Pipeline pipeline, string step, Script script, ImmutableArray<Interpolation> pasted, ImmutableArray<Exposure> exposures)
    {
        var first = pasted[0];
        var (severity, pedantic) = Weigh(first.Provenance, exposures);
        return new Finding
        {
            Message = Describe(first, script, exposures),
            Subject = $"{step}/{script.Input ?? "script"}/{first.Text}",
            Place = first.Span,
            Severity = severity,
            Pedantic = pedantic,
            Related = [.. pasted.Skip(1).Select(again => new RelatedPlace(again.Span, "the same text is pasted again"))],
        };
    }

    private static (Severity Severity, bool Pedantic) Weigh(Provenance pasted, ImmutableArray<Exposure> exposures) => pasted switch
    {
        { Charset: Charset.Limited } => (Severity.Low, true),
        { Origin: Origin.Outsider } when exposures.Any(exposure => exposure.IsPrivileged) => (Severity.Critical, false),
        { Origin: Origin.Outsider } when exposures.Any(exposure => exposure.IsOutsider) => (Severity.High, false),
        // Only insiders start it, but the text may have come in with an outsider's merged change.
        { Origin: Origin.Outsider } => (Severity.Medium, false),
        { Origin: Origin.Contributor } => (Severity.Low, false),
        _ => (Severity.Low, true),
    };

    private static string Describe(Interpolation pasted, Script script, ImmutableArray<Exposure> exposures)
    {
        var who = pasted.Provenance.Origin switch
        {
            Origin.Outsider when pasted.Provenance.Charset is Charset.Limited => "anybody from outside chooses, within a few kinds of characters,",
            Origin.Outsider => "anybody from outside can write",
            Origin.Contributor => "everybody who can push controls",
            Origin.Caller => "whoever calls this pipeline code controls",
            Origin.Maintainer => "a maintainer sets",
            _ => "comes from where the files do not tell",
        };
        var route = pasted.Provenance.Route is null ? "" : $", {pasted.Provenance.Route}";
        var program = script.Shell is ShellKind.JavaScript ? "JavaScript program" : script.Shell is ShellKind.Python ? "Python program" : "shell script";
        var privileged = pasted.Provenance.Origin is Origin.Outsider ? exposures.FirstOrDefault(exposure => exposure.IsPrivileged)?.Trigger.Name : null;
        if (pasted.Mechanism is Mechanism.Environment)
        {
            return $"The script runs the text of '{pasted.Text}', which {who}{route}, as a program{(privileged is null ? ", with the rights of the job" : $", in a run that '{privileged}' starts with the repository's secrets or a token that can write")}. "
                + "Do not run it: compare it with what is allowed, or hand it to a program as an argument.";
        }

        return $"'{pasted.Text}' pastes a text that {who}{route} into a {program} before it is read as a program, so that quotes and operators in it become code "
            + $"{(privileged is null ? "with the rights of the job" : $"that '{privileged}' runs with the repository's secrets or a token that can write")}. Hand it over in an environment variable of the step and use that variable, quoted, in the script.";
    }
}
