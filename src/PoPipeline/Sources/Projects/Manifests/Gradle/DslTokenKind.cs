namespace PoPipeline.Sources.Projects.Manifests.Gradle;

/// <summary>What a token of a script of Gradle is.</summary>
internal enum DslTokenKind
{
    /// <summary>A name, with the names behind its points: <c>tasks.withType</c>.</summary>
    Word,

    /// <summary>A text in quotes.</summary>
    Text,

    /// <summary>Any other character.</summary>
    Sign,

    /// <summary>The end of a line.</summary>
    NewLine,
}
