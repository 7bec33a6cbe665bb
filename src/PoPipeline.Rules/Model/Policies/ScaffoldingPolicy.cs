using System.Collections.Immutable;

namespace PoPipeline.Rules.Model.Policies;

/// <summary>Which templates a repository may be made of, and how that is shown.</summary>
public sealed record ScaffoldingPolicy
{
    /// <summary>The templates; empty where nobody asks.</summary>
    public ImmutableArray<ApprovedTemplate> Approved { get; init; } = [];

    /// <summary>The weakest evidence that is accepted.</summary>
    public TemplateEvidence Require { get; init; } = TemplateEvidence.Claimed;

    /// <summary>The share of a template's files, from 0 to 1, that must be as it wrote them.</summary>
    public double MinimumShare { get; init; } = 1;

    /// <summary>A file with what the catalogue answered; null where it was not asked.</summary>
    public string? Catalogue { get; init; }
}

/// <summary>A template that repositories may be made of.</summary>
/// <param name="Template">Its reference: <c>template:default/service</c>.</param>
/// <param name="Files">Files that it writes, of which the text is known.</param>
/// <param name="Span">Where the policy says so, which may be a file that the repository's own extends.</param>
public sealed record ApprovedTemplate(string Template, ImmutableArray<TemplateFile> Files, Place Span);

/// <summary>A file that a template writes.</summary>
/// <param name="Path">Where it lies in the repository.</param>
/// <param name="Digest">The SHA-256 of its text, as a snapshot holds it.</param>
public sealed record TemplateFile(string Path, string Digest);

/// <summary>How well it is shown that a repository is made of a template, the weakest first.</summary>
public enum TemplateEvidence
{
    /// <summary>A file of the repository says so.</summary>
    Claimed,

    /// <summary>Its files are those that the template writes.</summary>
    Matched,

    /// <summary>The catalogue says so.</summary>
    Confirmed,
}
