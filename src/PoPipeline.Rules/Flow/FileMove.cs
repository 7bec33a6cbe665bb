using System.Buffers;
using System.Collections.Frozen;
using System.Collections.Immutable;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Shell;

namespace PoPipeline.Rules.Flow;

/// <summary>What a command unpacks, copies or moves.</summary>
/// <param name="Sources">What it takes: files, folders, archives.</param>
/// <param name="Target">Where it puts that; empty for the folder that it stands in.</param>
public sealed record FileMove(ImmutableArray<string> Sources, string Target)
{
    private static readonly FrozenSet<string> Programs = FrozenSet.Create(
        StringComparer.Ordinal,
        "unzip", "tar", "bsdtar", "expand-archive", "7z", "7za", "cp", "mv", "rsync", "install", "ditto", "copy-item", "move-item");

    private static readonly SearchValues<string> Names = SearchValues.Create([.. Programs.Select(program => program + " ")], StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a script may put files of one folder into another.</summary>
    /// <param name="script">The script.</param>
    public static bool MayBeIn(string script) => script.AsSpan().ContainsAny(Names);

    /// <summary>What a command unpacks, copies or moves; null where it does none of these.</summary>
    /// <param name="command">The command.</param>
    public static FileMove? Of(Command command)
    {
        ArgumentNullException.ThrowIfNull(command);
        if (!Programs.Contains(command.Name))
        {
            return null;
        }

        var plain = command.Words.Skip(1).Where(word => !word.Text.StartsWith('-')).Select(word => word.Text).ToImmutableArray();
        return command.Name switch
        {
            "unzip" => To(plain, Option(command, "-d") ?? ""),
            "expand-archive" => Option(command, "-DestinationPath") is { } folder ? To(plain, folder) : Last(plain),
            "7z" or "7za" => To(plain, command.Words.Select(word => word.Text).FirstOrDefault(text => text.StartsWith("-o", StringComparison.Ordinal))?[2..] ?? ""),
            "tar" or "bsdtar" => Extracts(command) ? To(plain, Option(command, "-C") ?? Option(command, "--directory") ?? "") : null,
            "copy-item" or "move-item" => Option(command, "-Destination") is { } folder ? To(plain, folder) : Last(plain),

            // The folder may be said first: cp -t folder file.
            "cp" or "mv" or "install" when (Option(command, "-t") ?? Option(command, "--target-directory")) is { } folder => To(plain, folder),
            _ => Last(plain),
        };
    }

    private static FileMove To(ImmutableArray<string> plain, string target) => new(plain.RemoveAll(word => word.TrimEnd('/') == target), target);

    private static FileMove? Last(ImmutableArray<string> plain) => plain.Length > 1 ? new FileMove(plain[..^1], plain[^1].TrimEnd('/')) : null;

    private static bool Extracts(Command command) =>
        command.Words.Skip(1).Select(word => word.Text).Index().Any(word => word.Item is "--extract" or "--get"
            || (word.Item.Length is > 0 and < 8 && word.Item.Contains('x', StringComparison.Ordinal) && !word.Item.StartsWith("--", StringComparison.Ordinal) && (word.Index == 0 || word.Item[0] == '-')));

    private static string? Option(Command command, string name) => command.ValuesOf(name).Select(word => word.Text.TrimEnd('/')).FirstOrDefault();
}
