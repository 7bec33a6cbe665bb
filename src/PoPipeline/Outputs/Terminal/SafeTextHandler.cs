using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using PoPipeline.Escaping;

namespace PoPipeline.Outputs.Terminal;

/// <summary>Makes <see cref="SafeText"/> of an interpolated string: its literals are ours, what stands in its holes is escaped.</summary>
[InterpolatedStringHandler]
public readonly ref struct SafeTextHandler
{
    private readonly StringBuilder text;

    /// <summary>Begins.</summary>
    /// <param name="literalLength">How long the literals are.</param>
    /// <param name="formattedCount">How many holes there are.</param>
    public SafeTextHandler(int literalLength, int formattedCount) => text = new StringBuilder(literalLength + (formattedCount * 16));

    /// <summary>Takes a literal as it is.</summary>
    public void AppendLiteral(string value) => text.Append(value);

    /// <summary>Takes what was escaped before.</summary>
    public void AppendFormatted(SafeText value) => text.Append(value.ToString());

    /// <summary>Escapes text of others.</summary>
    public void AppendFormatted(string? value) => text.Append(Untrusted.Plain(value ?? ""));

    /// <summary>Escapes text of others, padded.</summary>
    public void AppendFormatted(string? value, int alignment) => Pad(Untrusted.Plain(value ?? ""), alignment);

    /// <summary>Escapes how a value is written.</summary>
    public void AppendFormatted<T>(T value, string? format = null) => AppendFormatted(Format(value, format));

    /// <summary>Escapes how a value is written, padded.</summary>
    public void AppendFormatted<T>(T value, int alignment, string? format = null) => AppendFormatted(Format(value, format), alignment);

    internal SafeText Finish() => new(text.ToString());

    private static string? Format<T>(T value, string? format) =>
        value is IFormattable formattable ? formattable.ToString(format, CultureInfo.InvariantCulture) : value?.ToString();

    private void Pad(string value, int alignment) => text.Append(alignment < 0 ? value.PadRight(-alignment) : value.PadLeft(alignment));
}
