using System.Text.Json.Nodes;
using NJsonSchema;
using PoPipeline.Init;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Templates;
using PoPipeline.Sources;
using PoPipeline.Sources.Templates;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Tests.Sources.Templates;

/// <summary>The templates that <c>po init</c> writes.</summary>
public sealed class InitTemplatesTests
{
    [Theory]
    [InlineData("github/work-item.yml")]
    [InlineData("github/exception.yml")]
    public async Task A_form_meets_the_schema_of_others_and_has_no_problem_of_ours(string name)
    {
        var file = Path.Combine(TestPaths.RequireCorpora(), "schemas", "schemastore", "src", "schemas", "json", "github-issue-forms.json");
        var schema = await JsonSchema.FromFileAsync(file, TestContext.Current.CancellationToken);
        var document = YamlReader.Read("a.yml", InitTexts.Of(name));
        Assert.NotNull(document.Root);

        Assert.Empty(schema.Validate(Json(document.Root)?.ToJsonString() ?? ""));
        Assert.Empty(Read(name, TemplateFormat.Form).Problems);
    }

    [Fact]
    public void The_form_of_an_exception_is_prefilled_by_the_ids_of_its_fields()
    {
        var body = Assert.IsType<YamlSequence>((YamlReader.Read("a.yml", InitTexts.Of("github/exception.yml")).Root as YamlMapping)?["body"]);

        Assert.Equal(["rule", "subject", "until", "reason", "controls", "criteria"], body.Items.OfType<YamlMapping>().Select(field => field["id"]).OfType<YamlScalar>().Select(id => id.Value));
    }

    [Fact]
    public void Both_forges_ask_for_an_exception_below_the_same_headings()
    {
        var form = Read("github/exception.yml", TemplateFormat.Form).Items.Where(item => item.Kind is TemplateItemKind.Question).Select(item => item.Text);
        var markdown = Read("gitlab/exception.md", TemplateFormat.Markdown).Headings.Select(heading => heading.Value);

        Assert.Equal([.. form, "Security criteria"], markdown);
    }

    private static Template Read(string name, TemplateFormat format) =>
        TemplatesSource.Read(new SourceFile(Path.GetFileName(name), InitTexts.Of(name), Fault: null), new TemplatePlace(Forge.GitHub, TemplateKind.Issue, format));

    private static JsonNode? Json(YamlNode node) => node switch
    {
        YamlMapping mapping => new JsonObject(mapping.Entries.Select(entry => KeyValuePair.Create(entry.Key.Value, Json(entry.Value)))),
        YamlSequence sequence => new JsonArray([.. sequence.Items.Select(Json)]),
        YamlScalar { IsPlain: true, Value: "true" or "false" } flag => JsonValue.Create(flag.Value is "true"),
        YamlScalar scalar => JsonValue.Create(scalar.Value),
        _ => null,
    };
}
