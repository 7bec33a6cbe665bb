namespace PoPipeline.Rules.Model.Policies;

/// <summary>Where decisions are kept, and how.</summary>
public sealed record RecordsPolicy
{
    /// <summary>The tracker.</summary>
    public TrackerKind Tracker { get; init; }

    /// <summary>The repository whose issues are used, <c>owner/name</c>; null for the one that is judged.</summary>
    public string? Project { get; init; }

    /// <summary>The folder of the records and of their ledger, relative to the root.</summary>
    public string Folder { get; init; } = ".popipeline";

    /// <summary>The branch on which decisions count; null for the default branch.</summary>
    public string? Branch { get; init; }

    /// <summary>A file of SSH keys by e-mail address, as git's <c>gpg.ssh.allowedSignersFile</c>; null where commits need no signature.</summary>
    public string? Signers { get; init; }

    /// <summary>What this repository calls itself where decisions are commits, so that those of another one do not count here; null where its first commit alone says so.</summary>
    public string? Identity { get; init; }

    /// <summary>Whether a run with records files a request for each open finding that the gate minds.</summary>
    public bool Automatic { get; init; }

    /// <summary>After how many days without a decision a request lapses.</summary>
    public int LapseDays { get; init; } = 14;

    /// <summary>For how many hours known decisions hold while the tracker cannot be reached.</summary>
    public int StaleHours { get; init; } = 24;
}
