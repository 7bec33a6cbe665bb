using System.Text.RegularExpressions;

namespace PoPipeline.Decisions.Trackers.GitLab;

/// <summary>The names of files of a ledger, by https://c2sp.org/tlog-tiles. Nothing else is fetched or published: a branch could hold any path.</summary>
internal static partial class LedgerFileName
{
    /// <summary>The file that says how far the ledger goes.</summary>
    public const string Checkpoint = "checkpoint";

    /// <summary>Whether a path, relative to the folder of the ledger and with forward slashes, is one.</summary>
    public static bool IsOne(string path) => path is Checkpoint || Tile().IsMatch(path);

    [GeneratedRegex(@"\Atile/(?:[0-9]{1,2}|entries)/(?:x[0-9]{3}/){0,6}[0-9]{3}(?:\.p/[0-9]{1,3})?\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Tile();
}
