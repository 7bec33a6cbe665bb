using System.Collections.Immutable;

namespace PoPipeline.Rules.Model.Scaffolding;

/// <summary>A file that a template carries into what is made of it.</summary>
/// <param name="Kind">What it is there.</param>
/// <param name="Path">Where it lies here.</param>
/// <param name="Target">Where it ends up, with what is filled in as it is written.</param>
public sealed record CarriedFile(CarriedKind Kind, string Path, string Target)
{
    /// <summary>Whether something fills it in first, so that it need not be valid as it stands.</summary>
    public bool IsFilledIn { get; init; }

    /// <summary>The lock file that is not beside it; null where one is, and where it needs none.</summary>
    public string? Lacks { get; init; }

    /// <summary>What is meant for whoever reads the file later, and is filled in with nothing when the template is used; the first few.</summary>
    public ImmutableArray<Located<string>> Lost { get; init; } = [];

    /// <summary>Why it could not be read, as a clause; null where it was, or needed not be.</summary>
    public string? Unreadable { get; init; }
}

/// <summary>What a carried file is.</summary>
public enum CarriedKind
{
    /// <summary>A pipeline.</summary>
    Pipeline,

    /// <summary>Who owns which files.</summary>
    CodeOwners,

    /// <summary>The names of packages that it needs.</summary>
    Manifest,

    /// <summary>The exact versions of those.</summary>
    Lockfile,

    /// <summary>The policy that the pipelines are held to.</summary>
    Policy,
}
