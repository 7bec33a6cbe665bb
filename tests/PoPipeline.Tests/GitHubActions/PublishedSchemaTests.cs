using System.Globalization;
using System.Text.Json;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Pipelines.GitHubActions;
using PoPipeline.Sources.Pipelines.GitHubActions.Schemas;
using PoPipeline.Sources.Pipelines.GitHubActions.Validation;

namespace PoPipeline.Tests.GitHubActions;

/// <summary>Holds what is kept of GitHub's schemas to where it came from. That it is what the packages say, the target Words of the build compares.</summary>
public sealed class PublishedSchemaTests
{
    // What every schema knows without defining it.
    private static readonly string[] Known = ["any", "boolean", "mapping", "null", "number", "sequence", "string"];

    private static readonly string Folder = Path.Combine(TestPaths.Repository, "src", "PoPipeline", "Sources", "Pipelines", "GitHubActions", "Schemas");

    private static readonly JsonElement Published = Root("published.json");
    private static readonly JsonElement Supplement = Root("supplement.json");

    [Fact]
    public void The_versions_are_those_that_the_components_lock()
    {
        var locked = Root(Path.Combine(Components.Folder, "package.json")).GetProperty("dependencies");

        Assert.All(Published.GetProperty("from").EnumerateObject(), package => Assert.Equal(locked.GetProperty(package.Name).GetString(), package.Value.GetString()));
    }

    [Fact]
    public void Every_definition_names_only_definitions_that_there_are()
    {
        foreach (var (name, schema) in new[] { ("workflow", PublishedSchema.Workflow), ("action", PublishedSchema.Action) })
        {
            var all = Published.GetProperty(name).EnumerateObject().Select(definition => definition.Name)
                .Concat(Entries(name).Select(entry => entry.GetProperty("name").GetString()!)).ToList();

            Assert.All(all.SelectMany(definition => Names(schema[definition])), named => Assert.True(Known.Contains(named) || all.Contains(named), named));
        }
    }

    [Fact]
    public void What_is_said_beside_the_published_schema_has_its_source_and_day_and_is_not_published_by_now()
    {
        Assert.All(Supplement.GetProperty("entries").EnumerateArray(), entry =>
        {
            var name = entry.GetProperty("name").GetString()!;
            Assert.StartsWith("https://", entry.GetProperty("source").GetString(), StringComparison.Ordinal);
            Assert.True(DateOnly.TryParseExact(entry.GetProperty("asOf").GetString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _), name);
            Assert.NotEmpty(entry.GetProperty("why").GetString()!);
            Assert.False(Published.GetProperty(entry.GetProperty("schema").GetString()!).TryGetProperty(name, out var published) && JsonElement.DeepEquals(published, entry.GetProperty("definition")), name);
        });
    }

    [Fact]
    public void Of_every_event_it_is_known_who_starts_it() =>
        Assert.All(EventShapes.All.Keys, name => Assert.NotEqual(Origin.Unknown, EventTable.Of(name).StartedBy));

    [Fact]
    public void Every_published_label_is_that_of_a_machine_of_the_platform() =>
        Assert.All(PublishedSchema.Labels.Where(label => label is not "self-hosted"), label => Assert.True(HostedLabels.IsHosted(label), label));

    [Theory]
    [InlineData("windows-11-arm")]
    [InlineData("ubuntu-26.04")]
    [InlineData("macos-27-xlarge")]
    public void A_label_of_known_words_is_one_before_it_is_published(string label) => Assert.True(HostedLabels.IsHosted(label));

    [Theory]
    [InlineData("ubuntu-latest-16-cores")]
    [InlineData("ubuntu")]
    [InlineData("self-hosted")]
    [InlineData("debian-12")]
    public void Any_other_label_may_be_that_of_anybody(string label) => Assert.False(HostedLabels.IsHosted(label));

    private static IEnumerable<string> Names(SchemaDefinition definition) =>
        definition.Properties.Select(property => property.Definition).Concat(definition.Choices)
            .Concat(new[] { definition.Item, definition.Others }.OfType<string>());

    private static IEnumerable<JsonElement> Entries(string schema) => Supplement.GetProperty("entries").EnumerateArray().Where(entry => entry.GetProperty("schema").ValueEquals(schema));

    private static JsonElement Root(string file) => JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folder, file))).RootElement;
}
