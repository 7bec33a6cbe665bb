namespace PoPipeline.Rules.CodeOwners;

/// <summary>What one part of a pattern, between slashes, matches.</summary>
internal enum SegmentKind
{
    /// <summary>One name, as it is.</summary>
    Literal,

    /// <summary>Names of a form.</summary>
    Glob,

    /// <summary>Any one name: <c>*</c>.</summary>
    Any,

    /// <summary>Any number of folders, none included: <c>**</c>.</summary>
    Folders,
}
