using System.Collections.Immutable;
using PoPipeline.Rules.Model.Pipelines;

namespace PoPipeline.Rules.Model.Templates;

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

/// <summary>What a template is for.</summary>
public enum TemplateKind
{
    /// <summary>The text that an issue starts with.</summary>
    Issue,

    /// <summary>The text that a pull request or a merge request starts with.</summary>
    Change,

    /// <summary>What people choose a template from: GitHub's <c>config.yml</c>.</summary>
    Config,
}

/// <summary>How a template is written.</summary>
public enum TemplateFormat
{
    /// <summary>Markdown, with or without front matter.</summary>
    Markdown,

    /// <summary>YAML that the forge makes fields or a menu of.</summary>
    Form,
}

/// <summary>A file that looks like a template, but that its forge never offers.</summary>
/// <param name="Forge">The forge that it seems meant for.</param>
/// <param name="Path">The file.</param>
/// <param name="Why">Why the forge does not offer it, and what would be right, as a clause: "GitHub reads no folder below '.github/ISSUE_TEMPLATE'; move it up".</param>
public sealed record IgnoredTemplate(Forge Forge, string Path, string Why);
