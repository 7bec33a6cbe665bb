using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.Tekton;

/// <summary>What the names in a text stand for, where it stands.</summary>
internal sealed record TextScope
{
    /// <summary>Where no name stands for anything that is known.</summary>
    public static TextScope Empty { get; } = new();

    /// <summary>Whether Pipelines-as-Code reads the text first.</summary>
    public bool IsDynamic { get; init; }

    /// <summary>What starts the run.</summary>
    public PipelineEvents Events { get; init; } = PipelineEvents.None;

    /// <summary>Who controls each parameter, by its name.</summary>
    public IReadOnlyDictionary<string, Provenance> Parameters { get; init; } = new Dictionary<string, Provenance>(StringComparer.Ordinal);

    /// <summary>Who controls each parameter of the template that the run is made from, by its name.</summary>
    public IReadOnlyDictionary<string, Provenance> Template { get; init; } = new Dictionary<string, Provenance>(StringComparer.Ordinal);

    /// <summary>Where the script is that a step of the same task writes its results with, by the names of step and result; null where nobody knows.</summary>
    public Func<string, Provenance?> Result { get; init; } = _ => null;

    /// <summary>Who controls what is put at one place.</summary>
    /// <param name="put">The place.</param>
    public Provenance Of(Substitution put)
    {
        if (put.IsDynamic)
        {
            return DynamicVariables.Of(put.Path, Events);
        }

        if (put.Parameter is { } name)
        {
            return Find(put.IsOfTemplate ? Template : Parameters, name) ?? new Provenance(Origin.Caller, Charset.Free) { Sources = [put.Path] };
        }

        var root = put.Path.AsSpan(0, put.Path.AsSpan().IndexOfAny('.', '[') is >= 0 and var dot ? dot : put.Path.Length);
        return root switch
        {
            "workspaces" or "context" or "results" or "step" or "credentials" or "inputs" or "outputs" or "uid" => Provenance.Constant,
            "tasks" or "steps" => Result(put.Path) ?? Provenance.Unknown with { Sources = [put.Path] },
            "body" => DynamicVariables.OfPayload(put.Path["body.".Length..], put.Path, Events.IsOfProposals || Events.Triggers.IsEmpty),
            "header" => new Provenance(Origin.Maintainer, Charset.Limited) { Sources = [put.Path] },
            "extensions" => Provenance.Unknown with { Sources = [put.Path] },
            _ => Provenance.Unknown with { Sources = [put.Path] },
        };
    }

    /// <summary>Who controls what a text becomes.</summary>
    /// <param name="text">The text.</param>
    public Provenance Of(string text) => Provenance.Join(Substitution.In(text, IsDynamic).Select(Of));

    /// <summary>What is put into a text, with where.</summary>
    /// <param name="scalar">The text.</param>
    public ImmutableArray<Interpolation> Interpolations(YamlScalar scalar) =>
    [
        .. Substitution.In(scalar.Value, IsDynamic).Select(put => new Interpolation
        {
            Text = put.Text,
            Span = scalar.PlaceOf(put.Offset, put.Text.Length),
            Offset = put.Offset,
            Provenance = Of(put),
            Mechanism = Mechanism.Pasted,
        }),
    ];

    // $(params.commit.sha) takes a key of the parameter 'commit'.
    private static Provenance? Find(IReadOnlyDictionary<string, Provenance> known, string name) =>
        known.TryGetValue(name, out var found) ? found
        : name.IndexOf('.', StringComparison.Ordinal) is > 0 and var dot && known.TryGetValue(name[..dot], out found) ? found
        : null;
}
