using System.Text.Json;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Pipelines.GitLabCi;

namespace PoPipeline.Tests.Sources.Pipelines.GitLabCi;

public sealed class PredefinedVariablesTests
{
    private static readonly string Folder = Path.Combine(TestPaths.Project, "Sources", "Pipelines", "GitLabCi");

    // The names stand as GitLab's page has them: docs.gitlab.com/ci/variables/predefined_variables/.
    [Fact]
    public void Every_variable_of_the_reference_is_known()
    {
        var names = File.ReadAllLines(Path.Combine(Folder, "predefined-variables.txt"));

        Assert.True(names.Length > 170);
        Assert.DoesNotContain(names, name => PredefinedVariables.Find(name) is null);
    }

    [Fact]
    public void The_table_says_of_each_variable_what_is_needed_and_nothing_else()
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(TestPaths.Repository, "src", "PoPipeline", "Sources", "Pipelines", "GitLabCi", "Data", "variables.json")));
        var root = document.RootElement;
        var names = root.GetProperty("variables").EnumerateObject().Select(variable => variable.Name).ToList();

        Assert.All(root.GetProperty("sources").EnumerateArray(), source => Assert.StartsWith("https://docs.gitlab.com/", source.GetString(), StringComparison.Ordinal));
        Assert.True(DateOnly.TryParseExact(root.GetProperty("checked").GetString(), "yyyy-MM-dd", out _));
        Assert.Equal(names.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal), names);
        Assert.All(root.GetProperty("variables").EnumerateObject(), variable =>
        {
            Assert.Matches("^[A-Z][A-Z0-9_]*$", variable.Name);
            Assert.Empty(variable.Value.EnumerateObject().Select(property => property.Name).Except(["origin", "charset", "oneWord", "secret"]));
            Assert.True(Enum.TryParse<Origin>(variable.Value.GetProperty("origin").GetString(), out var origin) && origin is not Origin.Unknown);
            Assert.True(Enum.TryParse<Charset>(variable.Value.GetProperty("charset").GetString(), out _));
        });
        Assert.All(PredefinedVariables.All, variable => Assert.Equal([variable.Key], variable.Value.Provenance.Sources));
    }

    [Theory]
    [InlineData("CI_COMMIT_REF_NAME", true, true, false)]
    [InlineData("CI_COMMIT_BRANCH", true, true, false)]
    [InlineData("CI_COMMIT_TAG", true, true, false)]
    [InlineData("CI_MERGE_REQUEST_SOURCE_BRANCH_NAME", true, true, false)]
    [InlineData("CI_EXTERNAL_PULL_REQUEST_SOURCE_BRANCH_NAME", true, true, false)]
    [InlineData("CI_COMMIT_MESSAGE", true, false, false)]
    [InlineData("CI_COMMIT_TITLE", true, false, false)]
    [InlineData("CI_COMMIT_DESCRIPTION", true, false, false)]
    [InlineData("CI_COMMIT_AUTHOR", true, false, false)]
    [InlineData("CI_COMMIT_TAG_MESSAGE", true, false, false)]
    [InlineData("CI_MERGE_REQUEST_TITLE", true, false, false)]
    [InlineData("CI_MERGE_REQUEST_DESCRIPTION", true, false, false)]
    [InlineData("CI_MERGE_REQUEST_LABELS", true, false, false)]
    [InlineData("CI_MERGE_REQUEST_MILESTONE", true, false, false)]
    [InlineData("GITLAB_USER_NAME", true, false, false)]
    [InlineData("TRIGGER_PAYLOAD", true, false, false)]
    [InlineData("CHAT_INPUT", true, false, false)]
    [InlineData("CI_COMMIT_REF_SLUG", false, true, false)]
    [InlineData("CI_COMMIT_SHA", false, true, false)]
    [InlineData("CI_PIPELINE_IID", false, true, false)]
    [InlineData("CI_PROJECT_PATH", false, true, false)]
    [InlineData("CI_JOB_TOKEN", false, true, true)]
    [InlineData("CI_REGISTRY_PASSWORD", false, true, true)]
    [InlineData("CI_DEPLOY_PASSWORD", false, true, true)]
    [InlineData("CI_DEPENDENCY_PROXY_PASSWORD", false, true, true)]
    [InlineData("CI_JOB_JWT_V2", false, true, true)]
    [InlineData("CI_REPOSITORY_URL", false, true, true)]
    [InlineData("KUBECONFIG", false, true, true)]
    public void A_variable_tells_who_writes_it(string name, bool isForeign, bool isOneWord, bool isSecret)
    {
        var variable = PredefinedVariables.Find(name)!;

        Assert.Equal((isForeign, isOneWord, isSecret), (variable.Provenance.IsForeign, variable.Provenance.IsOneWord, variable.IsSecret));
    }

    [Fact]
    public void What_GitLab_does_not_give_is_not_known() => Assert.Null(PredefinedVariables.Find("MY_OWN"));
}
