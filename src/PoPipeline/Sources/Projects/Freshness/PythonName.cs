using System.Text;

namespace PoPipeline.Sources.Projects.Freshness;

/// <summary>The name of a package of Python as names are compared: <c>Foo__bar.baz</c> is <c>foo-bar-baz</c>.</summary>
/// <remarks>Source: https://packaging.python.org/en/latest/specifications/name-normalization/.</remarks>
internal static class PythonName
{
    /// <summary>The name in its one form.</summary>
    /// <param name="name">The name, as written.</param>
    public static string Normal(string name)
    {
        var text = new StringBuilder(name.Length);
        foreach (var character in name)
        {
            if (character is not ('-' or '_' or '.'))
            {
                text.Append(char.ToLowerInvariant(character));
            }
            else if (text.Length == 0 || text[^1] is not '-')
            {
                text.Append('-');
            }
        }

        return text.ToString();
    }
}
