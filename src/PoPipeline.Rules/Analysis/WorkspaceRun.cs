using PoPipeline.Rules.Model;

namespace PoPipeline.Rules.Analysis;

/// <summary>A place where a job runs code that lies in its workspace.</summary>
/// <param name="StepIndex">The index of the step in its job.</param>
/// <param name="Text">What runs it, as written.</param>
/// <param name="Span">Where that is written.</param>
internal sealed record WorkspaceRun(int StepIndex, string Text, Place Span)
{
    private const int LongestText = 60;

    /// <summary>Whether it comes behind a place of the job: in a later step, or further down in the same script.</summary>
    /// <param name="step">The index of the step that the place is in.</param>
    /// <param name="place">The place.</param>
    public bool IsBehind(int step, Place place)
    {
        var (at, from) = (Span.Region, place.Region);
        return StepIndex > step || (StepIndex == step && (at.StartLine, at.StartColumn).CompareTo((from.StartLine, from.StartColumn)) > 0);
    }

    /// <summary>The first line of a text, cut to what a message can quote.</summary>
    public static string Shorten(string text)
    {
        var line = text.AsSpan();
        var end = line.IndexOfAny('\r', '\n');
        line = end >= 0 ? line[..end] : line;
        return line.Length <= LongestText ? line.ToString() : $"{line[..LongestText].TrimEnd()}…";
    }
}
