using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Pipelines;
using PoPipeline.Rules.Platforms;

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
            let entry = (Job: job, Step: step)
            from script in entry.Step.Scripts
            from pasted in script.Interpolations
                .Where(interpolation => interpolation is { Mechanism: Mechanism.Pasted, Provenance: { Charset: not Charset.Fixed, Origin: not Origin.Constant } })
                .GroupBy(interpolation => interpolation.Text, StringComparer.Ordinal)
            select Judge(pipeline, pipeline.SubjectOf(entry.Job, entry.Step), script, [.. pasted], exposures);
        return pastes.Concat(Switches(pipeline).Select(found => LogCommands(pipeline, found.Variable, found.Subject, all)));
    }

    private static IEnumerable<(Setting Variable, string Subject)> Switches(Pipeline pipeline) =>
        pipeline.Variables.Select(variable => (Variable: variable, Subject: pipeline.Subject))
            .Concat(pipeline.Jobs.SelectMany(job => job.Variables.Select(variable => (Variable: variable, Subject: pipeline.SubjectOf(job)))))
            .Concat(pipeline.AllSteps().SelectMany(entry => entry.Step.Variables.Select(variable => (Variable: variable, Subject: pipeline.SubjectOf(entry.Job, entry.Step)))))
            .Where(found => PlatformProfiles.EnvironmentCommandSwitches.Contains(found.Variable.Name) && found.Variable.Value.Trim().Equals("true", StringComparison.OrdinalIgnoreCase));

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
        var harm = exposures.FirstOrDefault(exposure => exposure.IsPrivileged) is { } exposure && pasted.Provenance.Origin is Origin.Outsider
            ? $"that '{exposure.Trigger.Name}' runs with the repository's secrets or a token that can write"
            : "with the rights of the job";
        return $"'{pasted.Text}' pastes a text that {who}{route} into a {program} before it is read as a program, so that quotes and operators in it become code "
            + $"{harm}. Hand it over in an environment variable of the step and use that variable, quoted, in the script.";
    }
}
