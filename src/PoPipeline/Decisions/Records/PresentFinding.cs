using System.Collections.Immutable;
using PoPipeline.Rules.Model.Results;

namespace PoPipeline.Decisions.Records;

/// <summary>A finding of this run, as far as decisions ask for it.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Fingerprint">The fingerprint.</param>
/// <param name="Evidence">The digest of the result.</param>
/// <param name="Covers">What the result is made of.</param>
/// <param name="Severity">How severe it is now.</param>
/// <param name="Path">The file that it stands in.</param>
internal sealed record PresentFinding(string Rule, string Fingerprint, string Evidence, ImmutableArray<EvidencePart> Covers, Severity Severity, string Path);
