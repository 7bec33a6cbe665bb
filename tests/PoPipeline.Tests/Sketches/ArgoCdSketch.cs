using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Tests.Sketches;

/// <summary>As much of a reader of Argo CD as shows that the model takes one: sources and images that an Application deploys, and what a project grants; neither has a job.</summary>
internal static class ArgoCdSketch
{
    public static IEnumerable<Pipeline> Read(string path, string text) => YamlReader.ReadAll(path, text).Roots.Select(root => Read(path, root));

    private static Pipeline Read(string path, YamlNode root)
    {
        var source = root.Map("spec").Map("source");
        var images = source.Map("helm").Items("parameters").Where(parameter => parameter.Word("name")?.Value == "image").Select(parameter => parameter.Word("value")!.Image());
        return new Pipeline
        {
            Platform = Platform.ArgoCd,
            Path = path,
            Member = root.Map("metadata").Word("name")!.Value,
            Kind = PipelineKind.Workflow,
            Reuses = source is null ? [] : [Nodes.Of(ReferenceKind.Chart, source.Word("repoURL")!, source.Word("targetRevision")!), .. images],
            Permissions = Grants(root.Map("spec").Items("clusterResourceWhitelist").FirstOrDefault()),
        };
    }

    private static TokenPermissions? Grants(YamlNode? allowed) =>
        allowed?.Word("kind") is { Value: "*" } kind ? new TokenPermissions { Span = kind.Span, Rest = Access.Write } : null;
}
