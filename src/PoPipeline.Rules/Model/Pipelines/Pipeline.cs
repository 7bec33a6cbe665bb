using System.Collections.Immutable;
using System.Text.Json.Serialization;
using PoPipeline.Rules.Model.Deployments;
using PoPipeline.Rules.Model.Results;

namespace PoPipeline.Rules.Model.Pipelines;

/// <summary>One pipeline file, in the words that all platforms share.</summary>
public sealed record Pipeline
{
    /// <summary>The platform that runs it.</summary>
    public required Platform Platform { get; init; }

    /// <summary>The file, relative to the repository's root.</summary>
    public required string Path { get; init; }

    /// <summary>Its name in the file, where a file holds several; null where the file is the pipeline.</summary>
    public string? Member { get; init; }

    /// <summary>What tells it from every other pipeline of the repository: the file, and behind a <c>#</c> its name where the file holds several.</summary>
    [JsonIgnore]
    public string Key => Member is null ? Path : $"{Path}#{Member}";

    /// <summary>What logical places in it begin with: <c>a.yml#</c>, and <c>a.yml#build/</c> where the file holds several.</summary>
    [JsonIgnore]
    public string Subject => Member is null ? $"{Path}#" : $"{Path}#{Member}/";

    /// <summary>What others of the repository call it by, as <see cref="Reference.Target"/> says it; empty where nothing can call it.</summary>
    public ImmutableArray<string> CalledAs { get; init; } = [];

    /// <summary>Whether the file starts runs by itself or is only reused by others.</summary>
    public required PipelineKind Kind { get; init; }

    /// <summary>Why nothing below could be read: the file is not YAML, too large, too deep …; null where it was read.</summary>
    public string? Unreadable { get; init; }

    /// <summary>What of it could not be looked at, as a clause: it is made of something that lies elsewhere, or is too much; null where all of it was.</summary>
    public string? Unseen { get; init; }

    /// <summary>Keys of the pipeline, its triggers, jobs and steps of which nothing is known, so that nobody looked at what they do.</summary>
    public ImmutableArray<Located<string>> UnknownKeys { get; init; } = [];

    /// <summary>What the platform would reject.</summary>
    public ImmutableArray<Problem> Problems { get; init; } = [];

    /// <summary>The name given to it.</summary>
    public Located<string>? Name { get; init; }

    /// <summary>What starts it.</summary>
    public ImmutableArray<Trigger> Triggers { get; init; } = [];

    /// <summary>What its token may do, for every job that says nothing; null where the file says nothing.</summary>
    public TokenPermissions? Permissions { get; init; }

    /// <summary>The edit by which every job that says nothing gets a token that only reads code, in the platform's words; null where it cannot be written exactly.</summary>
    public Fix? PermissionsFix { get; init; }

    /// <summary>What others hand to it that call it, each with what it is where they hand nothing; where the platform puts that into its texts, and it was not put there when they were read.</summary>
    public ImmutableArray<Setting> Inputs { get; init; } = [];

    /// <summary>Environment variables of every job.</summary>
    public ImmutableArray<Setting> Variables { get; init; } = [];

    /// <summary>The names of the variables that its files set for some of its jobs or runs alone, by a condition or an axis of a matrix, in the order of the alphabet.</summary>
    public ImmutableArray<string> SometimesSet { get; init; } = [];

    /// <summary>What it reuses as a whole, outside of its jobs: files that it includes, sources that it deploys, images that it hands on.</summary>
    public ImmutableArray<Reference> Reuses { get; init; } = [];

    /// <summary>The jobs, in the order of the file. A reusable action has one job, whose steps are the action's.</summary>
    public ImmutableArray<Job> Jobs { get; init; } = [];

    /// <summary>What it says of how something is deployed, where its platform has no jobs for it; null where it says nothing of it.</summary>
    public Deployment? Deployment { get; init; }

    /// <summary>Where it limits how many runs go on at once; null where it does not.</summary>
    public Place? Concurrency { get; init; }

    /// <summary>By what it becomes another one than its file says, or takes others away.</summary>
    public ImmutableArray<Drift> Drifts { get; init; } = [];

    /// <summary>Where its file lets more people change or start it than it should.</summary>
    public ImmutableArray<OpenRight> OpenRights { get; init; } = [];

    /// <summary>Every use of a secret.</summary>
    public ImmutableArray<SecretUse> SecretUses { get; init; } = [];

    /// <summary>Every literal credential.</summary>
    public ImmutableArray<Credential> Credentials { get; init; } = [];

    /// <summary>Characters that nobody sees, in all of its files.</summary>
    public ImmutableArray<HiddenText> HiddenTexts { get; init; } = [];

    /// <summary>What it builds.</summary>
    public ImmutableArray<Build> Builds { get; init; } = [];

    /// <summary>The names by which it tells what it built to what attests that, where the platform has such names; each is a result of a task or of its own.</summary>
    public ImmutableArray<Located<string>> Products { get; init; } = [];

    /// <summary>What signs and attests whatever its runs build, where its file says that it runs there; null where it does not.</summary>
    public Located<string>? AttestedBy { get; init; }

    /// <summary>Security checks that its values leave out or have passed over.</summary>
    public ImmutableArray<CheckLapse> Lapses { get; init; } = [];

    /// <summary>Addresses that it has the platform speak to, and where it keeps the platform from looking whom it speaks to.</summary>
    public ImmutableArray<Connection> Connections { get; init; } = [];

    /// <summary>Patterns of the repositories beside its own that the token of its runs may be used for.</summary>
    public ImmutableArray<Located<string>> TokenReach { get; init; } = [];

    /// <summary>What lets changes of others run, or decide what runs, with what runs here are given.</summary>
    public ImmutableArray<Opening> Openings { get; init; } = [];

    /// <summary>The platform's lock file of reused code, where this pipeline is listed in it; null otherwise.</summary>
    public PipelineLock? Lock { get; init; }
}

/// <summary>What a pipeline file is.</summary>
public enum PipelineKind
{
    /// <summary>It starts runs: a workflow, a <c>.gitlab-ci.yml</c>, a <c>PipelineRun</c>.</summary>
    Workflow,

    /// <summary>It is called by a workflow's step: an <c>action.yml</c>, a component, a Tekton Task.</summary>
    Action,

    /// <summary>It only lists what other pipelines reuse: an <c>actions.lock</c>.</summary>
    Lock,

    /// <summary>It runs nothing itself, and says how others run and are judged: a <c>Repository</c> of Pipelines-as-Code.</summary>
    Setting,
}
