using System.Globalization;

namespace PoPipeline.Ledger;

/// <summary>What a ledger was at one time, by https://c2sp.org/tlog-checkpoint: the text of a note.</summary>
/// <param name="Origin">Which ledger it is.</param>
/// <param name="Size">The number of entries.</param>
/// <param name="RootHash">The root hash of the tree of entries, in base64.</param>
public sealed record Checkpoint(string Origin, long Size, string RootHash)
{
    /// <summary>The text of the note.</summary>
    public string Text => string.Create(CultureInfo.InvariantCulture, $"{Origin}\n{Size}\n{RootHash}\n");

    /// <summary>Reads the text of a note.</summary>
    /// <param name="text">The text.</param>
    /// <param name="extended">Whether lines may follow that say more, as another log than ours writes them. They are not kept.</param>
    /// <returns>The checkpoint, or what is wrong, as a clause.</returns>
    public static Parsed<Checkpoint> Parse(string text, bool extended = false)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Split('\n') is not [{ Length: > 0 } origin, var size, var root, .. var extensions, ""])
        {
            return new("it lacks the lines of a checkpoint");
        }

        if (extensions.Contains("") || (extensions.Length > 0 && !extended))
        {
            return new("it has lines besides origin, size and root hash");
        }

        if (!long.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || size != number.ToString(CultureInfo.InvariantCulture))
        {
            return new("its size is not a number");
        }

        return SignedNote.Base64Of(root) is { Length: Merkle.HashSize }
            ? new(new Checkpoint(origin, number, root))
            : new("its root hash is not one");
    }
}

/// <summary>A checkpoint with the note that it was read from.</summary>
/// <param name="Checkpoint">The checkpoint.</param>
/// <param name="Note">The note.</param>
internal sealed record SignedCheckpoint(Checkpoint Checkpoint, SignedNote Note);
