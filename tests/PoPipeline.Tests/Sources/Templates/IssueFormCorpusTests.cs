using System.Text.Json;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Templates;
using PoPipeline.Sources;
using PoPipeline.Sources.Templates;

namespace PoPipeline.Tests.Sources.Templates;

/// <summary>The documents that others keep to show what GitHub accepts of forms and of the chooser, and what it does not.</summary>
public sealed class IssueFormCorpusTests
{
    // An unknown language of 'render' is no error that GitHub documents, and its list of languages changes by the month.
    private const string UnknownLanguage = "wrong_render_name.yml";

    [Theory]
    [InlineData("github-issue-forms", TemplateKind.Issue, 6)]
    [InlineData("github-issue-config", TemplateKind.Config, 3)]
    public void What_meets_the_schema_has_no_problem(string schema, TemplateKind kind, int least)
    {
        var files = Files("test", schema);

        Assert.InRange(files.Length, least, int.MaxValue);
        Assert.All(files, file => Assert.Empty(Read(file, kind).Problems));
    }

    [Theory]
    [InlineData("github-issue-forms", TemplateKind.Issue, 4)]
    [InlineData("github-issue-config", TemplateKind.Config, 1)]
    public void What_breaks_the_schema_has_a_problem(string schema, TemplateKind kind, int least)
    {
        var files = Files("negative_test", schema).Where(file => Path.GetFileName(file) is not UnknownLanguage).ToArray();

        Assert.InRange(files.Length, least, int.MaxValue);
        Assert.All(files, file => Assert.NotEmpty(Read(file, kind).Problems));
    }

    [Fact]
    public void The_table_of_fields_is_that_of_the_schema()
    {
        var schema = JsonDocument.Parse(File.ReadAllText(Path.Combine(TestPaths.RequireCorpora(), "schemas", "schemastore", "src", "schemas", "json", "github-issue-forms.json")));
        var shapes = schema.RootElement.GetProperty("definitions").GetProperty("form_item").GetProperty("allOf").EnumerateArray().ToDictionary(
            branch => branch.GetProperty("if").GetProperty("properties").GetProperty("type").GetProperty("const").GetString() ?? "",
            branch => branch.GetProperty("then").GetProperty("properties").GetProperty("attributes").GetProperty("properties").EnumerateObject().Select(property => property.Name).Order(StringComparer.Ordinal).ToArray(),
            StringComparer.Ordinal);

        Assert.Equal(shapes.Keys.Order(StringComparer.Ordinal), FieldShape.All.Select(shape => shape.Type));
        Assert.All(FieldShape.All, shape => Assert.Equal(shapes[shape.Type], shape.Attributes.Order(StringComparer.Ordinal)));
    }

    [Fact]
    public void Real_forms_have_no_problem()
    {
        var folder = Path.Combine(TestPaths.RequireCorpora(), "backstage", "rhdh", ".github", "ISSUE_TEMPLATE");

        Assert.All(Directory.EnumerateFiles(folder), file => Assert.Empty(Read(file, TemplateKind.Issue).Problems));
    }

    [Fact]
    public void Names_of_files_in_real_repositories_are_found_by_the_forge()
    {
        var lists = Directory.EnumerateFiles(Path.Combine(TestPaths.RequireCorpora(), "real"), "*.files").SelectMany(File.ReadLines);
        var places = lists.Select(path => (Path: path, Place: GitHubTemplatePlaces.Of(path) ?? GitLabTemplatePlaces.Of(path))).Where(pair => pair.Place is not null).ToList();

        Assert.InRange(places.Count, 50, int.MaxValue);
        Assert.Empty(places.Where(pair => pair.Place?.Ignored is not null).Select(pair => pair.Path));
    }

    private static string[] Files(string set, string schema) =>
        [.. Directory.EnumerateFiles(Path.Combine(TestPaths.RequireCorpora(), "schemas", "schemastore", "src", set, schema)).Order(StringComparer.Ordinal)];

    private static Template Read(string file, TemplateKind kind)
    {
        var source = new SourceFile(Path.GetFileName(file), File.ReadAllText(file), Fault: null);
        return TemplatesSource.Read(source, new TemplatePlace(Forge.GitHub, kind, TemplateFormat.Form));
    }
}
