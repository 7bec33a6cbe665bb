using System.Text;
using PoPipeline.Escaping;

namespace PoPipeline.Outputs.Terminal;

/// <summary>Text that may be shown: whatever others wrote in it is escaped, and only what PoPipeline itself says is as it is.</summary>
/// <remarks>There is one way to make it, an interpolated string, so that what stands in a hole is escaped by its type and not by habit.</remarks>
public readonly struct SafeText : IEquatable<SafeText>
{
    private readonly string? text;

    internal SafeText(string text) => this.text = text;

    /// <summary>Makes it of an interpolated string.</summary>
    /// <param name="text">The literals are ours; the holes are text of others.</param>
    public static SafeText Of(SafeTextHandler text) => text.Finish();

    /// <summary>Makes it of a text of several lines, each of which is escaped by itself.</summary>
    /// <param name="text">The text, whose line breaks are ours.</param>
    public static SafeText Lines(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new(string.Join('\n', text.ReplaceLineEndings("\n").Split('\n').Select(Untrusted.Plain)));
    }

    /// <summary>Joins several with one of ours in between.</summary>
    /// <param name="separator">What stands in between.</param>
    /// <param name="texts">The texts.</param>
    public static SafeText Join(SafeTextHandler separator, IEnumerable<SafeText> texts) => new(string.Join(separator.Finish().ToString(), texts));

    /// <summary>The same as a whole line or several, none of which the runner of a forge takes for a command.</summary>
    public SafeText Disarmed()
    {
        var lines = new StringBuilder();
        new CommandGuard().Pass(ToString(), lines);
        return new(lines.ToString());
    }

    /// <inheritdoc/>
    public override string ToString() => text ?? "";

    /// <inheritdoc/>
    public bool Equals(SafeText other) => ToString() == other.ToString();

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is SafeText other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    /// <summary>Whether two are the same.</summary>
    public static bool operator ==(SafeText left, SafeText right) => left.Equals(right);

    /// <summary>Whether two differ.</summary>
    public static bool operator !=(SafeText left, SafeText right) => !left.Equals(right);
}
