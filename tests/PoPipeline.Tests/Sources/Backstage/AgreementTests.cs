using System.Text.Json;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Backstage;
using PoPipeline.Sources.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Tests.Sources.Backstage;

/// <summary>Compares what is said of templates and entities with what Backstage's own catalogue says.</summary>
public sealed class AgreementTests
{
    private static readonly EnumerationOptions Everything = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None };

    // Each is a step away from what is taken, or is taken though it looks odd.
    private static readonly string[] Odd =
    [
        "apiVersion: backstage.io/v1alpha1\nkind: API\nmetadata: {name: a}\nspec: {type: openapi, lifecycle: b, owner: c}",
        "apiVersion: backstage.io/v1beta1\nkind: Component\nmetadata: {name: a.b_c-d}\nspec: {type: a, lifecycle: b, owner: c}",
        "apiVersion: backstage.io/v1\nkind: Component\nmetadata: {name: a}\nspec: {type: a, lifecycle: b, owner: c}",
        "apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata: {name: a, namespace: A}\nspec: {type: a, lifecycle: b, owner: c}",
        "apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata: {name: a, namespace: a--b}\nspec: {type: a, lifecycle: b, owner: c}",
        "apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata: {name: a-}\nspec: {type: a, lifecycle: b, owner: c}",
        "apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata: {name: a, labels: {b/c/d: e}}\nspec: {type: a, lifecycle: b, owner: c}",
        "apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata: {name: a, labels: {a.b/c: ''}}\nspec: {type: a, lifecycle: b, owner: c}",
        "apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata: {name: a, annotations: {A.b/c: d}}\nspec: {type: a, lifecycle: b, owner: c}",
        "apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata: {name: a, tags: [a:b, c++, d#]}\nspec: {type: a, lifecycle: b, owner: c}",
        "apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata: {name: a, tags: [A]}\nspec: {type: a, lifecycle: b, owner: c}",
        "apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata: {name: a, tags: }\nspec: {type: a, lifecycle: b, owner: c}",
        "apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata: {name: a, links: [{url: 'mailto:a@b.c'}]}\nspec: {type: a, lifecycle: b, owner: c}",
        "apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata: {name: a, links: [{url: /a}]}\nspec: {type: a, lifecycle: b, owner: c}",
        "apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata: {name: a, title: ''}\nspec: {type: a, lifecycle: b, owner: c}",
        "apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata: {name: a, description: ''}\nspec: {type: a, lifecycle: b, owner: c, system: ~}",
        "apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata: {name: 1}\nspec: {type: a, lifecycle: b, owner: c}",
        "apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata: {name: a}\nspec: {type: a, lifecycle: b, owner: c, dependsOn: [1]}",
        "apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata: {name: a}\nspec: {type: a, lifecycle: b, owner: c, more: 1}",
        "apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata: {name: a}\nspec: {type: a, lifecycle: b, owner: c}\nmore: 1",
        "apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata: {name: a}\nspec: {type: a, lifecycle: b, owner: c, owner: d}",
        "apiVersion: backstage.io/v1alpha1\nkind: Location\nmetadata: {name: a}\nspec: {}",
        "apiVersion: backstage.io/v1alpha1\nkind: Location\nmetadata: {name: a}\nspec: {presence: maybe}",
        "apiVersion: backstage.io/v1alpha1\nkind: Location\nmetadata: {name: a}",
        "apiVersion: backstage.io/v1alpha1\nkind: Group\nmetadata: {name: a}\nspec: {type: team, profile: {displayName: ''}, children: []}",
        "apiVersion: backstage.io/v1alpha1\nkind: User\nmetadata: {name: a}\nspec: {}",
        "apiVersion: scaffolder.backstage.io/v1beta3\nkind: Template\nmetadata: {name: a}\nspec: {type: a, steps: [{action: ''}]}",
        "apiVersion: scaffolder.backstage.io/v1beta3\nkind: Template\nmetadata: {name: a}\nspec: {type: a, steps: [], parameters: [1]}",
        "apiVersion: scaffolder.backstage.io/v1beta3\nkind: Template\nmetadata: {name: a}\nspec: {type: a, steps: [], parameters: }",
        "apiVersion: scaffolder.backstage.io/v1beta3\nkind: Template\nmetadata: {name: a}\nspec: {type: a, steps: [], parameters: {backstage:permissions: {tags: a}}}",
        "apiVersion: scaffolder.backstage.io/v1beta3\nkind: Template\nmetadata: {name: a}\nspec: {type: a, steps: [{action: b, if: true, input: []}]}",
        "apiVersion: scaffolder.backstage.io/v1beta3\nkind: Template\nmetadata: {name: a}\nspec: {type: a, steps: [{action: b, if: true}], output: {links: [{url: ''}]}}",
        "apiVersion: scaffolder.backstage.io/v1beta3\nkind: Template\nmetadata: {name: a}\nspec: {type: a, steps: [{action: b}], output: {text: [{content: ''}], x: y}}",
        "apiVersion: scaffolder.backstage.io/v1beta3\nkind: Template\nmetadata: {name: a}\nspec: {type: a, steps: [{action: b}], presentation: {buttonLabels: {backButtonText: 1}}}",
    ];

    [Fact]
    public async Task Entities_of_the_cases_are_refused_where_the_catalogue_refuses_them() => await Compare([CaseTree.Root], least: 20);

    [Fact]
    public async Task Entities_of_public_repositories_are_refused_where_the_catalogue_refuses_them()
    {
        var corpora = TestPaths.RequireCorpora();
        await Compare([Path.Combine(corpora, "backstage"), Path.Combine(corpora, "real-backstage")], least: 100);
    }

    [Fact]
    public async Task Odd_entities_are_refused_where_the_catalogue_refuses_them()
    {
        using var tree = new TempTree();
        foreach (var (index, text) in Odd.Index())
        {
            tree.Write($"{index}/catalog-info.yaml", text + "\n");
        }

        await Compare([tree.Root], Odd.Length);
    }

    private static async Task Compare(IEnumerable<string> folders, int least)
    {
        _ = Components.Npm("@backstage/catalog-model/package.json", "backstage");
        var project = Path.Combine(Components.Folder, "backstage");
        var own = folders.SelectMany(folder => Directory.EnumerateFiles(folder, "*.y*ml", Everything)).Order(StringComparer.Ordinal).SelectMany(Read).ToDictionary(entity => (entity.File, entity.Index), entity => entity.Problem);
        var (exitCode, output, error) = await ChildProcess.RunAsync("node", [Path.Combine(project, "validate.cjs"), .. own.Keys.Select(key => key.File).Distinct(StringComparer.Ordinal)], project);
        Assert.True(exitCode == 0, error);
        var theirs = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)
            .ToDictionary(line => (line.GetProperty("file").GetString()!, line.GetProperty("index").GetInt32()), line => line.GetProperty("refused").GetString());

        Assert.True(own.Count >= least, $"Only {own.Count}.");
        Assert.Empty(own.Where(entity => entity.Value is null != theirs[entity.Key] is null).Select(entity => $"{entity.Key}: we say {entity.Value ?? "nothing"}, they {theirs[entity.Key] ?? "nothing"}"));
    }

    // What is filled in first is none of either, and what stands in another file they read elsewhere.
    private static IEnumerable<(string File, int Index, string? Problem)> Read(string file)
    {
        var text = File.ReadAllText(file);
        if (!BackstageFiles.MayHold(text) || text.Contains("$text:", StringComparison.Ordinal) || (!text.Contains("kind: Template", StringComparison.Ordinal) && ScaffolderExpressions.AreIn(text)))
        {
            yield break;
        }

        var document = YamlReader.ReadAll("a.yaml", text);
        if (document.Error is { } error)
        {
            yield return (file, 0, error.Message);
        }

        foreach (var (index, root) in document.Roots.Index())
        {
            if (BackstageEntity.Of("a.yaml", root) is { } entity)
            {
                var problems = new ProblemList(ProblemEffect.Rejected);
                new EntityValidator(problems).Validate(entity);
                yield return (file, index, problems.InOrder().FirstOrDefault(problem => problem.Effect is ProblemEffect.Rejected)?.Message);
            }
        }
    }
}
