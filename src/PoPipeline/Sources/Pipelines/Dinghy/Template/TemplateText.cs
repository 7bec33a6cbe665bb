namespace PoPipeline.Sources.Pipelines.Dinghy.Template;

/// <summary>A text in a template.</summary>
/// <param name="Value">The text.</param>
internal sealed record TemplateText(string Value)
{
    /// <summary>The file in which it stands as it is; null where it stands in none.</summary>
    public SourceText? Source { get; init; }

    /// <summary>Where it starts there.</summary>
    public int Offset { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Value;
}
