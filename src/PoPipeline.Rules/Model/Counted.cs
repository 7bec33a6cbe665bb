using System.Globalization;

namespace PoPipeline.Rules.Model;

/// <summary>Writes a number with its noun.</summary>
public static class Counted
{
    /// <summary><c>1 finding</c>, <c>2 findings</c>, <c>0 findings</c>.</summary>
    /// <param name="count">The number.</param>
    /// <param name="noun">The noun for one: <c>finding</c>.</param>
    public static string Of(long count, string noun) => Of(count, noun, noun + "s");

    /// <summary><c>1 entry</c>, <c>2 entries</c>.</summary>
    /// <param name="count">The number.</param>
    /// <param name="one">The noun for one.</param>
    /// <param name="several">The noun for none or several.</param>
    public static string Of(long count, string one, string several) => string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? one : several)}");
}
