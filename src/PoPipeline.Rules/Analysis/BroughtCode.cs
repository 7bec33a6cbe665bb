using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;

namespace PoPipeline.Rules.Analysis;

/// <summary>An outsider's code that a script brings in.</summary>
/// <param name="Script">The script.</param>
/// <param name="Offset">Where the command begins that brings it, in the script's text.</param>
/// <param name="Text">What names the code, as written.</param>
/// <param name="Place">Where that is written.</param>
/// <param name="Directory">The folder that it lies in then; null for the one that the script stands in.</param>
public sealed record BroughtCode(Script Script, int Offset, string Text, Place Place, string? Directory)
{
    /// <summary>Whether its files lie in a folder then; otherwise they are only known to git.</summary>
    public bool Lies { get; init; } = true;
}
