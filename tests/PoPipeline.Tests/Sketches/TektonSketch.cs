using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Tests.Sketches;

/// <summary>As much of a reader of Tekton as shows that the model takes one: several documents in a file, each a pipeline of its own, and steps with an image each.</summary>
internal static class TektonSketch
{
    public static IEnumerable<Pipeline> Read(string path, string text) => YamlReader.ReadAll(path, text).Roots.Select(root => Read(path, root));

    private static Pipeline Read(string path, YamlNode root)
    {
        var isRun = root.Word("kind")?.Value is "PipelineRun";
        var name = root.Map("metadata").Word("name")!;
        return new Pipeline
        {
            Platform = Platform.Tekton,
            Path = path,
            Member = name.Value,
            Kind = isRun ? PipelineKind.Workflow : PipelineKind.Action,
            CalledAs = [name.Value],
            Triggers = isRun ? [.. Triggers(root.Map("metadata").Map("annotations"))] : [],
            Reuses = [.. root.Map("spec").Items("tasks").Select(task => Reuse(task.Map("taskRef"))).OfType<Reference>()],
            Jobs = isRun ? [.. root.Map("spec").Items("tasks").Select(task => JobOf(task.Word("name")!, task))] : [JobOf(name, root)],
        };
    }

    private static IEnumerable<Trigger> Triggers(YamlMapping? annotations) =>
        annotations.Word("pipelinesascode.tekton.dev/on-event") is { } on
            ? [new Trigger { Name = on.Value.Trim('[', ']'), Span = on.Span, StartedBy = Origin.Outsider, Privileged = true }]
            : [];

    // A task in the repository by its name, or one of another repository through a resolver.
    private static Reference? Reuse(YamlMapping? task) => task.Items("params").ToList() is [var url, var revision]
        ? Nodes.Of(ReferenceKind.Task, url.Word("value")!, revision.Word("value")!)
        : null;

    private static Job JobOf(YamlScalar name, YamlNode task)
    {
        var spec = task.Map("taskSpec") ?? task.Map("spec");
        var called = task.Map("taskRef").Word("name");
        return new Job
        {
            Id = name.Value,
            Span = name.Span,
            Calls = called is null ? null : new Reference
            {
                Kind = ReferenceKind.Task,
                Text = called.Value,
                Span = called.Span,
                Name = called.Value,
                Target = called.Value,
                Pin = Pin.Local,
                Immutable = true,
                Publisher = Publisher.SameRepository,
            },
            Services = [.. spec.Items("steps").Select(step => new Container { Name = step.Word("name")!.Value, Image = step.Word("image")!.Image() })],
            Steps =
            [
                .. spec.Items("steps").Select(step => new Step
                {
                    Key = step.Word("name")!.Value,
                    Span = step.Span,
                    Checkout = step.Word("script") is { } clone && clone.Value.Contains("git fetch", StringComparison.Ordinal)
                        ? new Checkout { Span = clone.Span, Ref = "$(params.revision)", Origin = Origin.Outsider, KeepsCredentials = false }
                        : null,
                    Scripts = step.Word("script") is { } script ? [script.Script("$(params.", ")", new Provenance(Origin.Outsider, Charset.Free) { Sources = ["params"] })] : [],
                }),
            ],
        };
    }
}
