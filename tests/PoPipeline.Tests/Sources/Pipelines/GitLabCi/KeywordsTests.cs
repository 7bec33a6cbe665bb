using System.Text.Json;
using PoPipeline.Sources.Pipelines.GitLabCi;

namespace PoPipeline.Tests.Sources.Pipelines.GitLabCi;

public sealed class KeywordsTests
{
    // As the reference lists them: docs.gitlab.com/ci/yaml/#keywords.
    private const string JobKeywords =
        "after_script allow_failure artifacts before_script cache coverage dast_configuration dependencies environment extends identity image inherit interruptible manual_confirmation needs pages parallel release "
        + "resource_group retry rules script run secrets services stage start_in tags timeout trigger variables when hooks id_tokens inputs only except";

    [Fact]
    public void Every_keyword_of_the_reference_is_known()
    {
        var known = Keywords.Known;

        Assert.Empty(JobKeywords.Split(' ').Except(known.Job.Keys!.Keys));
        Assert.Empty("default include stages variables workflow".Split(' ').Except(known.Configuration.Keys!.Keys));
        Assert.Empty("after_script artifacts before_script cache hooks id_tokens image interruptible retry services tags timeout".Split(' ').Except(known.Default.Keys!.Keys));
        Assert.Empty(known.Default.Keys!.Keys.Except(known.Job.Keys!.Keys));
        Assert.Empty(known.TriggerJobKeys.Except(known.Job.Keys!.Keys));
        Assert.Empty(known.Reserved.Except(known.Configuration.Keys!.Keys));
        Assert.Equal(["build", "test", "deploy"], known.DefaultStages);
        Assert.Equal([".pre", ".post", ".pipeline-policy-pre", ".pipeline-policy-post"], known.OwnStages);
    }

    [Fact]
    public void A_mapping_has_the_keys_that_it_needs_and_a_name_to_be_called_by()
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(TestPaths.Repository, "src", "PoPipeline", "Sources", "Pipelines", "GitLabCi", "Data", "keywords.json")));
        var types = document.RootElement.GetProperty("types");
        Assert.True(DateOnly.TryParseExact(document.RootElement.GetProperty("checked").GetString(), "yyyy-MM-dd", out _));
        Assert.All(types.EnumerateObject(), type =>
        {
            var shape = Keywords.Known[type.Name];
            Assert.True(shape.IsAny || shape.Scalar is not ScalarKind.None || shape.Item is not null || shape.Keys is not null, type.Name);
            Assert.Equal(shape.Keys is not null, shape.Section.Length > 0);
            Assert.Empty(shape.Required.Except(shape.Keys?.Keys ?? []));
            Assert.Equal(shape.Words.Order(StringComparer.Ordinal), shape.Words);
        });
    }

    [Fact]
    public void No_type_is_there_for_nothing()
    {
        var text = File.ReadAllText(Path.Combine(TestPaths.Repository, "src", "PoPipeline", "Sources", "Pipelines", "GitLabCi", "Data", "keywords.json"));
        using var document = JsonDocument.Parse(text);

        Assert.DoesNotContain(
            document.RootElement.GetProperty("types").EnumerateObject().Select(type => type.Name),
            name => name is not ("configuration" or "header" or "job") && text.Split($"\"{name}\"").Length < 3);
    }
}
