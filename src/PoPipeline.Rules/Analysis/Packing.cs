using System.Collections.Immutable;
using PoPipeline.Rules.Shell;

namespace PoPipeline.Rules.Analysis;

/// <summary>What a command packs into an archive.</summary>
/// <param name="Archive">The archive.</param>
/// <param name="Sources">What goes into it.</param>
/// <param name="LeftOut">Patterns of what does not.</param>
/// <param name="Folder">The folder from which the sources are seen; null for the one that the script stands in.</param>
internal sealed record Packing(string Archive, ImmutableArray<string> Sources, ImmutableArray<string> LeftOut, string? Folder)
{
    /// <summary>What a command packs; null where it packs nothing.</summary>
    /// <param name="command">The command.</param>
    public static Packing? Of(Command command) => command.Name switch
    {
        "tar" or "bsdtar" => OfTar(command),
        "zip" => OfZip(command),
        "7z" or "7za" when command.Words.Length > 2 && command.Words[1].Text is "a" => Plain(command, 2) is [var archive, .. var sources] ? new Packing(archive, sources, [.. command.Words.Where(word => word.Text.StartsWith("-x", StringComparison.Ordinal)).Select(word => word.Text[(word.Text.IndexOf('!', StringComparison.Ordinal) + 1)..])], null) : null,
        _ => null,
    };

    // tar czf x.tgz . and tar -c -f x.tgz --exclude=.env .
    private static Packing? OfTar(Command command)
    {
        var words = command.Words.Skip(1).Select(word => word.Text).ToList();
        var isCreating = words.Exists(word => word is "--create" || (IsLetters(word) && word.Contains('c', StringComparison.Ordinal))) || (words.Count > 0 && !words[0].StartsWith('-') && words[0].Contains('c', StringComparison.Ordinal));
        if (!isCreating)
        {
            return null;
        }

        string? archive = null;
        string? folder = null;
        var sources = ImmutableArray.CreateBuilder<string>();
        var leftOut = ImmutableArray.CreateBuilder<string>();
        for (var index = 0; index < words.Count; index++)
        {
            var (word, next) = (words[index], index + 1 < words.Count ? words[index + 1] : null);
            if (word is "-C" or "--directory" or "--exclude" or "-X" or "--file" && next is not null)
            {
                folder = word is "-C" or "--directory" ? next : folder;
                archive = word is "--file" ? next : archive;
                if (word is "--exclude")
                {
                    leftOut.Add(next);
                }

                index++;
            }
            else if ((IsLetters(word) || (index == 0 && !word.StartsWith('-'))) && word.EndsWith('f') && next is not null)
            {
                archive = next;
                index++;
            }
            else if (word.StartsWith("--exclude=", StringComparison.Ordinal))
            {
                leftOut.Add(word["--exclude=".Length..]);
            }
            else if (word.StartsWith("--file=", StringComparison.Ordinal))
            {
                archive = word["--file=".Length..];
            }
            else if (!word.StartsWith('-') && index > 0)
            {
                sources.Add(word);
            }
        }

        archive ??= command.OutputFiles.Select(file => file.Text).FirstOrDefault();
        return archive is null ? null : new Packing(archive, sources.DrainToImmutable(), leftOut.DrainToImmutable(), folder);
    }

    // zip -r x.zip . -x '*.env'
    private static Packing? OfZip(Command command)
    {
        var words = command.Words.Skip(1).Select(word => word.Text).ToList();
        var leftOut = words.FindIndex(word => word is "-x" or "--exclude");
        ImmutableArray<string> plain = [.. (leftOut < 0 ? words : words.Take(leftOut)).Where(word => !word.StartsWith('-'))];
        var isDeep = words.Exists(word => word is "--recurse-paths" || (IsLetters(word) && word.Contains('r', StringComparison.Ordinal)));
        return plain is [var archive, .. var sources] && !sources.IsEmpty
            ? new Packing(archive, isDeep ? sources : sources.RemoveAll(source => source is "." or "./"), leftOut < 0 ? [] : [.. words.Skip(leftOut + 1).Where(word => !word.StartsWith('-'))], Folder: null)
            : null;
    }

    private static ImmutableArray<string> Plain(Command command, int from) => [.. command.Words.Skip(from).Select(word => word.Text).Where(word => !word.StartsWith('-'))];

    private static bool IsLetters(string word) => word.Length is > 1 and < 8 && word[0] == '-' && word[1] != '-';
}
