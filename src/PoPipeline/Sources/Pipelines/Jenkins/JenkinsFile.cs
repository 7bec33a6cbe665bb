using PoPipeline.Sources.Pipelines.Jenkins.Groovy;

namespace PoPipeline.Sources.Pipelines.Jenkins;

/// <summary>A file of Jenkins, read as Groovy.</summary>
/// <param name="Path">Where it lies.</param>
/// <param name="Kind">What it is.</param>
internal sealed record JenkinsFile(string Path, JenkinsFileKind Kind)
{
    /// <summary>Why it was not read; null where it was.</summary>
    public string? Fault { get; init; }

    /// <summary>Its text; null where it was not read.</summary>
    public JenkinsText? Text { get; init; }

    /// <summary>What is in it; null where it was not read.</summary>
    public GroovyScript? Script { get; init; }

    /// <summary>Says who controls its values; null where it was not read.</summary>
    public ValueReader? Values { get; init; }

    /// <summary>The files of the repository that it may name; null where nothing is looked up.</summary>
    public RepositoryTexts? Resources { get; init; }

    /// <summary>Whether another file loads it.</summary>
    public bool IsLoaded { get; init; }

    /// <summary>Whether it is a part of a library.</summary>
    public bool IsLibrary => Kind is JenkinsFileKind.Step or JenkinsFileKind.Class;
}
