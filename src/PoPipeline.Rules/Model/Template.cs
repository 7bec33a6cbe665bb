using System.Collections.Immutable;

namespace PoPipeline.Rules.Model;

/// <summary>A template for issues or changes, as one forge reads it.</summary>
public sealed record Template
{
    /// <summary>The file.</summary>
    public required string Path { get; init; }

    /// <summary>The forge by whose rules it was read.</summary>
    public required Forge Forge { get; init; }

    /// <summary>What it is for.</summary>
    public required TemplateKind Kind { get; init; }

    /// <summary>How it is written.</summary>
    public required TemplateFormat Format { get; init; }

    /// <summary>The name that the forge shows; that of the file where the template says none.</summary>
    public required string Name { get; init; }

    /// <summary>Whether the forge fills it in without anybody choosing it.</summary>
    public bool Default { get; init; }

    /// <summary>Why it could not be read; null where it was.</summary>
    public string? Unreadable { get; init; }

    /// <summary>What the forge would reject or pass over.</summary>
    public ImmutableArray<Problem> Problems { get; init; } = [];

    /// <summary>What it asks to be ticked or answered, in order.</summary>
    public ImmutableArray<TemplateItem> Items { get; init; } = [];

    /// <summary>Its headings, as plain text, in order.</summary>
    public ImmutableArray<Located<string>> Headings { get; init; } = [];
}
