using System.Text;

namespace PoPipeline.Sources.Projects.Reading;

/// <summary>Names that stand in data again and again, each made into a text once for many times.</summary>
internal static class Utf8Names
{
    private const int Longest = 24;

    // Another name may take the place of one at any time, from any thread: what is read of a place is a whole text or none.
    private static readonly string?[] Known = new string?[256];

    /// <summary>A name as a text.</summary>
    /// <param name="name">The name in UTF-8.</param>
    public static string Of(ReadOnlySpan<byte> name)
    {
        if (name.Length is 0 or > Longest)
        {
            return Encoding.UTF8.GetString(name);
        }

        ref var place = ref Known[((name[0] * 31) + (name[^1] * 7) + name.Length) & 255];
        var known = place;
        if (known is not null && Equal(known, name))
        {
            return known;
        }

        var text = Encoding.UTF8.GetString(name);
        place = text;
        return text;
    }

    /// <summary>Whether a text is a name; one that is not ASCII is none.</summary>
    /// <param name="text">The text.</param>
    /// <param name="name">The name in UTF-8.</param>
    public static bool Equal(string text, ReadOnlySpan<byte> name) => Ascii.Equals(name, text);
}
