using System.Globalization;

namespace PoPipeline.Ledger;

/// <summary>Writes a number with its noun.</summary>
internal static class Amount
{
    /// <summary><c>1 byte</c>, <c>2 bytes</c>.</summary>
    /// <param name="count">The number.</param>
    /// <param name="one">The noun for one.</param>
    /// <param name="several">The noun for none or several; with an <c>s</c> where it is not given.</param>
    public static string Of(long count, string one, string? several = null) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? one : several ?? one + "s")}");
}
