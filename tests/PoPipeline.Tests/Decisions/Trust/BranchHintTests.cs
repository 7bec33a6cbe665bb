using PoPipeline.Decisions.Trust;

namespace PoPipeline.Tests.Decisions.Trust;

/// <summary>What the environment of a job says about the branch that counts.</summary>
public sealed class BranchHintTests : IDisposable
{
    private readonly TempTree tree = new();

    public void Dispose() => tree.Dispose();

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
        Func<string, string?> variable = name => name switch { "CI_DEFAULT_BRANCH" => "trunk", "CI_PROJECT_PATH" => "acme/sub/app", _ => null };

        Remote("https://gitlab-ci-token:x@gitlab.example.org/acme/sub/app.git");
        Assert.Equal(new BranchHint(Given: "release", Told: "trunk"), BranchHint.Of(tree.Root, variable, " release "));
        Remote("https://gitlab.example.org/acme/other.git");
        Assert.Equal(BranchHint.None, BranchHint.Of(tree.Root, variable, given: ""));
    }

    private void Remote(string address)
    {
        tree.Write(".git/HEAD", "ref: refs/heads/main\n");
        tree.Write(".git/config", $"[remote \"origin\"]\n\turl = {address}\n");
    }

    private Func<string, string?> Event(string text)
    {
        tree.Write("event.json", text);
        return name => name is "GITHUB_EVENT_PATH" ? tree.PathOf("event.json") : null;
    }
}
