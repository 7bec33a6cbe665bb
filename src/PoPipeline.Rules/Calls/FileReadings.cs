using PoPipeline.Rules.Model.Commands;

namespace PoPipeline.Rules.Calls;

/// <summary>What the files of commands say where those who have them run set variables of them; each is read again for that, so that only some are for one pipeline.</summary>
/// <param name="pipelines">How many pipelines share what is read again.</param>
internal sealed class FileReadings(int pipelines)
{
    /// <summary>How many readings there are at most.</summary>
    public const int Most = 200;

    // In characters; a large file takes as much of it as many small ones.
    private const int MostOfAll = 6_000_000;
    private const int LeastOfOne = 600_000;

    private int left = Math.Max(LeastOfOne, MostOfAll / Math.Max(1, pipelines));

    private readonly Dictionary<string, CommandFile> known = new(StringComparer.Ordinal);

    /// <summary>A file as it is where some variables are set; null where more readings are asked for than there are.</summary>
    /// <param name="file">The file.</param>
    /// <param name="told">The variables.</param>
    public CommandFile? Of(CommandFile file, ToldVariables told)
    {
        if (file.With is not { } read || told.IsEmpty)
        {
            return file;
        }

        var key = $"{file.Kind}\n{file.Path}\n{told.IsPart}\n{KeyOf(told)}";
        var length = file.Source?.Length ?? 0;
        if (!known.TryGetValue(key, out var found) && known.Count < Most && length <= left)
        {
            left -= length;
            known.Add(key, found = read(told));
        }

        return found;
    }

    /// <summary>What tells some variables from others.</summary>
    /// <param name="told">The variables.</param>
    public static string KeyOf(ToldVariables told) =>
        told.IsEmpty ? "" : $"{string.Join('\n', told.CommandLine.Select(pair => $"{pair.Key}={pair.Value ?? "\0"}"))}\n\n{string.Join('\n', told.Environment.Select(pair => $"{pair.Key}={pair.Value ?? "\0"}"))}";
}
