using System.Collections.Immutable;
using PoPipeline.Rules.Model.Pipelines;

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

    /// <summary>Whether two texts are the same version, number by number.</summary>
    public static bool IsSame(string one, string? other) => Parse(one) is { } left && Parse(other) is { } right && left.Parts.AsSpan().SequenceEqual(right.Parts.AsSpan());

    /// <summary>Whether it is one of some versions in a row.</summary>
    public bool IsIn(VersionRange range)
    {
        ArgumentNullException.ThrowIfNull(range);
        return (range.From is null || !IsBefore(range.From))
            && (range.Fixed is null || IsBefore(range.Fixed))
            && (range.Last is null || !IsAfter(range.Last));
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

    // A bound is one release; what is written like it is that, and what is written shorter is the newest of its line.
    private bool IsAfter(string other)
    {
        var bounds = Parse(other)?.Parts ?? [];
        if (bounds.AsSpan().SequenceEqual(Parts.AsSpan()))
        {
            return false;
        }

        for (var index = 0; index < Math.Max(bounds.Length, Parts.Length); index++)
        {
            var bound = index < bounds.Length ? bounds[index] : 0;
            var part = index < Parts.Length ? Parts[index] : int.MaxValue;
            if (part != bound)
            {
                return part > bound;
            }
        }

        return false;
    }
}
