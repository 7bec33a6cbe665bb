using System.Globalization;
using PoPipeline.Rules.Model;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Backstage;

/// <summary>A step of a template.</summary>
/// <param name="Number">Which one it is, from 1.</param>
/// <param name="Root">All of it.</param>
internal sealed record TemplateStep(int Number, YamlMapping Root)
{
    /// <summary>Its id, by which others name it; the one that the scaffolder gives it where it has none.</summary>
    public string Id => (Root["id"] as YamlScalar)?.Value ?? string.Create(CultureInfo.InvariantCulture, $"step-{Number}");

    /// <summary>What it does: <c>fetch:template</c>.</summary>
    public string Action => (Root["action"] as YamlScalar)?.Value ?? "";

    /// <summary>What it is told.</summary>
    public YamlMapping? Input => Root["input"] as YamlMapping;

    /// <summary>Where it says what it does.</summary>
    public Place Span => Root["action"]?.Span ?? Root.Span.Start;
}
