using System.Collections.Immutable;
using PoPipeline.Rules.Model;

namespace PoPipeline.Outputs;

/// <summary>Says which pipelines and files of code owners lie in the tree and were not looked at, because nobody has added them to git yet.</summary>
internal static class UntrackedWords
{
    private const int MostNamed = 5;

    /// <summary>Says it, as a sentence that holds text of others; null where there is none.</summary>
    public static string? Of(Snapshot snapshot)
    {
        ImmutableArray<string> files = [.. snapshot.Repository.Untracked.Where(file => snapshot.Part?.Includes(file) is not false)];
        if (files.IsEmpty)
        {
            return null;
        }

        var named = string.Join(", ", files.Take(MostNamed).Select(file => $"'{file}'")) + (files.Length > MostNamed ? $" and {files.Length - MostNamed} more" : "");
        return files.Length == 1
            ? $"{named} lies here, but git does not track it, so it was not looked at: 'git add' it, and check again."
            : $"{named} lie here, but git does not track them, so they were not looked at: 'git add' them, and check again.";
    }
}
