namespace PoPipeline.Rules.Model.Pipelines;

/// <summary>How firmly a version names one content; the order is from the firmest to the loosest.</summary>
public enum Pin
{
    /// <summary>The digest of the content.</summary>
    Digest,

    /// <summary>A full commit hash.</summary>
    Commit,

    /// <summary>It lies in the same repository, and changes only with it.</summary>
    Local,

    /// <summary>One exact version.</summary>
    ExactVersion,

    /// <summary>A tag, or what looks like one.</summary>
    Tag,

    /// <summary>A range of versions.</summary>
    Range,

    /// <summary>A branch, or what looks like one.</summary>
    Branch,

    /// <summary>No version at all.</summary>
    None,

    /// <summary>It cannot be told; the reference says why.</summary>
    Unknown,
}
