using System.Collections.Immutable;
using PoPipeline.Rules.Analysis;
using PoPipeline.Rules.Credentials;
using PoPipeline.Rules.Data;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Model.Results;
using PoPipeline.Rules.Platforms;

namespace PoPipeline.Rules.PO3;

/// <summary>PO3208: no pipeline file holds a credential.</summary>
public sealed class PO3208KeepSecretsOutOfPipelines : PipelineRule
{
    /// <inheritdoc/>
    public override string Summary => "No password, token or key is written in a pipeline.";

    /// <inheritdoc/>
    public override Severity Severity => Severity.High;

    /// <inheritdoc/>
    public override ImmutableArray<int> Weaknesses => [798];

    /// <inheritdoc/>
    protected override bool HarmsUnrun => true;

    /// <inheritdoc/>
    protected override bool LooksAtDeployments => true;

    /// <inheritdoc/>
    protected override bool Applies(Pipeline pipeline) => pipeline.Kind is not PipelineKind.Lock;

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Look(Pipeline pipeline, Snapshot snapshot) =>
        pipeline.Credentials.Select(credential => new Finding
        {
            Message = KnownFormats.EndsWithJob(credential.Format)
                ? $"{Shown(credential)} is a literal {credential.Format}: it opened what the job might do until that was over, and nothing since. Remove it, and refer to the variable that holds the one of each run."
                : $"{Shown(credential)} is a literal {credential.Format}: everybody who can read the repository has it, and every copy of its history keeps it. "
                    + $"Revoke it, store a new one as {PlatformProfiles.Of(pipeline.Platform).SecretStore}, and refer to that.",
            Subject = $"{pipeline.Subject}{credential.Subject}",
            Place = credential.Span,
            Severity = KnownFormats.EndsWithJob(credential.Format) ? Model.Results.Severity.Low : Model.Results.Severity.High,
        }).Concat(Handed(pipeline)).Concat(Hidden(pipeline));

    private static string Shown(Credential credential) => credential.Show() is var shown && shown.StartsWith('a') ? "A" + shown[1..] : shown;

    // It keeps the real one of the settings from the job, so that whoever wants that to work writes it here.
    private static IEnumerable<Finding> Hidden(Pipeline pipeline) =>
        !PlatformProfiles.Of(pipeline.Platform).FilesHideSettings ? [] :
        from job in pipeline.Jobs
        from variable in job.Variables.Concat(job.Steps.SelectMany(step => step.Variables)).DistinctBy(variable => variable.Span)
        where variable.Interpolations.IsEmpty && SecretNames.NounOf(variable.Name) is not null && Placeholders.AsksForAnother(variable.Value.AsSpan().Trim())
        select new Finding
        {
            Message = $"'{variable.Name}' is '{variable.Value.Trim()}' here, which goes before what the settings hold under that name: the real one cannot come from there, and whoever needs it writes it in this place. "
                + $"Remove the line, and store the real one as {PlatformProfiles.Of(pipeline.Platform).SecretStore}.",
            Subject = $"{pipeline.SubjectOf(job)}/hidden/{variable.Name}",
            Place = variable.Span,
            Severity = Model.Results.Severity.Low,
            Pedantic = true,
        };

    // A password has no format: where a program asks for one, whatever is written is one.
    private static IEnumerable<Finding> Handed(Pipeline pipeline) =>
        from entry in pipeline.AllSteps()
        from script in entry.Step.Scripts
        from command in script.Commands
        from password in CommandPassword.Of(command)
        where password.IsWritten
        let place = script.PlaceOf(password.Value.Offset, password.Value.Length)
        where !pipeline.Credentials.Any(credential => credential.Span.Contains(place) || place.Contains(credential.Span))
        select new Finding
        {
            Message = $"The password that '{password.By}' gets here is written out: everybody who can read the repository has it, and every copy of its history keeps it. "
                + $"Change it, store the new one as {PlatformProfiles.Of(pipeline.Platform).SecretStore}, and refer to that.",
            Subject = $"{entry.Subject}/{password.By}/password",
            Place = place,
            Severity = Model.Results.Severity.Medium,
        };
}
