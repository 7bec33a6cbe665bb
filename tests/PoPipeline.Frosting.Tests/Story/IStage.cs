namespace PoPipeline.Frosting.Tests.Story;

/// <summary>Where the story takes place: a tracker with its people, as far as the story needs it.</summary>
internal interface IStage : IAsyncDisposable
{
    /// <summary>How the policy names the tracker and those who may decide.</summary>
    string Policy { get; }

    /// <summary>What the environment of a run holds.</summary>
    IReadOnlyDictionary<string, string> Variables { get; }

    /// <summary>Puts the files of the working tree on the branch that counts, in the name of alice.</summary>
    Task StartAsync(string root);

    /// <summary>Somebody decides on a request, as people do there.</summary>
    /// <param name="who">Their name.</param>
    /// <param name="issue">The name of the issue.</param>
    /// <param name="command">The command.</param>
    Task DecideAsync(string who, string issue, string command);

    /// <summary>Somebody else changes what was decided last.</summary>
    Task EditLastDecisionAsync(string who);

    /// <summary>What a run has written is kept, where that is a matter of a commit.</summary>
    Task KeepAsync();

    /// <summary>The clock of the tracker goes on.</summary>
    Task AdvanceAsync(TimeSpan time);

    /// <summary>How many issues ask for something.</summary>
    Task<int> IssuesAsync();

    /// <summary>What was said to those whose command did not count; empty where that is shown elsewhere.</summary>
    Task<string> SaidAsync();

    /// <summary>Fails where a request was made that the tracker's description does not allow.</summary>
    Task AssertSoundAsync();
}
