using System.Collections.Immutable;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Pipelines;
using PoPipeline.Sources.Pipelines.GitHubActions.Schemas;
using PoPipeline.Sources.Pipelines.GitHubActions.Validation;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Tests.GitHubActions;

/// <summary>Keys that GitHub publishes and of which nothing particular is said here are held to what is published, without a word of code.</summary>
public sealed class SchemaShapesTests
{
    private static readonly PublishedSchema Schema = PublishedSchema.Workflow;

    [Theory]
    [InlineData("job-factory", "cancel-timeout-minutes: 3")]
    [InlineData("job-factory", "cancel-timeout-minutes: ${{ inputs.x }}")]
    [InlineData("job-factory", "name: 3")]
    [InlineData("job-factory", "needs: [a, b]")]
    [InlineData("job-factory", "needs: a")]
    [InlineData("job-factory", "environment: {name: a, url: b, deployment: false}")]
    [InlineData("job-factory", "strategy: {fail-fast: true, matrix: {a: [1], include: [{a: 2}]}}")]
    [InlineData("job-factory", "permissions: {contents: read}")]
    [InlineData("job-factory", "permissions: write-all")]
    [InlineData("on-mapping-strict", "issues:")]
    [InlineData("on-mapping-strict", "issues: {types: opened}")]
    [InlineData("concurrency-mapping", "{group: a, queue: max}")]
    public void What_is_published_is_accepted(string definition, string text) => Assert.Empty(Problems(definition, text));

    [Theory]
    [InlineData("job-factory", "cancel-timeout-minutes: soon")]
    [InlineData("job-factory", "cancel-timeout-minutes: ${{ secrets.x }}")]
    [InlineData("job-factory", "needs: {a: b}")]
    [InlineData("job-factory", "environment: {url: b}")]
    [InlineData("job-factory", "strategy: {matrix: {a: 1}}")]
    [InlineData("job-factory", "permissions: {contents: all}")]
    [InlineData("job-factory", "permissions: none")]
    [InlineData("on-mapping-strict", "issues: {types: open}")]
    [InlineData("on-mapping-strict", "issues: {type: opened}")]
    [InlineData("on-mapping-strict", "issue:")]
    [InlineData("concurrency-mapping", "{group: a, queue: all}")]
    [InlineData("concurrency-mapping", "{queue: max}")]
    public void What_is_not_published_is_not(string definition, string text) => Assert.NotEmpty(Problems(definition, text));

    [Fact]
    public void What_is_said_of_a_key_that_is_not_published_is_a_mistake_of_ours() =>
        Assert.Throws<InvalidOperationException>(() => SchemaShapes.Map(Schema, "a job", "job-factory", ("stage", CommonShapes.Plain)));

    private static ImmutableArray<Problem> Problems(string definition, string text)
    {
        var problems = new ProblemList();
        var root = (YamlMapping)YamlReader.Read("a.yml", text).Root!;
        (SchemaShapes.Map(Schema, "this", definition) with { Required = definition is "job-factory" ? [] : SchemaShapes.Map(Schema, "this", definition).Required })
            .Validate(root, new ValidationContext(problems, TypeScope.Everywhere));
        return problems.InOrder();
    }
}
