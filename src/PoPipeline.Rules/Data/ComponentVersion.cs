using System.Collections.Immutable;

namespace PoPipeline.Rules.Data;

/// <summary>
/// The numbers of a version. A part that is missing stands for the newest: 'v4' is whatever is newest of 4, since such tags move with every release.
/// </summary>
/// <param name="Parts">The numbers, the most significant first.</param>
internal sealed record ComponentVersion(ImmutableArray<int> Parts)
{
    /// <summary>Reads <c>v4.1.2</c>; null where the text is no version, or one before a release.</summary>
    public static ComponentVersion? Parse(string? text)
    {
        var numbers = (text ?? "").TrimStart('v', 'V').Split('.');
        var parts = ImmutableArray.CreateBuilder<int>(numbers.Length);
        foreach (var number in numbers)
        {
            if (number.Length is 0 or > 6 || !int.TryParse(number, out var part) || part < 0)
            {
                return null;
            }

            parts.Add(part);
        }

        return new ComponentVersion(parts.DrainToImmutable());
    }

    /// <summary>Whether it comes before another one.</summary>
    public bool IsBefore(string other)
    {
        var bounds = Parse(other)?.Parts ?? [];
        for (var index = 0; index < bounds.Length; index++)
        {
            var part = index < Parts.Length ? Parts[index] : int.MaxValue;
            if (part != bounds[index])
            {
                return part < bounds[index];
            }
        }

        return false;
    }
}
