using System.Collections.Immutable;

namespace PoPipeline.Rules.Model.Pipelines;

/// <summary>One step of a job.</summary>
public sealed record Step
{
    /// <summary>
    /// A name for fingerprints that survives edits elsewhere: the id, or what is used without its version, or the name, or the
    /// script's first words; an ordinal follows where several steps of the job would share it.
    /// </summary>
    public required string Key { get; init; }

    /// <summary>The whole step.</summary>
    public required Place Span { get; init; }

    /// <summary>The id by which expressions refer to it.</summary>
    public Located<string>? Id { get; init; }

    /// <summary>The name shown to people.</summary>
    public Located<string>? Name { get; init; }

    /// <summary>When the step runs.</summary>
    public Condition? Condition { get; init; }

    /// <summary>The image that it runs in, where each step has its own; null where that of the job holds.</summary>
    public Container? Container { get; init; }

    /// <summary>The action or task that it uses.</summary>
    public Reference? Uses { get; init; }

    /// <summary>The step of a plugin, or of a library, that it is, by a name alone, which has no version in the file; null where it is none that is known.</summary>
    public Located<string>? Plugin { get; init; }

    /// <summary>What it hands to what it uses.</summary>
    public ImmutableArray<Setting> Inputs { get; init; } = [];

    /// <summary>Environment variables of the step.</summary>
    public ImmutableArray<Setting> Variables { get; init; } = [];

    /// <summary>What it runs: its own script, or an input that the action runs as a program.</summary>
    public ImmutableArray<Script> Scripts { get; init; } = [];

    /// <summary>The folder that the script starts in, where one is set.</summary>
    public Located<string>? WorkingDirectory { get; init; }

    /// <summary>All folders that the script starts in, in one run or another, where a matrix decides it and the file says each of its values; empty for all others.</summary>
    public ImmutableArray<string> WorkingDirectoryChoices { get; init; } = [];

    /// <summary>Where its failure is declared not to matter; null where it matters.</summary>
    public Located<string>? ContinueOnError { get; init; }

    /// <summary>What it checks out; null where it checks nothing out.</summary>
    public Checkout? Checkout { get; init; }

    /// <summary>What it exchanges with other jobs or runs.</summary>
    public ImmutableArray<Exchange> Exchanges { get; init; } = [];

    /// <summary>Files that it writes by itself.</summary>
    public ImmutableArray<WrittenFile> Files { get; init; } = [];

    /// <summary>What the step itself demands before the job goes on, such as a check of the sender's permission.</summary>
    public ImmutableArray<Gate> Gates { get; init; } = [];

    /// <summary>Addresses that the platform itself speaks to for it.</summary>
    public ImmutableArray<Located<string>> Addresses { get; init; } = [];

    /// <summary>What the code that it reuses is known to do.</summary>
    public StepEffects Effects { get; init; }
}

/// <summary>What the code that a step reuses is known to do, beyond what the step's own text shows.</summary>
[Flags]
public enum StepEffects
{
    /// <summary>Nothing is known.</summary>
    None = 0,

    /// <summary>It runs code that lies in the workspace: it builds, tests, or loads a configuration that is a program.</summary>
    RunsWorkspace = 1,

    /// <summary>It pushes with the credentials that a checkout left behind.</summary>
    Pushes = 2,

    /// <summary>It publishes or deploys.</summary>
    Publishes = 4,

    /// <summary>It needs the token for nothing but reading the repository's code, or not at all.</summary>
    OnlyReadsCode = 8,

    /// <summary>It does not use the credentials that a checkout left behind, whatever it does with a token that it is handed.</summary>
    LeavesGit = 16,

    /// <summary>It publishes what security checks found, where somebody decides about it.</summary>
    PublishesResults = 32,
}
