using System.Text;

namespace PoPipeline.Decisions.Trackers.Folder;

/// <summary>The text of a record.</summary>
/// <param name="Text">The text; what is no UTF-8 is replaced.</param>
/// <param name="Fault">Why it cannot count, as a sentence without a full stop; null where it can.</param>
internal sealed record FolderText(string Text, string? Fault)
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads bytes.</summary>
    /// <param name="bytes">The bytes; null where there are too many.</param>
    public static FolderText Of(byte[]? bytes)
    {
        if (bytes is null)
        {
            return new FolderText("", $"It is larger than {FolderLayout.MaximumBytes / 1024} KiB");
        }

        try
        {
            return new FolderText(Strict.GetString(bytes), Fault: null);
        }
        catch (DecoderFallbackException)
        {
            return new FolderText(Encoding.UTF8.GetString(bytes), "It is not valid UTF-8");
        }
    }

    /// <summary>Whether another text is the same, but for the ends of lines, which git may turn around on a checkout.</summary>
    /// <param name="other">The other text.</param>
    public bool IsSameAs(FolderText other) =>
        Text.Replace("\r\n", "\n", StringComparison.Ordinal) == other.Text.Replace("\r\n", "\n", StringComparison.Ordinal);
}
