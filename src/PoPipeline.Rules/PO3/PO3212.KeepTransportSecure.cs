using System.Collections.Immutable;
using PoPipeline.Rules.Analysis;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Deployments;
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
    protected override bool LooksAtDeployments => true;

    /// <inheritdoc/>
    protected override bool Applies(Pipeline pipeline) => pipeline.Kind is not PipelineKind.Lock;

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Look(Pipeline pipeline, Snapshot snapshot)
    {
        foreach (var connection in pipeline.Deployment?.Connections ?? [])
        {
            yield return Found(pipeline.Subject, connection);
        }

        foreach (var reused in pipeline.References())
        {
            if (pipeline.Deployment is null && reused.Reference.Pin is Pin.None && InsecureTransport.OfReference(reused.Reference.Text) is { } found)
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
            foreach (var address in step.Addresses)
            {
                if (InsecureTransport.OfReference(address.Value) is { } found)
                {
                    yield return Found($"{pipeline.SubjectOf(job, step)}/", found, address.Span);
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

    private static Finding Found(string subject, OpenConnection connection)
    {
        var (what, severity) = connection.Kind switch
        {
            OpenConnectionKind.Plain => ("is reached without encryption: whoever controls the network can read what is transferred, and put something else in its place, which is then deployed. Use 'https'.", Severity.Medium),
            OpenConnectionKind.Unchecked => ("has neither the certificate nor the key of the server checked: whoever controls the network can answer in the server's place, get the credentials, and say what is deployed. Leave the check on, and make the server's own certificate or key known.", Severity.Medium),
            OpenConnectionKind.Served => ("serves the pages and the interface of the tool without encryption: passwords and tokens are readable on the way, unless something before it encrypts, and as far as that. Leave it off, or say behind what it stands.", Severity.Low),
            OpenConnectionKind.Inner => ("has the parts of the tool speak to each other without encryption, or without checking whom they speak to: whoever gets into their network reads credentials and puts in what is deployed. Leave it off.", Severity.Low),
            _ => ("lets values be fetched over connections that nothing protects, by whoever says what is deployed. Allow 'https' alone.", Severity.Low),
        };
        return new Finding
        {
            Message = $"'{connection.Text}' {what}",
            Subject = $"{subject}connections/{connection.Kind}/{connection.Text}",
            Place = connection.Span,
            Severity = severity,
            Pedantic = connection.Kind is OpenConnectionKind.Inner,
        };
    }

    private static Finding Found(string subject, InsecureTransport found, Place place) => new()
    {
        Message = $"'{found.Text}' {found.Fault}: {found.Consequence}, and what this pipeline gets or sends cannot be trusted. {found.Advice}",
        Subject = $"{subject}{found.Kind}",
        Place = place,
        Severity = found.Severity,
        Pedantic = found.IsInOwnNetwork,
    };
}
