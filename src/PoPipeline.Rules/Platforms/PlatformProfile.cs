using System.Collections.Immutable;
using PoPipeline.Rules.Model.Pipelines;

namespace PoPipeline.Rules.Platforms;

/// <summary>The words of a platform, so that rules need not know any.</summary>
internal sealed record PlatformProfile
{
    /// <summary>The platform.</summary>
    public required Platform Platform { get; init; }

    /// <summary>Where its pipelines lie, as one says it to people; empty where they lie anywhere.</summary>
    public string Home { get; init; } = "";

    /// <summary>Where the code lies that only the pipelines of the same repository reuse; empty where there is no such place.</summary>
    public string OwnFolder { get; init; } = "";

    /// <summary>The file that a first pipeline is written to; empty where there is no usual one.</summary>
    public string FirstFile { get; init; } = "";

    /// <summary>What is written to give the token of each job nothing but reading the code; null where pipelines have no say in it.</summary>
    public string? ReadOnlyToken { get; init; }

    /// <summary>The grant that most jobs get by with; null where tokens are not granted by name.</summary>
    public string? LeastGrant { get; init; }

    /// <summary>What is written to keep a checkout from leaving the token behind; null where there is no such word.</summary>
    public string? DropCredentials { get; init; }

    /// <summary>What is written beside an address to pin what is read from there; null where there is no such word.</summary>
    public string? AddressPin { get; init; }

    /// <summary>What is written beside a file of another project to name the version that is read; null where the version is a part of the name.</summary>
    public string? VersionKey { get; init; }

    /// <summary>What runs in a job, as people who write its pipelines call a piece of it, with its article.</summary>
    public string Command { get; init; } = "a step";

    /// <summary>Who can change code of the same owner that lies elsewhere, as a noun.</summary>
    public string SameOwner { get; init; } = "this repository's owner";

    /// <summary>What a run has that outsiders are to be kept from, as a noun.</summary>
    public string Powers { get; init; } = "the repository's secrets or a token that can write";

    /// <summary>How a text is handed to a script so that it stays data, as an imperative clause.</summary>
    public string HandOverText { get; init; } = "hand it over in an environment variable of the step";

    /// <summary>Whether its containers run on machines that outlive a run, beside those of others, unless somebody has set up others.</summary>
    public bool SharesMachines { get; init; }

    /// <summary>Where it keeps a secret for pipelines, as a noun.</summary>
    public string SecretStore { get; init; } = "a secret of the platform";

    /// <summary>What a group of secrets is called that the owner keeps for several repositories; empty where there is none.</summary>
    public string SecretGroup { get; init; } = "";

    /// <summary>What keeps such a group from runs that do not need it, as a sentence.</summary>
    public string GuardGroup { get; init; } = "";

    /// <summary>What is done to have somebody asked before a job runs, as a sentence, where jobs name no environment that could ask; null where they do.</summary>
    public string? AskBefore { get; init; }

    /// <summary>What is done to keep a job to some branches, as a sentence, where jobs run for all of them unless they say otherwise; null where that is not so.</summary>
    public string? KeepToBranches { get; init; }

    /// <summary>How long a job without a limit of its own may run, as an adverbial.</summary>
    public string LongestRun { get; init; } = "for hours";

    /// <summary>How long artifacts are kept of which no file says it, as an adverbial; empty where the platform keeps them for a time that needs no word.</summary>
    public string LongestKept { get; init; } = "";

    /// <summary>Whether its jobs stand in a copy of the repository.</summary>
    public bool HasWorkspace { get; init; } = true;

    /// <summary>Whether it sets <c>CI=true</c> for what it runs.</summary>
    public bool SetsCi { get; init; }

    /// <summary>The variable that it sets to <c>true</c> for what it runs, so that programs know where they are; null where there is none.</summary>
    public string? Mark { get; init; }

    /// <summary>Other variables that it sets for all it runs, by which programs know that they run in continuous integration.</summary>
    public ImmutableArray<string> CiMarks { get; init; } = [];

    /// <summary>Whether its pipelines are made of jobs that run something.</summary>
    public bool HasJobs { get; init; } = true;

    /// <summary>What is done so that each proposed change is deployed only after somebody of the repository let it, as a sentence.</summary>
    public string GuardProposals { get; init; } = "";

    /// <summary>What is done so that somebody has to let a deployment go on, as a sentence.</summary>
    public string HoldUp { get; init; } = "";

    /// <summary>Whether it keeps files of a run for other runs: artifacts and caches.</summary>
    public bool KeepsFiles { get; init; } = true;

    /// <summary>What is done to cut a build off from the network, as a sentence; null where no file of the platform can say it.</summary>
    public string? CutOffBuild { get; init; }

    /// <summary>Whether it keeps something as its files say it, a copy of a pipeline or a whole system, which can become another thing than the files.</summary>
    public bool MakesOfFiles { get; init; }

    /// <summary>Whether the name of an environment is only where something goes, and has nobody asked by itself.</summary>
    public bool EnvironmentsAskNobody { get; init; }

    /// <summary>Whether its pipelines run commands of the repository's own, with its code, secrets and logs; otherwise they only order what other systems do.</summary>
    public bool RunsOwnCode { get; init; } = true;

    /// <summary>As what its pipelines mostly take tools over; null where they are steps of plugins of the server.</summary>
    public ReferenceKind? Reuses { get; init; }

    /// <summary>Whether a run for its branch is how a change is checked that somebody proposes, so that a run for any branch is one for it.</summary>
    public bool ChecksProposalsByBranch { get; init; }

    /// <summary>Whether settings alone say that it runs for a version that is tagged.</summary>
    public bool TagsBySetting { get; init; }

    /// <summary>Whether a job that waits for one which its condition left out is left out, too.</summary>
    public bool LeavesOutWhatWaits { get; init; } = true;

    /// <summary>Whether a pipeline that another one calls sees what has started that one, and no event of its own.</summary>
    public bool CalledByTheSameEvent { get; init; }

    /// <summary>What stands in the name by which others call a whole pipeline, which people may start by hand as well, and no part of one; null where no such name tells that.</summary>
    public string? NamesWhole { get; init; }

    /// <summary>Why no file tells whether what is built is signed or attested, as a clause; null where the files do.</summary>
    public string? AttestsElsewhere { get; init; }

    /// <summary>Why what attests elsewhere has nothing to attest where no result names what was built, as a clause; null where nothing has to name it.</summary>
    public string? AttestsNamed { get; init; }

    /// <summary>Whether jobs limit how many runs go on at once, and not the pipeline as a whole.</summary>
    public bool BoundsRunsByJob { get; init; }

    /// <summary>What is done to limit how many runs go on at once, as a sentence.</summary>
    public string BoundRuns { get; init; } = "Put the runs for one branch into one group.";

    /// <summary>How a value of several lines is handed to what runs behind, as an imperative clause.</summary>
    public string HandOverLines { get; init; } = "hand the value over in a file of its own";

    /// <summary>The event of a change that somebody with a branch here proposes, whose pipeline has the secrets of this repository; null where events that anybody brings about have them as well.</summary>
    public string? OwnChanges { get; init; }

    /// <summary>What a condition on <see cref="OwnChanges"/> asks about the change or its author by, as beginnings of variables.</summary>
    public ImmutableArray<string> ChangeWords { get; init; } = [];

    /// <summary>How a name is put that holds the commit that a run is for; null where names cannot.</summary>
    public string? CommitWord { get; init; }

    /// <summary>How what it pastes into a text begins.</summary>
    public ImmutableArray<string> PasteMarks { get; init; } = [];

    /// <summary>Variables that name the files by which a step sets the environment of the steps behind it.</summary>
    public ImmutableArray<string> EnvironmentFiles { get; init; } = [];

    /// <summary>Those of them that name folders in which the steps behind look for programs.</summary>
    public ImmutableArray<string> SearchPathFiles { get; init; } = [];

    /// <summary>Variables that name the files to which a step writes its outputs.</summary>
    public ImmutableArray<string> OutputFiles { get; init; } = [];

    /// <summary>Beginnings of lines of the log that write an output.</summary>
    public ImmutableArray<string> OutputCommands { get; init; } = [];

    /// <summary>Variables that name the file with the event that started the run.</summary>
    public ImmutableArray<string> EventFiles { get; init; } = [];

    /// <summary>Beginnings of lines of the log that set the environment of later steps.</summary>
    public ImmutableArray<string> EnvironmentCommands { get; init; } = [];

    /// <summary>Variables that make the platform take such lines for commands, though they are off by default.</summary>
    public ImmutableArray<string> EnvironmentCommandSwitches { get; init; } = [];

    /// <summary>Texts by which a step has a value masked in the log.</summary>
    public ImmutableArray<string> MaskingCommands { get; init; } = [];

    /// <summary>Variables that make each run write to its log what it does.</summary>
    public ImmutableArray<string> DebugSwitches { get; init; } = [];

    /// <summary>Whether the artifacts of a job go out when its scripts are through, shortly before what ends with it does.</summary>
    public bool UploadsLast { get; init; }

    /// <summary>Whether every job has the secrets of the settings in its environment, whether it names them or not.</summary>
    public bool GivesSecretsToAll { get; init; }

    /// <summary>How the names of variables start that the platform or the machine sets, where any other one may come from where <see cref="VariablesFrom"/> says; empty where the files name each.</summary>
    public ImmutableArray<string> OwnVariables { get; init; } = [];

    /// <summary>From where a script gets a variable that no file sets, as it follows 'it comes from'.</summary>
    public string VariablesFrom { get; init; } = "the settings, or from whoever starts the pipeline, by hand or with the token of a trigger, with a value of their own";

    /// <summary>Whether a variable that a file sets goes before one of the same name of the settings.</summary>
    public bool FilesHideSettings { get; init; }

    /// <summary>How variables, and what is pasted, begin that say what a run is for: the same in all that runs in it.</summary>
    public ImmutableArray<string> RunVariables { get; init; } = [];

    /// <summary>Whether a variable that a file sets is that in each run, unless a step sets it: neither settings nor who starts the pipeline go before it.</summary>
    public bool FilesDecideVariables { get; init; }

    /// <summary>Why files of its pipelines cannot say what the token of a job may do, as a clause; null where they can.</summary>
    public string? TokenRightsElsewhere { get; init; }

    /// <summary>What a token may do that may do everything, and what follows from it, as a sentence without its end.</summary>
    public string EveryRight { get; init; } =
        "The token may write to everything: code, releases, packages, settings of checks. Every step, and all code that a step reuses, can then change the repository";

    /// <summary>How little a token is granted, as a sentence without its end.</summary>
    public string GrantLess { get; init; } = "Grant each job by name what it needs";

    /// <summary>Why no file tells whether code of outsiders runs with secrets, as a clause; null where the events of a pipeline tell.</summary>
    public string? OutsidersElsewhere { get; init; }

    /// <summary>How a text names the platform itself, as the audience of a token, so that whoever trusts the platform takes it.</summary>
    public ImmutableArray<string> OwnAddresses { get; init; } = [];

    /// <summary>By what one knows its servers; null where nobody can tell.</summary>
    public OwnServer? OwnServer { get; init; }

    /// <summary>The names of the token that a job gets and that ends with it.</summary>
    public ImmutableArray<string> JobTokens { get; init; } = [];
}
