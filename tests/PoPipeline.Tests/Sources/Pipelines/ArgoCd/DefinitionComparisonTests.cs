using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Pipelines.ArgoCd;

namespace PoPipeline.Tests.Sources.Pipelines.ArgoCd;

/// <summary>Compares what is said of the fields of a manifest with what the definitions of Argo CD say, by a validator of others.</summary>
public sealed class DefinitionComparisonTests
{
    private static readonly EnumerationOptions Everything = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None };

    private static readonly ImmutableArray<(ManifestKind Kind, string Definition)> Definitions = [(ManifestKind.Application, "application-crd.yaml"), (ManifestKind.AppProject, "appproject-crd.yaml")];

    [Fact]
    public async Task Manifests_have_the_faults_of_fields_that_the_definitions_find()
    {
        var corpora = TestPaths.RequireCorpora();
        _ = Components.Npm("ajv/dist/ajv.js");
        var script = Path.Combine(TestPaths.Repository, "tests", "PoPipeline.Packaging.Tests", "scripts", "validate-crd.cjs");
        var folders = new[] { Path.Combine(corpora, "real-argocd"), Path.Combine(corpora, "argocd"), CaseTree.Root };
        var manifests = folders.Where(Directory.Exists).SelectMany(folder => Directory.EnumerateFiles(folder, "*.y*ml", Everything)).Order(StringComparer.Ordinal).SelectMany(Read).ToList();
        var differences = new List<string>();
        foreach (var (kind, definition) in Definitions)
        {
            using var tree = new TempTree();
            var own = manifests.Where(manifest => manifest.Kind == kind).ToList();
            for (var index = 0; index < own.Count; index++)
            {
                tree.Write($"{index}.yaml", own[index].Text);
            }

            var crd = Path.Combine(corpora, "argocd", "argo-cd", "manifests", "crds", definition);
            var (_, output, error) = await ChildProcess.RunAsync("node", [script, crd, .. Enumerable.Range(0, own.Count).Select(index => tree.PathOf($"{index}.yaml"))], tree.Root, new Dictionary<string, string?>(StringComparer.Ordinal) { ["NODE_PATH"] = Path.Combine(Components.Folder, "node_modules") });
            Assert.True(error.Length == 0, error);
            var refused = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => Path.GetFileNameWithoutExtension(line.Split(':')[0])).ToHashSet(StringComparer.Ordinal);
            Assert.True(own.Count > 20, $"Only {own.Count} of {kind}.");
            differences.AddRange(own.Select((manifest, index) => (manifest, IsRefused: refused.Contains($"{index}"))).Where(one => one.IsRefused != one.manifest.HasFault).Select(one => $"{one.manifest.Path}: {(one.IsRefused ? "refused by the definition alone" : "told by us alone")}"));
        }

        Assert.Empty(differences);
    }

    // Each by itself, as its fields are judged without what others of its file say.
    private static IEnumerable<Manifest> Read(string file)
    {
        var text = File.ReadAllText(file);
        // Kubernetes drops a null before it looks at the rest, and the validator does not.
        if (!ArgoFiles.MayHold(file, text) || text.Contains(": null", StringComparison.Ordinal) || text.Contains("{{", StringComparison.Ordinal) || text.Contains('<', StringComparison.Ordinal))
        {
            yield break;
        }

        foreach (var part in text.ReplaceLineEndings("\n").Split("\n---\n"))
        {
            var document = TemplatedText.Read("a.yaml", part, out _);
            if (document.Error is null && document.Problems.IsEmpty && ArgoFiles.In(document, isTemplated: false).ToList() is [{ Kind: ManifestKind.Application or ManifestKind.AppProject } manifest])
            {
                var problems = new PoPipeline.Sources.Pipelines.ProblemList(ProblemEffect.Rejected);
                new SchemaValidator(problems, isTemplated: false).Validate(manifest.Root, manifest.Kind.ToString());
                yield return new Manifest(file, manifest.Kind, part, !problems.InOrder().IsEmpty);
            }
        }
    }

    private sealed record Manifest(string Path, ManifestKind Kind, string Text, bool HasFault);
}
