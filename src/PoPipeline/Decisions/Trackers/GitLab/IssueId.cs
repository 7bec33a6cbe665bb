using System.Globalization;

namespace PoPipeline.Decisions.Trackers.GitLab;

/// <summary>
/// What an issue is known by: the number that the instance gives once, and the one in its project by which it is asked for. An owner may delete an
/// issue and give its number in the project to another one, but not the other.
/// </summary>
/// <param name="Id">The number in the instance.</param>
/// <param name="Number">The number in the project: 42 of <c>#42</c>.</param>
internal readonly record struct IssueId(long Id, long Number)
{
    /// <summary>Reads what <see cref="ToString"/> wrote; null where it did not.</summary>
    /// <param name="text">The text.</param>
    public static IssueId? Parse(string text) =>
        text.Split('/') is [var first, var second] && Value(first) is { } id && Value(second) is { } number ? new IssueId(id, number) : null;

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Id}/{Number}");

    private static long? Value(string digits) => long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value > 0 ? value : null;
}
