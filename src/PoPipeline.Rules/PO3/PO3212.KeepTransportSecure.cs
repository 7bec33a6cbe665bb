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
    protected override IEnumerable<Finding> Look(Pipeline pipeline, Snapshot snapshot)
    {
        foreach (var reused in pipeline.References())
        {
            if (reused.Reference.Pin is Pin.None && InsecureTransport.OfReference(reused.Reference.Text) is { } found)
            {
                yield return Found($"{reused.Subject}/", found, reused.Reference.Span);
            }
        }

        foreach (var connection in pipeline.Connections)
        {
            if ((connection.IsUnchecked ? InsecureTransport.Unchecked(connection.Text) : InsecureTransport.OfReference(connection.Text)) is { } found)
            {
                yield return Found(pipeline.Subject, found, connection.Span);
            }
        }

        foreach (var setting in pipeline.Variables)
        {
            if (OfSetting(setting) is { } found)
            {
                yield return Found(pipeline.Subject, found, setting.Span);
            }
        }

        foreach (var job in pipeline.Jobs)
        {
            foreach (var setting in job.Variables.Concat(job.Services.Append(job.Container).OfType<Container>().SelectMany(container => container.Variables)))
            {
                if (OfSetting(setting) is { } found)
                {
                    yield return Found($"{pipeline.SubjectOf(job)}/", found, setting.Span);
                }
            }
        }

        foreach (var job in pipeline.Jobs.Where(job => job.Calls is not null))
        {
            foreach (var setting in job.Inputs)
            {
                if (OfInput(setting, job.Inputs) is { } found)
                {
                    yield return Found($"{pipeline.SubjectOf(job)}/", found, setting.Span);
                }
            }
        }

        foreach (var (_, job, step, _) in pipeline.AllSteps())
        {
            foreach (var setting in step.Variables)
            {
                if (OfSetting(setting) is { } found)
                {
                    yield return Found($"{pipeline.SubjectOf(job, step)}/", found, setting.Span);
                }
            }

            foreach (var setting in step.Inputs)
            {
                if (OfInput(setting, step.Inputs) is { } found)
                {
                    yield return Found($"{pipeline.SubjectOf(job, step)}/", found, setting.Span);
                }
            }
        }

        foreach (var (_, job, step, _) in pipeline.AllSteps())
        {
            foreach (var script in step.Scripts)
            {
                foreach (var command in script.Commands)
                {
                    if (InsecureTransport.Of(command, script) is { } found)
                    {
                        yield return Found($"{pipeline.SubjectOf(job, step)}/", found, script.PlaceOf(command.Offset, command.Length));
                    }
                }
            }
        }
    }

    private static InsecureTransport? OfSetting(Setting setting) => InsecureTransport.OfVariable(setting.Name, setting.Value.Trim());

    private static InsecureTransport? OfInput(Setting setting, ImmutableArray<Setting> all) => InsecureTransport.OfInput(setting.Name, setting.Value.Trim(), all);

    private static Finding Found(string subject, InsecureTransport found, Place place) => new()
    {
        Message = $"'{found.Text}' {found.Fault}: {found.Consequence}, and what this pipeline gets or sends cannot be trusted. {found.Advice}",
        Subject = $"{subject}{found.Kind}",
        Place = place,
        Severity = found.Severity,
        Pedantic = found.IsInOwnNetwork,
    };
}
