using System.Collections.Immutable;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Model.Projects;

namespace PoPipeline.Rules.Model.Commands;

/// <summary>What can be asked of a file of commands: a target of make, a script of a package, a stage of an image.</summary>
public sealed record CommandTarget
{
    /// <summary>What it is called by; empty for a script, and for a stage without a name.</summary>
    public required string Name { get; init; }

    /// <summary>Where the name is written.</summary>
    public required Place Span { get; init; }

    /// <summary>Whether it runs where nobody names one: the first of make, the last stage of an image, the environments that tox lists.</summary>
    public bool IsDefault { get; init; }

    /// <summary>The targets of the same file, or of those that it includes, that run before it.</summary>
    public ImmutableArray<string> Needs { get; init; } = [];

    /// <summary>What it takes behind its name, in order; empty where what stands there is the next one.</summary>
    public ImmutableArray<CommandParameter> Parameters { get; init; } = [];

    /// <summary>What it sets in the environment of its commands, that of the file among it. The last of a name counts.</summary>
    public ImmutableArray<ToolSetting> Variables { get; init; } = [];

    /// <summary>What it runs, in order.</summary>
    public ImmutableArray<CommandText> Texts { get; init; } = [];

    /// <summary>For an image: which folders of the build's context lie where in it, the last of a place counts; empty for all else.</summary>
    public ImmutableArray<CopiedFolder> Copied { get; init; } = [];

    /// <summary>For an image: what it is built from, as written, where that is no stage of the file.</summary>
    public Reference? Base { get; init; }

    /// <summary>For an image: the arguments that decide what it is built from; whoever builds it may give them other values.</summary>
    public ImmutableArray<string> BaseArguments { get; init; } = [];

    /// <summary>For an image: other images that files are taken from, where those are no stages of the file.</summary>
    public ImmutableArray<Reference> Takes { get; init; } = [];

    /// <summary>For an image: what the builder itself fetches from an address.</summary>
    public ImmutableArray<AddedFile> Added { get; init; } = [];
}

/// <summary>Commands that a shell runs together.</summary>
/// <param name="Script">The commands.</param>
/// <param name="Folder">
/// The folder that they start in: relative to that of the file, or absolute in an image; null for where the program that runs the file does, which is
/// the folder of the file unless it is a script.
/// </param>
public sealed record CommandText(Script Script, string? Folder = null);

/// <summary>What a builder of images fetches from an address: <c>ADD https://…</c>.</summary>
/// <param name="Address">The address, as written.</param>
/// <param name="IsFixed">Whether a checksum, or a commit, says which content it has.</param>
/// <param name="Span">Where it is written.</param>
public sealed record AddedFile(string Address, bool IsFixed, Place Span);

/// <summary>A folder of a build's context that is copied into an image.</summary>
/// <param name="From">The folder, relative to the context; empty for the context itself.</param>
/// <param name="To">Where it comes to lie, absolute: <c>/app</c>.</param>
public sealed record CopiedFolder(string From, string To);
