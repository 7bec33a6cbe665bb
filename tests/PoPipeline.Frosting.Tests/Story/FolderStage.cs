using PoPipeline.Tests;

namespace PoPipeline.Frosting.Tests.Story;

/// <summary>The embedded tracker: a folder of the repository, where a decision is a commit.</summary>
internal sealed class FolderStage : IStage
{
    private string root = "";
    private string last = "";

    public string Policy => """
        exceptions:
          approvers: [carol@example.org, dave@example.org]
        """;

    public IReadOnlyDictionary<string, string> Variables { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["GIT_AUTHOR_NAME"] = "alice",
        ["GIT_AUTHOR_EMAIL"] = "alice@example.org",
    };

    public Task StartAsync(string folder)
    {
        Components.Program("git", "run `apt-get install git`");
        root = folder;
        Git("alice", "init", "--quiet", "--initial-branch=main");
        Commit("alice", "Begin");
        return Task.CompletedTask;
    }

    public Task DecideAsync(string who, string issue, string command)
    {
        var folder = Path.Combine(root, ".popipeline", "records", issue);
        last = Path.Combine(folder, $"{Directory.GetFiles(folder).Length:0000}-{command.Split(' ')[1]}-{who.GetHashCode(StringComparison.Ordinal):x8}.md");
        File.WriteAllText(last, command + "\n");
        Commit(who, command);
        return Task.CompletedTask;
    }

    public Task EditLastDecisionAsync(string who)
    {
        File.AppendAllText(last, "And for longer, if need be.\n");
        Commit(who, "Clarify");
        return Task.CompletedTask;
    }

    public Task KeepAsync()
    {
        Commit("alice", "Keep the records");
        return Task.CompletedTask;
    }

    public Task AdvanceAsync(TimeSpan time) => Task.CompletedTask;

    public Task<int> IssuesAsync() => Task.FromResult(Directory.GetDirectories(Path.Combine(root, ".popipeline", "records")).Length);

    public Task<string> SaidAsync() => Task.FromResult("");

    public Task AssertSoundAsync() => Task.CompletedTask;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private void Commit(string who, string message)
    {
        Git(who, "add", "--all");
        Git(who, "commit", "--quiet", "--allow-empty", "--message", message);
    }

    private void Git(string who, params string[] words) => GitAs.Run(who, root, words);
}
