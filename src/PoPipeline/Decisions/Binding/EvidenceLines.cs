using System.Collections.Immutable;
using System.Globalization;
using PoPipeline.Escaping;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Results;

namespace PoPipeline.Decisions.Binding;

/// <summary>What a decision covers, for people: one harmless line a part, in which each long text is cut and says so.</summary>
internal static class EvidenceLines
{
    private const int LongestText = 400;
    private const int LongestInAll = 8000;
    private const int ShortHash = 12;

    /// <summary>The lines.</summary>
    /// <param name="parts">The parts.</param>
    /// <param name="texts">What parts say, as far as it is known.</param>
    public static ImmutableArray<string> Of(ImmutableArray<EvidencePart> parts, ImmutableArray<EvidenceText> texts)
    {
        var known = texts.DistinctBy(text => text.Hash).ToDictionary(text => text.Hash, StringComparer.Ordinal);
        var lines = ImmutableArray.CreateBuilder<string>();
        var length = 0;
        foreach (var part in parts)
        {
            var line = Untrusted.Plain($"{part.Name}: {Shown(known.GetValueOrDefault(part.Hash), part)}");
            length += line.Length;
            if (length > LongestInAll)
            {
                lines.Add(Untrusted.Plain($"{parts.Length - lines.Count} more, not shown here: {Untrusted.Cut(string.Join(", ", parts.Skip(lines.Count).Select(one => one.Name)), LongestText)}"));
                break;
            }

            lines.Add(line);
        }

        return lines.DrainToImmutable();
    }

    private static string Shown(EvidenceText? text, EvidencePart part)
    {
        if (text is null)
        {
            return $"not as it was any more (sha256 {Short(part.Hash)}…)";
        }

        var shown = Untrusted.Cut(text.Text, LongestText);
        return text.Text.Length == 0 ? string.Create(CultureInfo.InvariantCulture, $"{Counted.Of(text.Length, "character")}, not shown (sha256 {Short(part.Hash)}…)")
            : text.Length > shown.Length ? string.Create(CultureInfo.InvariantCulture, $"{shown} (cut: {Counted.Of(text.Length, "character")}, sha256 {Short(part.Hash)}…)")
            : shown;
    }

    private static string Short(string hash) => hash[..Math.Min(ShortHash, hash.Length)];
}
