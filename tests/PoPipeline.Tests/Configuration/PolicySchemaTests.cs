using System.Text.Json.Nodes;
using NJsonSchema;
using PoPipeline.Configuration;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Tests.Configuration;

public sealed class PolicySchemaTests
{
    private static readonly Task<JsonSchema> Schema = JsonSchema.FromJsonAsync(PolicySchema.Json);

    [Fact]
    public void The_published_schema_is_that_of_the_parser() =>
        Approved.Text(Path.Combine(TestPaths.Repository, "docs", "popipeline.schema.json"), PolicySchema.Json);

    public static TheoryData<string> Documents() =>
    [
        "{}",
        "# empty",
        "version: 1",
        "version: 1.0",
        "version: 2",
        "version: '1'",
        "extends: a.yml",
        "extends: ''",
        "extends: 5",
        "extends: null",
        "forge: github",
        "forge: GitHub",
        "forge: [github]",
        "required: []",
        "required: [PO.3.2, PO3202]",
        "required: [PO.9.9]",
        "required: [true]",
        "required: {}",
        "required:",
        "code-owners: {}",
        "code-owners:",
        "code-owners: []",
        "code-owners: { minimum-share: 0 }",
        "code-owners: { minimum-share: 1 }",
        "code-owners: { minimum-share: 0.25 }",
        "code-owners: { minimum-share: 1.01 }",
        "code-owners: { minimum-share: -0.5 }",
        "code-owners: { minimum-share: '0.5' }",
        "code-owners: { minimum-share: all }",
        "code-owners: { exempt: [a, b] }",
        "code-owners: { exempt: [a, ''] }",
        "code-owners: { exempt: [1] }",
        "code-owners: { exempt: [\"1\"] }",
        "code-owners: { exempt: a }",
        "code-owners: { Exempt: [a] }",
        "pipelines: { pins: [{ name: a, require: commit }] }",
        "pipelines: { pins: [{ name: a, require: exact-version }] }",
        "pipelines: { pins: [{ name: a, require: local }] }",
        "pipelines: { pins: [{ name: a }] }",
        "pipelines: { pins: [{ require: tag }] }",
        "pipelines: { pins: [{ name: a, require: tag, why: b }] }",
        "pipelines: { pins: [a] }",
        "pipelines: { production: [a] }",
        "pipelines: { hosted-runners: [a] }",
        "exceptions: { inline: true }",
        "exceptions: { inline: True }",
        "exceptions: { inline: yes }",
        "exceptions: { inline: 'true' }",
        "exceptions: { inline: 1 }",
        "exceptions: { maximum-days: 1 }",
        "exceptions: { maximum-days: 3660 }",
        "exceptions: { maximum-days: 3661 }",
        "exceptions: { maximum-days: 1.5 }",
        "exceptions: { maximum-days: 30.0 }",
        "exceptions: { approvers: ['@a/b'] }",
        "exceptions: { approvers: '@a/b' }",
        "rules: { disable: [{ rule: PO3202, reason: a }] }",
        "rules: { disable: [{ rule: PO3202, reason: '' }] }",
        "rules: { disable: [{ rule: PO3202 }] }",
        "rules: { disable: [PO3202] }",
        "rules: { enable: [] }",
        "other: 1",
        "[]",
        "text",
        "5",
    ];

    [Theory]
    [MemberData(nameof(Documents))]
    public async Task The_schema_accepts_what_the_parser_accepts(string text)
    {
        using var tree = new TempTree();
        tree.Write("a.yml").Write(PolicyReader.FileName, text);
        var accepted = true;
        try
        {
            PolicyReader.OfRepository(tree.Root);
        }
        catch (ConfigurationException)
        {
            accepted = false;
        }

        var errors = (await Schema).Validate(Json(YamlReader.Read("a.yml", text).Root)?.ToJsonString() ?? "null");

        Assert.Equal(accepted, errors.Count == 0);
    }

    // YAML as its core schema reads it.
    private static JsonNode? Json(YamlNode? node) => node switch
    {
        null => null,
        YamlMapping mapping => new JsonObject(mapping.Entries.Select(entry => KeyValuePair.Create(entry.Key.Value, Json(entry.Value)))),
        YamlSequence sequence => new JsonArray([.. sequence.Items.Select(Json)]),
        YamlScalar scalar when PlainValue.IsNull(scalar) => null,
        YamlScalar scalar when PlainValue.IsBoolean(scalar) => scalar.Value[0] is 't' or 'T',
        YamlScalar scalar when PlainValue.Number(scalar) is { } number => double.IsInteger(number) ? (long)number : number,
        YamlScalar scalar => scalar.Value,
        _ => throw new InvalidOperationException(node.GetType().Name),
    };
}
