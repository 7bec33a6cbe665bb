namespace PoPipeline.Rules.Reproducible;

/// <summary>What a text of MSBuild may ask for. Each answer is null where it is not known.</summary>
public sealed record MsBuildScope
{
    /// <summary>The value of a property by its name; empty where it is known not to be set.</summary>
    public required Func<string, string?> Property { get; init; }

    /// <summary>Whether there is a file or a folder, by its path as written.</summary>
    public Func<string, bool?> Exists { get; init; } = static _ => null;

    /// <summary>What a function returns, by its name, <c>[MSBuild]::GetPathOfFileAbove</c>, and its arguments.</summary>
    public Func<string, IReadOnlyList<string>, string?> Function { get; init; } = static (_, _) => null;
}
