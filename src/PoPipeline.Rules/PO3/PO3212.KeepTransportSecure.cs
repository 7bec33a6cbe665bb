using System.Collections.Immutable;
using PoPipeline.Rules.Analysis;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Model.Results;

namespace PoPipeline.Rules.PO3;

/// <summary>PO3212: a pipeline reaches other machines only over connections that are protected.</summary>
public sealed class PO3212KeepTransportSecure : PipelineRule
{
    /// <inheritdoc/>
    public override string Summary => "No pipeline downloads over plain connections, and none switches off the check of certificates or of host keys.";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Medium;

    /// <inheritdoc/>
    public override ImmutableArray<int> Weaknesses => [295, 319, 322];

    /// <inheritdoc/>
    protected override bool Applies(Pipeline pipeline) => pipeline.Kind is not PipelineKind.Lock;

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Look(Pipeline pipeline, Snapshot snapshot) =>
    [
        .. pipeline.Variables.Select(setting => OfSetting(pipeline.Subject, setting)).OfType<Finding>(),
        .. pipeline.Jobs.SelectMany(job => job.Variables.Select(setting => OfSetting($"{pipeline.SubjectOf(job)}/", setting))).OfType<Finding>(),
        .. pipeline.AllSteps().SelectMany(entry => entry.Step.Variables.Concat(entry.Step.Inputs)
            .Select(setting => OfSetting($"{pipeline.SubjectOf(entry.Job, entry.Step)}/", setting))).OfType<Finding>(),
        .. from entry in pipeline.AllSteps()
           from script in entry.Step.Scripts
           from command in script.Commands
           let found = InsecureTransport.Of(command, script)
           where found is not null
           select Found($"{pipeline.SubjectOf(entry.Job, entry.Step)}/", found, script.PlaceOf(command.Offset, command.Length)),
    ];

    private static Finding? OfSetting(string subject, Setting setting) =>
        InsecureTransport.OfVariable(setting.Name, setting.Value.Trim()) is { } found ? Found(subject, found, setting.Span) : null;

    private static Finding Found(string subject, InsecureTransport found, Place place) => new()
    {
        Message = $"'{found.Text}' leaves a connection unprotected: {found.Consequence}, and what this pipeline gets or sends cannot be trusted. {found.Advice}",
        Subject = $"{subject}{found.Kind}",
        Place = place,
        Severity = found.Severity,
    };
}
