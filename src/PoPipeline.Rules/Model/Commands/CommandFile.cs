using System.Collections.Immutable;
using System.Text.Json.Serialization;
using PoPipeline.Rules.Model.Pipelines;

namespace PoPipeline.Rules.Model.Commands;

/// <summary>A file of the repository that holds commands, which pipelines, people and other such files have run.</summary>
public sealed record CommandFile
{
    /// <summary>The path, relative to the repository's root, with forward slashes.</summary>
    public required string Path { get; init; }

    /// <summary>What runs it.</summary>
    public required CommandFileKind Kind { get; init; }

    /// <summary>Why it could not be read, or not all of it, as a clause; null where it was.</summary>
    public string? Unreadable { get; init; }

    /// <summary>What can be asked of it, in the order of the file. A script has one, without a name.</summary>
    public ImmutableArray<CommandTarget> Targets { get; init; } = [];

    /// <summary>The files that it takes as parts of itself, relative to the repository's root; a star in a name stands for all that fit, and what only a run tells stands as it is written.</summary>
    public ImmutableArray<string> Includes { get; init; } = [];

    /// <summary>The names of variables that the command line of what runs it may set, so that the file means something else.</summary>
    public ImmutableArray<string> Asks { get; init; } = [];

    /// <summary>The names of variables that mean what the environment says.</summary>
    public ImmutableArray<string> AsksEnvironment { get; init; } = [];

    /// <summary>The text, with literal credentials masked, where such variables may be set, so that it can be read again for them; null elsewhere.</summary>
    public string? Source { get; init; }

    /// <summary>What the file is where such variables are set; null where none are. Made of <see cref="Source"/>.</summary>
    [JsonIgnore]
    public Func<ToldVariables, CommandFile>? With { get; init; }

    /// <summary>For an image: what reads the file in place of the builder's own reader, as written: <c># syntax=docker/dockerfile:1</c>; null where nothing is written.</summary>
    public Reference? Frontend { get; init; }
}

/// <summary>What runs a file of commands.</summary>
public enum CommandFileKind
{
    /// <summary>A shell, which runs it from top to bottom.</summary>
    Script,

    /// <summary>make: a target is a rule.</summary>
    Make,

    /// <summary>Task: <c>Taskfile.yml</c>.</summary>
    Task,

    /// <summary>just: a target is a recipe.</summary>
    Just,

    /// <summary>The scripts of <c>package.json</c>, which npm, Yarn, pnpm and Bun run.</summary>
    PackageScripts,

    /// <summary>The scripts of <c>composer.json</c>.</summary>
    ComposerScripts,

    /// <summary>The tasks that <c>pyproject.toml</c> has for Poe, PDM, Hatch and Pixi.</summary>
    PythonTasks,

    /// <summary>tox: a target is an environment.</summary>
    Tox,

    /// <summary>nox: a target is a session.</summary>
    Nox,

    /// <summary>A builder of container images: a target is a stage.</summary>
    Containerfile,

    /// <summary>Compose: a target is a service of which an image is built.</summary>
    Compose,

    /// <summary>Bake: a target is one, or a group of them.</summary>
    Bake,
}
