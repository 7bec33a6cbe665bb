using PoPipeline.Rules.Calls;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Commands;
using PoPipeline.Rules.Reproducible;

namespace PoPipeline.Rules.Builds;

/// <summary>That a pipeline builds an image.</summary>
/// <param name="Builder">What builds it.</param>
/// <param name="Command">The command; what a step or a task is told, as one.</param>
/// <param name="Place">Where it is written.</param>
/// <param name="Text">As written, for people.</param>
internal sealed record ImageBuild(ImageBuilder Builder, BuildCommand Command, Place Place, string Text)
{
    /// <summary>The file that it is built by; null where none is known, and where what builds it needs none.</summary>
    public CommandFile? File { get; init; }

    /// <summary>The stage of the file that is built; null for the last one.</summary>
    public string? Target { get; init; }

    /// <summary>The folder that it is built of; null where it is not known.</summary>
    public string? Folder { get; init; }

    /// <summary>Why it is not known by which file it is built, as a clause; null where it is, and where none is needed.</summary>
    public string? Unknown { get; init; }

    /// <summary>How the pipeline comes to the command; null where that stands in the pipeline itself.</summary>
    public CallWay? Way { get; init; }

    /// <summary>Whether others get the image.</summary>
    public bool IsHandedOut { get; init; }

    /// <summary>Which image it is, so that one that several commands build is one.</summary>
    public string Key => File is { } file ? $"{file.Path}\n{Target}" : $"\n{Text}\n{Place}";
}
