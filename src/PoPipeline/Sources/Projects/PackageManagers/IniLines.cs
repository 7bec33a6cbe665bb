using PoPipeline.Rules.Model;
using PoPipeline.Sources.Projects.Locks;

namespace PoPipeline.Sources.Projects.PackageManagers;

/// <summary>Goes through the lines of files of names and values, with sections in brackets and without.</summary>
internal static class IniLines
{
    /// <summary>The settings of a file, in their order.</summary>
    /// <param name="file">The file.</param>
    /// <param name="hasBareNames">Whether a name may stand without a value, for yes.</param>
    /// <param name="signs">The signs of which the first ends the name.</param>
    public static IEnumerable<IniLine> Of(LockText file, bool hasBareNames, string signs = "=")
    {
        using var reader = file.Reader();
        var section = "";
        for (var number = 1; reader.ReadLine() is { } line; number++)
        {
            var text = line.AsSpan().Trim();
            if (text.IsEmpty || text[0] is '#' or ';')
            {
                continue;
            }

            if (text[0] is '[')
            {
                section = text.Trim("[]").Trim().ToString();
                continue;
            }

            // A line that goes on with the value before it sets nothing.
            var equals = text.IndexOfAny(signs);
            if ((equals < 0 && !hasBareNames) || equals == 0)
            {
                continue;
            }

            var name = (equals < 0 ? text : text[..equals].TrimEnd()).ToString();
            var value = equals < 0 ? "true" : text[(equals + 1)..].Trim().ToString();
            var start = line.Length - line.AsSpan().TrimStart().Length;
            yield return new IniLine(section, name, value, new Region(number, start + 1, number, start + text.Length + 1));
        }
    }
}

/// <summary>A setting of such a file.</summary>
/// <param name="Section">The section that it stands in; empty before the first.</param>
/// <param name="Name">The name.</param>
/// <param name="Value">The value, without the blanks around it.</param>
/// <param name="At">Where both are written.</param>
internal readonly record struct IniLine(string Section, string Name, string Value, Region At);
