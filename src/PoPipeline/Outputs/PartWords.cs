using PoPipeline.Rules.Model;

namespace PoPipeline.Outputs;

/// <summary>Says that only a part of a repository was asked about, so that nobody takes a report for one on all of it.</summary>
internal static class PartWords
{
    /// <summary>Says it, as a sentence that holds text of others; null where the whole repository was asked about.</summary>
    public static string? Of(Snapshot snapshot) => snapshot.Part is { } part
        ? $"Only what touches '{part.Path}' is said here: the repository was read and judged as a whole, and what lies elsewhere in it was left out."
        : null;
}
