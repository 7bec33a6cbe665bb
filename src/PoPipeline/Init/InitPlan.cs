using System.Collections.Immutable;
using PoPipeline.Rules.Model;

namespace PoPipeline.Init;

/// <summary>What a repository is started with.</summary>
/// <param name="Root">The repository's root, absolute.</param>
/// <param name="Forge">The forge.</param>
/// <param name="Files">The files, in the order in which they are written.</param>
public sealed record InitPlan(string Root, Forge Forge, ImmutableArray<InitFile> Files);

/// <summary>A file that a repository starts with.</summary>
/// <param name="Path">The path, relative to the root, with forward slashes.</param>
/// <param name="State">How it stands to the tree.</param>
/// <param name="Text">What it holds; empty where it was not made.</param>
public sealed record InitFile(string Path, InitState State, string Text)
{
    /// <summary>Why it is refused or omitted, and what would help, as a clause; empty otherwise.</summary>
    public string Reason { get; init; } = "";

    /// <summary>Whether one that differs is the repository's own, never to be replaced; <see cref="Reason"/> says what to add to it.</summary>
    public bool Own { get; init; }
}

/// <summary>How a file that init writes stands to the tree.</summary>
public enum InitState
{
    /// <summary>It is not there.</summary>
    New,

    /// <summary>It is there, byte for byte.</summary>
    Same,

    /// <summary>Another one is there.</summary>
    Different,

    /// <summary>It cannot be written.</summary>
    Refused,

    /// <summary>It was not made, because something is not known.</summary>
    Omitted,
}
