using System.Collections.Immutable;
using PoPipeline.Rules.Analysis;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Projects;
using PoPipeline.Rules.Model.Results;

namespace PoPipeline.Rules.PO3;

/// <summary>PO3257: what a wrapper fetches and runs as the build tool has the checksum that is written down.</summary>
public sealed class PO3257VerifyBuildWrappers : ProjectRule
{
    /// <inheritdoc/>
    public override string Summary => "The wrappers of Gradle and Maven check what they fetch by a checksum, and fetch it by https.";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Medium;

    /// <inheritdoc/>
    public override ImmutableArray<int> Weaknesses => [319, 494];

    /// <inheritdoc/>
    protected override Verdict Look(Snapshot snapshot) => snapshot.Wrappers.IsEmpty ? Verdict.NotApplicable("The repository has no wrapper of a build tool.") : new Verdict
    {
        Judged = snapshot.Wrappers.Count(wrapper => wrapper.Unreadable is null),
        IsPerFile = true,
        Findings = [.. snapshot.Wrappers.Where(wrapper => wrapper.Unreadable is null).SelectMany(Open)],
        Gaps = [.. snapshot.Wrappers.Where(wrapper => wrapper.Unreadable is not null).Select(wrapper => new Gap(wrapper.Path, wrapper.Unreadable!, Failed: true))],
        Evidence = [.. snapshot.Wrappers.Where(wrapper => wrapper is { Unreadable: null, Checksum: not null }).Select(wrapper => new RelatedPlace(wrapper.Span, $"'{wrapper.Path}' has the checksum of what it fetches as {EcosystemWords.Name(wrapper.Ecosystem)}")).Take(MostEvidence)],
        Reason = $"{Counted.Of(snapshot.Wrappers.Length, "wrapper")} looked at.",
    };

    private static IEnumerable<Finding> Open(BuildWrapper wrapper)
    {
        var name = EcosystemWords.Name(wrapper.Ecosystem);
        if (wrapper.Checksum is null)
        {
            yield return new Finding
            {
                Message = $"The wrapper fetches {name}{(wrapper.Address is { } address ? $" from '{address}'" : "")} and runs it without comparing it with a checksum: whoever can change what lies there, or on the way, builds what is delivered. Write 'distributionSha256Sum' with the value that is published beside the distribution into '{wrapper.Path}'{(wrapper.Ecosystem is Ecosystem.Gradle ? ", for which './gradlew wrapper --gradle-distribution-sha256-sum' is made" : "")}.",
                Subject = $"{wrapper.Path}#checksum",
                Place = wrapper.Span,
            };
        }

        if (wrapper.Address?.StartsWith("http://", StringComparison.OrdinalIgnoreCase) is true)
        {
            yield return new Finding
            {
                Message = $"The wrapper fetches {name} in the clear, from '{wrapper.Address}', so that whoever is on the way decides what comes{(wrapper.Checksum is null ? "" : ", and the checksum alone keeps it from being run")}. Write 'https://'.",
                Subject = $"{wrapper.Path}#address",
                Place = wrapper.Span,
                Severity = wrapper.Checksum is null ? Severity.High : Severity.Low,
            };
        }
    }
}
