using System.Collections.Immutable;
using PoPipeline.InToto.Verifying;

namespace PoPipeline.Sources.SupplyChains;

/// <summary>Knows by their names which files may be metadata of in-toto.</summary>
internal static class InTotoFiles
{
    /// <summary>What the tools of in-toto call a layout where nobody says otherwise.</summary>
    public const string Usual = "root.layout";

    private const string Layout = ".layout";

    /// <summary>The files that may be layouts; those among tests, examples and code of others say nothing of this repository.</summary>
    /// <param name="files">The files of the tree.</param>
    public static ImmutableArray<string> Layouts(ImmutableArray<string> files) => [.. files.Where(file => IsLayout(file) && !DataFolders.IsAbove(file))];

    /// <summary>The files that are called as nothing but links are.</summary>
    /// <param name="files">The files of the tree.</param>
    public static ImmutableArray<string> Links(ImmutableArray<string> files) => [.. PossibleLinks(files).Where(file => file.EndsWith(LinkNames.Endings[0], StringComparison.Ordinal))];

    /// <summary>The files that are links where a layout has a step and a key of that name.</summary>
    /// <param name="files">The files of the tree.</param>
    public static IEnumerable<string> PossibleLinks(ImmutableArray<string> files) =>
        files.Where(file => LinkNames.Endings.Any(ending => file.EndsWith(ending, StringComparison.Ordinal)) && !DataFolders.IsAbove(file));

    /// <summary>Whether nothing but a layout is called so.</summary>
    /// <param name="file">The file.</param>
    public static bool IsNamedLayout(string file) => file.EndsWith(Layout, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a text may be a layout in an envelope of in-toto, as its root members say. Other tools have files called so, too.</summary>
    /// <param name="text">The text.</param>
    /// <param name="isNamed">Whether the file is called as nothing but a layout is, so that what is signed in it is meant to be one.</param>
    public static bool IsEnvelope(string text, bool isNamed)
    {
        if (!text.AsSpan().TrimStart().StartsWith('{'))
        {
            return false;
        }

        var root = EnvelopeRoot.Read(text);
        return root.IsLayout || root.IsInToto

            // Whatever else is signed may stand before what it is.
            || (root is { IsBroken: true, HasSignatures: true, IsOther: false })
            || (isNamed && (root.HasSigned || root.HasPayload));
    }

    private static bool IsLayout(string file) => IsNamedLayout(file)
        || (file.EndsWith(".json", StringComparison.OrdinalIgnoreCase) && Path.GetFileName(file.AsSpan()).Contains("layout", StringComparison.OrdinalIgnoreCase));
}
