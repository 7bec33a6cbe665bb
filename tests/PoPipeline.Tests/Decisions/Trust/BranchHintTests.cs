using PoPipeline.Decisions.Trust;

namespace PoPipeline.Tests.Decisions.Trust;

/// <summary>What the environment of a job says about the branch that counts.</summary>
public sealed class BranchHintTests : IDisposable
{
    private readonly TempTree tree = new();
    private readonly TempTree runner = new();

    public void Dispose()
    {
        tree.Dispose();
        runner.Dispose();
    }

    [Fact]
    public void The_event_of_GitHub_names_the_default_branch_of_its_own_repository_only()
    {
        var told = Event("""{ "repository": { "full_name": "acme/app", "default_branch": "trunk" }, "ref": "refs/heads/main" }""");

        Assert.Equal("trunk", BranchHint.Of(tree.Root, told, given: null).Told);
        Remote("https://github.com/acme/app.git");
        Assert.Equal("trunk", BranchHint.Of(tree.Root, told, given: null).Told);
        Remote("git@github.com:acme/other.git");
        Assert.Null(BranchHint.Of(tree.Root, told, given: null).Told);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("""{ "repository": 1 }""")]
    [InlineData("""{ "repository": { "full_name": 1, "default_branch": ["main"] } }""")]
    [InlineData("""{ "repository": { "full_name": "acme/app", "default_branch": null } }""")]
    public void An_event_that_says_nothing_is_no_hint(string text) => Assert.Null(BranchHint.Of(tree.Root, Event(text), given: null).Told);

    [Fact]
    public void The_variables_of_GitLab_name_it_too()
    {
        Func<string, string?> variable = name => name switch { "GITLAB_CI" => "true", "CI_DEFAULT_BRANCH" => "trunk", "CI_PROJECT_PATH" => "acme/sub/app", _ => null };

        Remote("https://gitlab-ci-token:x@gitlab.example.org/acme/sub/app.git");
        Assert.Equal(("release", "trunk"), Said(BranchHint.Of(tree.Root, variable, " release ")));
        Remote("https://gitlab.example.org/acme/other.git");
        Assert.Equal((null, null), Said(BranchHint.Of(tree.Root, variable, given: "")));
    }

    [Fact]
    public void A_variable_that_the_job_of_another_forge_brings_along_says_nothing()
    {
        var told = Event("""{ "repository": { "full_name": "acme/app", "default_branch": "evil" } }""");
        Func<string, string?> Job(string? gitHub, string? gitLab) => name => name switch
        {
            "GITHUB_ACTIONS" => gitHub,
            "GITLAB_CI" => gitLab,
            "CI_DEFAULT_BRANCH" => "trunk",
            _ => told(name),
        };

        Assert.Equal("trunk", BranchHint.Of(tree.Root, Job(gitHub: null, gitLab: "true"), given: null).Told);
        Assert.Equal("evil", BranchHint.Of(tree.Root, Job(gitHub: "true", gitLab: null), given: null).Told);
        Assert.Null(BranchHint.Of(tree.Root, Job(gitHub: null, gitLab: null), given: null).Told);
        Assert.Null(BranchHint.Of(tree.Root, Job(gitHub: "true", gitLab: "true"), given: null).Told);
    }

    [Fact]
    public void An_event_that_lies_in_the_checkout_is_not_believed()
    {
        const string Text = """{ "repository": { "full_name": "acme/app", "default_branch": "evil" } }""";
        Remote("https://github.com/acme/app.git");
        tree.Write("service/README.md").Write("event.json", Text);
        runner.Link("event.json", tree.PathOf("event.json")).Write("app/event.json", Text);
        string? Told(string root, string file, string? workspace = null) =>
            BranchHint.Of(root, name => name switch { "GITHUB_ACTIONS" => "true", "GITHUB_EVENT_PATH" => file, "GITHUB_WORKSPACE" => workspace, _ => null }, given: null).Told;

        Assert.Null(Told(tree.Root, tree.PathOf("event.json")));
        Assert.Null(Told(tree.PathOf("service"), tree.PathOf("event.json")));
        Assert.Null(Told(tree.Root, runner.PathOf("event.json")));
        Assert.Equal("evil", Told(tree.Root, runner.PathOf("app/event.json")));
        Assert.Null(Told(tree.Root, runner.PathOf("app/event.json"), runner.Root));
    }

    private static (string? Given, string? Told) Said(BranchHint hint) => (hint.Given, hint.Told);

    private void Remote(string address)
    {
        tree.Write(".git/HEAD", "ref: refs/heads/main\n");
        tree.Write(".git/config", $"[remote \"origin\"]\n\turl = {address}\n");
    }

    private Func<string, string?> Event(string text)
    {
        runner.Write("event.json", text);
        return name => name switch { "GITHUB_ACTIONS" => "true", "GITHUB_EVENT_PATH" => runner.PathOf("event.json"), _ => null };
    }
}
