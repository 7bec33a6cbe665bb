using System.Collections.Immutable;
using PoPipeline.Rules.Analysis;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Results;
using PoPipeline.Rules.Model.Suppressions;

namespace PoPipeline.Rules.PO3;

/// <summary>PO3302: whatever silences a check was decided by somebody who may, and that is on record.</summary>
/// <remarks>The rule finds every suppression. One is on record when a decision is recorded on the finding, which is then no longer open.</remarks>
public sealed class PO3302RecordExceptions : Rule
{
    /// <inheritdoc/>
    public override string Summary => "Every suppression in the repository, of PoPipeline or of another tool, has a decision on record.";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Medium;

    /// <inheritdoc/>
    public override Verdict Judge(Snapshot snapshot)
    {
        var own = snapshot.InlineExceptions.Where(exception => exception.Fault is null).ToImmutableArray();
        var gaps = Silenced.Gaps(snapshot);
        if (snapshot.Repository.Files.IsEmpty && own.IsEmpty && snapshot.Suppressions.IsEmpty && gaps.IsEmpty)
        {
            return Verdict.NotApplicable("The repository has no files.");
        }

        // Where nobody is named who decides, nothing can be recorded, and it is only worth knowing.
        var nobody = snapshot.Policy.Exceptions.Approvers.IsEmpty;
        return new Verdict
        {
            Judged = Math.Max(snapshot.Repository.Files.Length, own.Length + snapshot.Suppressions.Length),
            Findings =
            [
                .. own.Select(exception => FindingOf(
                    KeyOf(exception).Subject,
                    KeyOf(exception).Place,
                    $"'{string.Join(", ", exception.Rules)}' of PoPipeline",
                    nobody) with { Pedantic = nobody }),
                .. snapshot.Suppressions.Select(suppression => FindingOf(
                    Silenced.SubjectOf(suppression),
                    suppression.Span,
                    Silenced.What(suppression),
                    nobody) with { Pedantic = nobody || suppression.IsMinor }),
            ],
            Gaps = gaps,
            Reason = $"{Counted.Of(own.Length, "exception")} and {Counted.Of(snapshot.Suppressions.Length, "suppression")} of other tools in {Counted.Of(snapshot.Repository.Files.Length, "file")}.",
        };
    }

    /// <summary>By what the finding about an exception in a comment is told from all others.</summary>
    /// <param name="exception">The exception.</param>
    public static (string Subject, Place Place) KeyOf(InlineException exception) => (Silenced.SubjectOf(exception), exception.Span);

    /// <summary>The finding about a comment, as severe as the worst that the comment silences, which only shows once every other rule has judged.</summary>
    /// <param name="finding">The finding.</param>
    /// <param name="worst">How severe the worst is that is silenced.</param>
    public static Finding Weighed(Finding finding, Severity worst) => worst <= Severity.Medium ? finding : finding with
    {
        Severity = worst,
        Message = $"{finding.Message} What it silences is {worst.ToString().ToLowerInvariant()}, and so is this.",
    };

    private static Finding FindingOf(string subject, Place place, string what, bool nobody)
    {
        // The line is there to be copied, so that no file may be named in a way that ends the quotes.
        var command = subject.AsSpan().ContainsAny('\'', '\n', '\r') ? "ask with 'po request PO3302' and the subject of this finding" : $"ask with `po request PO3302 --subject '{subject}' --until … --reason …`";
        var remedy = nobody ? "Take it away, or name in 'exceptions.approvers' of the policy who decides, so that a decision can be recorded." : $"Take it away, or {command}.";
        return new Finding
        {
            Message = $"This silences {what}, and no decision about it is on record. Whoever can edit the file can hide a weakness so, and nobody can tell later who accepted it, or why. {remedy}",
            Subject = subject,
            Place = place,
        };
    }
}
