namespace PoPipeline.Rules.Model;

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
}
