namespace PoPipeline.InToto;

/// <summary>How much is read and done of what nobody vouches for. What goes beyond is refused, and the refusal says so.</summary>
internal static class Limits
{
    /// <summary>The largest file, in bytes.</summary>
    public const int FileLength = 16 * 1024 * 1024;

    /// <summary>The largest key, in characters.</summary>
    public const int KeyLength = 1 << 16;

    /// <summary>How deep JSON may be nested.</summary>
    public const int Depth = 64;

    /// <summary>How many values one text of JSON may hold.</summary>
    public const int Values = 1_000_000;

    /// <summary>How many digits a number may have.</summary>
    public const int Digits = 1_000;

    /// <summary>How many signatures an envelope may carry.</summary>
    public const int Signatures = 64;

    /// <summary>How many steps, inspections or keys a layout may have.</summary>
    public const int Items = 10_000;

    /// <summary>How many rules a layout may have.</summary>
    public const int Rules = 100_000;

    /// <summary>How deep layouts may stand in place of links.</summary>
    public const int Sublayouts = 16;

    /// <summary>How many files one verification reads.</summary>
    public const int Files = 5_000;

    /// <summary>How many files one verification looks for.</summary>
    public const int Lookups = 100_000;

    /// <summary>How many signatures one verification tries, each counted by what its key and the length of what it signs cost: a few seconds.</summary>
    public const int Tries = 20_000;

    /// <summary>How many bytes are hashed for what trying a signature of an ordinary key costs.</summary>
    public const int HashedPerTry = 32 * 1024;

    /// <summary>How many bytes one verification reads.</summary>
    public const long Bytes = 128L * 1024 * 1024;

    /// <summary>How many comparisons of characters one verification makes for the patterns of rules.</summary>
    public const long Work = 100_000_000;

    /// <summary>How many names a message shows.</summary>
    public const int Shown = 10;
}
