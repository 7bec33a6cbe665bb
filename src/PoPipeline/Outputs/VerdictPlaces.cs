using PoPipeline.Configuration;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Policies;

namespace PoPipeline.Outputs;

/// <summary>Where a verdict on the repository as a whole is shown: only ever at a file that there is.</summary>
internal sealed class VerdictPlaces(Snapshot snapshot)
{
    private readonly HashSet<string> files = [.. snapshot.Repository.Files];

    /// <summary>A file for a reader that wants one whatever it is about: the policy, or else the first there is.</summary>
    public string Any => Policy ?? (snapshot.Repository.Files is [var first, ..] ? first : PolicyReader.FileName);

    // One that whoever runs the check brings along may lie anywhere.
    private string? Policy => snapshot.Policy.Path is { } path && (snapshot.Trust.Source is not PolicySource.Given || files.Contains(path)) ? path : null;

    /// <summary>The first file that could not be looked at, or else the one where the repository states its policy; null where there is neither.</summary>
    public string? Of(Judgement judgement) => judgement.Verdict.Gaps.Select(gap => FileOf(gap.Subject)).FirstOrDefault(file => file is not null) ?? Policy;

    // A subject is a file, or a file and what it is about in it.
    private string? FileOf(string subject) =>
        files.Contains(subject) ? subject
        : subject.IndexOf('#', StringComparison.Ordinal) is > 0 and var sign && files.Contains(subject[..sign]) ? subject[..sign]
        : null;
}
