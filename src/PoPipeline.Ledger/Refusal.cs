namespace PoPipeline.Ledger;

/// <summary>
/// Says in plain words why the system does not read or write something. The runtime's own words are for programmers, name absolute paths and files that
/// nobody asked for, and differ from system to system.
/// </summary>
public static class Refusal
{
    private const string Denied = "access is denied";
    private const string Full = "the disk is full";
    private const string Gone = "it is not there";
    private const string TooLong = "its path is too long";

    // What Windows puts before its own numbers.
    private const int WindowsFacility = 0x0007;

    /// <summary>Why something is not read or written, as a clause without an end.</summary>
    /// <param name="exception">What the runtime says.</param>
    public static string Of(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        return exception switch
        {
            RefusedException => exception.Message.TrimEnd('.'),
            FileNotFoundException or DirectoryNotFoundException or DriveNotFoundException => Gone,
            PathTooLongException => TooLong,
            UnauthorizedAccessException => Denied,
            ArgumentOutOfRangeException => "it would be too long a file",
            ArgumentException or NotSupportedException => "its path holds a character that no path can have",
            EndOfStreamException => "it ends too early",
            _ when (exception.HResult >> 16) is 0 => OfUnix(exception.HResult),
            _ when ((exception.HResult >> 16) & 0x1FFF) is WindowsFacility => OfWindows(exception.HResult & 0xFFFF),
            _ => "the system refuses it",
        };
    }

    /// <summary>Why something is not written, as a clause without an end: what is to be made is never there before.</summary>
    /// <param name="exception">What the runtime says.</param>
    public static string OfWriting(Exception exception) => Of(exception) is var why && why is Gone ? "nothing can be made there" : why;

    // The numbers that Linux and macOS share; those in which they differ name one thing each on both.
    private static string OfUnix(int number) => number switch
    {
        1 or 13 => Denied,
        2 => Gone,
        5 => "the disk reports an error",
        16 or 26 => "another program is using it",
        17 or 39 or 66 => "something else is there already",
        20 => "a part of its path is a file",
        21 => "it is a folder",
        23 or 24 => "too many files are open",
        27 => "it would be too long a file",
        28 => Full,
        30 => "the file system is read-only",
        32 => "nobody reads it any more",
        36 or 63 => TooLong,
        40 or 62 => "its symbolic links lead in a circle",
        69 or 122 => "the quota of the disk is used up",
        _ => $"the system refuses it (error {number})",
    };

    private static string OfWindows(int number) => number switch
    {
        2 or 3 => Gone,
        5 => Denied,
        19 => "the file system is read-only",
        32 or 33 => "another program is using it",
        39 or 112 => Full,
        80 or 145 or 183 => "something else is there already",
        123 or 161 => "its path holds a character that no path can have",
        206 => TooLong,
        _ => $"the system refuses it (error {number})",
    };
}
