using System.Diagnostics;
using System.Text;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Model.Scaffolding;

namespace PoPipeline.Tests.Sources.Backstage;

/// <summary>What is read of templates, and that nothing that a repository holds makes reading them take long.</summary>
public sealed class BackstageSourceTests : IDisposable
{
    private const string Head = "apiVersion: scaffolder.backstage.io/v1beta3\nkind: Template\nmetadata: {name: a}\nspec:\n  type: a\n";

    private readonly TempTree tree = new();

    public void Dispose() => tree.Dispose();

    private static readonly string[] Folders = ["acme/templates/tree/main/skeletons/a", "acme/templates/tree/main/skeletons/b", "acme/other/tree/main/skeletons/a"];

    [Fact]
    public void Files_are_known_by_where_they_end_up()
    {
        tree.Write("templates/a/template.yaml", Head + """
              parameters: {properties: {kind: {type: string, enum: [one, two]}}}
              steps:
                - action: fetch:template
                  input: {url: './parts/${{ parameters.kind }}', targetPath: ./out, templateFileExtension: true}
                - action: fetch:plain
                  input: {url: '../shared', targetPath: out/.github}
                - action: publish:github
                  input: {repoUrl: a, sourcePath: ./out}

            """)
            .Write("templates/a/parts/one/.gitlab-ci.yml.njk", "{%- if values.a %}\na: {script: b}\n{%- endif %}\n")
            .Write("templates/a/parts/one/Cargo.toml", "[dependencies]\na = '1'\n")
            .Write("templates/a/parts/two/Cargo.lock", "# ${{ github.sha }}\n")
            .Write("templates/shared/workflows/${{ values.name }}.yml", "on: push\n")
            .Write("templates/shared/CODEOWNERS", "* @acme/team\n")
            .Write("templates/a/parts/three/Jenkinsfile", "node {}\n");

        var template = Assert.Single(Collect().SoftwareTemplates);

        Assert.Equal(
            [
                new CarriedFile(CarriedKind.CodeOwners, "templates/shared/CODEOWNERS", ".github/CODEOWNERS"),
                new CarriedFile(CarriedKind.Pipeline, "templates/shared/workflows/${{ values.name }}.yml", ".github/workflows/${{ values.name }}.yml"),
                new CarriedFile(CarriedKind.Pipeline, "templates/a/parts/one/.gitlab-ci.yml.njk", ".gitlab-ci.yml") { IsFilledIn = true },
                new CarriedFile(CarriedKind.Lockfile, "templates/a/parts/two/Cargo.lock", "Cargo.lock"),
                new CarriedFile(CarriedKind.Manifest, "templates/a/parts/one/Cargo.toml", "Cargo.toml"),
            ],
            template.Files);
        Assert.Equal(5, template.Carried);
        Assert.Null(template.MoreFiles);
    }

    [Theory]
    [InlineData("./${{ parameters.where }}", "fetches files from a folder that whoever uses the template names")]
    [InlineData("../../../elsewhere", "fetches files from outside of the repository")]
    [InlineData("https://example.com/a/b/tree/main", "fetches files from elsewhere")]
    public void What_cannot_be_told_is_said(string url, string why)
    {
        tree.Write("templates/template.yaml", $"{Head}  parameters: {{properties: {{where: {{type: string}}}}}}\n  steps:\n    - action: fetch:template\n      input: {{url: '{url}'}}\n");

        Assert.Contains(why, Assert.Single(Collect().SoftwareTemplates).MoreFiles, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_template_carries_is_no_pipeline_of_this_repository_and_no_entity_either()
    {
        tree.Write("templates/template.yaml", $"{Head}  steps:\n    - action: fetch:template\n      input: {{url: ./skeleton}}\n")
            .Write("templates/skeleton/.github/workflows/ci.yml", "name: ${{ values.name }}\n{%- if values.a %}\non: push\n{%- endif %}\n")
            .Write("templates/skeleton/.gitlab-ci.yml", "{%- if values.a %}\na: {script: b}\n{%- endif %}\n")
            .Write("templates/skeleton/Jenkinsfile", "node { echo '${{ values.name }}' }\n")
            .Write("templates/skeleton/.tekton/a.yaml", "apiVersion: tekton.dev/v1\nkind: PipelineRun\nmetadata: {name: '${{ values.name }}'}\n")
            .Write("templates/skeleton/catalog-info.yaml", "apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata:\n  name: ${{ values.name }}\n");

        var snapshot = Collect();

        Assert.Equal(4, Assert.Single(snapshot.SoftwareTemplates).Files.Count(file => file is { Kind: CarriedKind.Pipeline }));
        Assert.Empty(snapshot.Pipelines);
        Assert.Empty(snapshot.CatalogEntities);
        Assert.DoesNotContain(snapshot.IgnoredPipelines, ignored => ignored.Unreadable is not null);
    }

    [Fact]
    public void Hostile_templates_take_no_long_time()
    {
        var steps = new StringBuilder(Head).Append("  steps:\n");
        for (var step = 0; step < 600; step++)
        {
            steps.Append("    - action: fetch:template\n      input: {url: ./, copyWithoutTemplating: ['**/**/**/**/*a*a*a*'], values: {a: '").Insert(steps.Length, "${{ parameters.a.b-", 20).Append("'}}\n");
        }

        for (var file = 0; file < 300; file++)
        {
            tree.Write($"templates/{file}/{string.Join('/', Enumerable.Repeat("a", 30))}/package.json", "{\"dependencies\": {}}");
        }

        for (var template = 0; template < 5; template++)
        {
            tree.Write($"templates/t{template}.yaml", steps.ToString());
        }

        tree.Write("templates/text.yaml", Head + "  steps:\n    - action: a\n      input: {a: '" + string.Concat(Enumerable.Repeat("${{ steps[''a''].output ", 2000)) + string.Concat(Enumerable.Repeat("}}", 2000)) + "'}\n")
            .Write("templates/skeleton/.github/workflows/a.yml", string.Concat(Enumerable.Repeat("{% raw %}${{ github.a }}", 20_000)))
            .Write("templates/form.yaml", Head + "  parameters: " + string.Concat(Enumerable.Repeat("{properties: {a: ", 25)) + "{}" + new string('}', 50) + "\n  steps: []\n");

        var watch = Stopwatch.StartNew();
        _ = Collect();

        // A second or two where nothing else runs; beside all other tests on two processors it takes twenty times as long.
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromMinutes(2));
    }

    [Fact]
    public void An_address_of_which_folders_lie_here_is_that_of_the_repository()
    {
        var text = Head + "  steps:\n" + string.Concat(Folders.Select(path => $"    - action: fetch:plain\n      input: {{url: 'https://github.com/{path}'}}\n"));
        tree.Write("templates/template.yaml", text).Write("skeletons/a/a.txt", "a").Write("skeletons/b/a.txt", "a");

        Assert.Equal([Publisher.SameRepository, Publisher.SameRepository, Publisher.Unknown], Assert.Single(Collect().SoftwareTemplates).Sources.Select(source => source.Publisher));
    }

    [Theory]
    [InlineData("choice", 30)]
    [InlineData("${{ parameters.kind }}${{ parameters.kind }}", 2)]
    public void Answers_without_end_take_no_long_time(string answer, int parts)
    {
        var text = new StringBuilder(Head).Append("  parameters: {properties: {kind: {enum: [").AppendJoin(", ", Enumerable.Range(0, 5000).Select(number => $"'{answer}{number}'")).Append("]}}}\n  steps:\n");
        for (var step = 0; step < 100; step++)
        {
            text.Append("    - action: fetch:template\n      input: {url: '.").Insert(text.Length, "/${{ parameters.kind }}", parts).Append("'}\n");
        }

        tree.Write("templates/template.yaml", text.ToString());
        var watch = Stopwatch.StartNew();

        Assert.Contains("whoever uses the template names", Assert.Single(Collect().SoftwareTemplates).MoreFiles, StringComparison.Ordinal);
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(10));
    }

    [Fact]
    public void What_is_left_out_is_told()
    {
        var secrets = string.Join(", ", Enumerable.Range(0, 51).Select(number => $"a{number}: '${{{{ secrets.s{number} }}}}'"));
        tree.Write("templates/secrets.yaml", Head + "  steps:\n    - action: fetch:template\n      input: {url: ./skeleton, values: {" + secrets + "}}\n")
            .Write("templates/steps.yaml", Head + "  steps:\n" + string.Concat(Enumerable.Repeat("    - action: debug:log\n", 501)))
            .Write("templates/skeleton/a.txt", "a");

        Assert.Equal(
            ["it hands out more than the 50 secrets that are told", "it has more than 500 steps"],
            Collect().SoftwareTemplates.SelectMany(template => template.Left));
    }

    [Fact]
    public void Every_secret_and_every_doubled_key_is_found_however_far_behind_it_stands()
    {
        var text = string.Concat(Enumerable.Repeat("${{ parameters.a }} ", 1500)) + "${{ secrets.token }}";
        tree.Write("templates/template.yaml", Head + "  parameters: {properties: {a: {type: string}}}\n  steps:\n    - action: fetch:template\n      input: {url: ./skeleton, values: {a: '" + text + "'}}\n")
            .Write("templates/skeleton/a.txt", "a")
            .Write("catalog-info.yaml", "apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata:\n  name: a\n  annotations: {a: b, a: c}\nspec:\n  type: a\n  lifecycle: a\n  owner: a\n  list: [" + string.Concat(Enumerable.Repeat("a, ", 110_000)) + "a]\n");

        var snapshot = Collect();

        Assert.Equal("secrets.token", Assert.Single(Assert.Single(snapshot.SoftwareTemplates).WrittenSecrets).Value);
        Assert.Contains(Assert.Single(snapshot.CatalogEntities).Problems, problem => problem.Message.Contains("twice", StringComparison.Ordinal));
    }

    private Snapshot Collect() => CaseTree.CollectFolder(tree.Root);
}
