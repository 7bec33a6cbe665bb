using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Pipelines.GitHubActions;
using PoPipeline.Sources.Pipelines.GitHubActions.Validation;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Tests.GitHubActions;

/// <summary>Actions of the repository that it does not have, which only git can tell.</summary>
public sealed class LocalActionTests
{
    private const string Checkout = "- uses: actions/checkout@v4";

    private static readonly Repository Git = new()
    {
        Revision = "0123456789abcdef0123456789abcdef01234567",
        Files = [".github/actions/build/action.yml", ".github/actions/image/Dockerfile", ".github/actions/linked", ".github/workflows/ci.yml", "greet/action.yaml"],
        Submodules = [".github/actions/foreign"],
    };

    [Theory]
    [InlineData("./.github/actions/built")]
    [InlineData(@".\.github\actions\built")]
    [InlineData("$/.github/actions/built")]
    [InlineData("./greeting")]
    public void An_action_that_git_does_not_track_is_missing(string uses) => Assert.Equal([$"The repository has no action '{uses}'"], Problems(Git, Checkout, $"- uses: {uses}"));

    [Theory]
    [InlineData("./.github/actions/build")]
    [InlineData("./.GitHub/actions/Build")]
    [InlineData("./.github/actions/image")]
    [InlineData("./.github/actions/linked")]
    [InlineData("./.github/actions/linked/deep")]
    [InlineData("./.github/actions/foreign/deep")]
    [InlineData("./other/build")]
    [InlineData("./../elsewhere")]
    public void What_may_be_there_is_not_missing(string uses) => Assert.Empty(Problems(Git, Checkout, $"- uses: {uses}"));

    [Theory]
    [InlineData("- run: git clone https://example.com/x .github/actions/built")]
    [InlineData("- run: |\n          cp -r templates .github/actions")]
    [InlineData("- {uses: actions/checkout@v4, with: {repository: acme/x}}")]
    [InlineData("- {uses: acme/fetch@v1, with: {path: .github/actions}}")]
    [InlineData("- uses: ./.github/actions/build")]
    public void Behind_a_step_that_may_have_put_it_there_nothing_is_missing(string step) => Assert.Empty(Problems(Git, Checkout, step, "- uses: ./.github/actions/built"));

    [Fact]
    public void A_script_that_puts_nothing_there_changes_nothing() => Assert.Single(Problems(Git, Checkout, "- run: make", "- uses: ./.github/actions/built"));

    [Fact]
    public void Outside_git_and_where_not_all_files_are_known_nothing_is_missing()
    {
        Assert.Empty(Problems(Git with { Revision = null }, Checkout, "- uses: ./.github/actions/built"));
        Assert.Empty(Problems(Git with { Gaps = ["a folder cannot be read"] }, Checkout, "- uses: ./.github/actions/built"));
    }

    [Fact]
    public void Steps_that_others_call_run_in_their_workspace() => Assert.Empty(Problems(Git, "[push, workflow_call]", "- uses: ./.github/actions/built"));

    private static IEnumerable<string> Problems(Repository repository, params string[] steps)
    {
        var on = steps[0].StartsWith('[') ? steps[0] : "push";
        var text = $"on: {on}\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    steps:\n{string.Concat(steps.Where(step => step[0] is '-').Select(step => $"      {step}\n"))}";
        return PipelineValidator.Validate(YamlReader.Read("a.yml", text), PipelineKind.Workflow, _ => null, new KnownFolders(repository).Lack).Select(problem => problem.Message);
    }
}
