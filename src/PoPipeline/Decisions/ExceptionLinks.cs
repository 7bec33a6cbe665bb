using System.Globalization;
using PoPipeline.Escaping;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Policies;
using PoPipeline.Rules.Model.Results;

namespace PoPipeline.Decisions;

/// <summary>How somebody asks for an exception: the page with a form that is filled in already, and the command that does the same.</summary>
/// <param name="snapshot">What was judged, with the policy and the records.</param>
internal sealed class ExceptionLinks(Snapshot snapshot)
{
    // A forge refuses longer addresses, and a person reads no longer command. The fingerprint names a finding as well.
    private const int SubjectLength = 300;
    private const int TitleLength = 200;

    private readonly string? page = PageOf(snapshot);

    /// <summary>Whether an exception for a rule can be asked for: the policy says who decides, and the rule may be excused.</summary>
    /// <param name="rule">The rule.</param>
    public bool IsOffered(Rule rule) => snapshot.Policy.Exceptions.Approvers.Length > 0 && RecordedDecisions.CanBeExcused(rule);

    /// <summary>The form for a finding, filled in as far as is known; null where there is none.</summary>
    /// <param name="finding">The finding.</param>
    public string? FormOf(AssessedFinding finding)
    {
        if (page is null || !IsOffered(finding.Rule))
        {
            return null;
        }

        var subject = SubjectOf(finding);
        var title = Uri.EscapeDataString(Untrusted.Cut($"Exception: {finding.Rule.Id} at {subject}", TitleLength));

        // GitHub fills a form by the ids of its fields. GitLab has no fields, and what becomes of a template beside a description
        // differs by its version: the description has the template's headings itself.
        return snapshot.Policy.Exceptions.Records.Tracker is TrackerKind.GitHub
            ? $"{page}?template=popipeline-exception.yml&title={title}&rule={finding.Rule.Id}&subject={Uri.EscapeDataString(subject)}"
            : $"{page}?issue%5Btitle%5D={title}&issue%5Bdescription%5D={Uri.EscapeDataString(DescriptionOf(finding.Rule, subject))}";
    }

    /// <summary>The command for a finding.</summary>
    /// <param name="finding">The finding.</param>
    public static string CommandOf(AssessedFinding finding) => CommandOf(finding.Rule.Id, finding.Finding.Subject, finding.Fingerprint);

    /// <summary>The command for any finding of a rule.</summary>
    /// <param name="rule">The rule.</param>
    public static string CommandOf(Rule rule) => $"po request {rule.Id} --subject '…' --until yyyy-mm-dd --reason '…'";

    /// <summary>The command for a finding that may no longer be there.</summary>
    /// <param name="rule">The id of the rule.</param>
    /// <param name="subject">The subject of the finding. Text of others.</param>
    /// <param name="fingerprint">The fingerprint of the finding.</param>
    public static string CommandOf(string rule, string subject, string fingerprint) =>
        $"po request {ShellWord.Of(rule)} --subject {ShellWord.Quoted(SubjectOf(subject, fingerprint))} --until yyyy-mm-dd --reason '…'";

    /// <summary>
    /// The finding for which to say how an exception is asked for: the worst of those that fail the gate and can be excused; null where there is none,
    /// since then no exception is needed, or none helps.
    /// </summary>
    /// <param name="findings">The findings, in the order of the report.</param>
    /// <param name="failOn">The least severity that fails; null where none does.</param>
    public AssessedFinding? WorthAsking(IEnumerable<AssessedFinding> findings, Severity? failOn) => findings
        .Where(finding => BuildGate.Fails(finding, failOn) && finding.Suppression is not { UnderReview: true } && IsOffered(finding.Rule))
        .MaxBy(finding => finding.Severity);

    private static string SubjectOf(AssessedFinding finding) => SubjectOf(finding.Finding.Subject, finding.Fingerprint);

    // What a shell, a form or a heading would read otherwise is named by its fingerprint.
    private static string SubjectOf(string subject, string fingerprint) =>
        subject.Length is > 0 and <= SubjectLength && subject.All(IsPlain) && subject[0] is not ' ' && subject[^1] is not ' ' ? subject : fingerprint;

    private static bool IsPlain(char character) => char.IsAsciiLetterOrDigit(character) || " -._/:@+=,#(){}[]$*".Contains(character, StringComparison.Ordinal);

    private static string DescriptionOf(Rule rule, string subject) => string.Create(
        CultureInfo.InvariantCulture,
        $"### Rule\n\n{rule.Id}\n\n### Subject\n\n`{subject}`\n\n### Until\n\n\n\n### Reason\n\n\n\n### Compensating controls\n\n\n\n### Security criteria\n\n- [ ] The request holds no secret, and nothing that helps an attacker before the finding is mended.\n\n/label ~\"{Trackers.IssueLabels.Asked}\"\n");

    private static string? PageOf(Snapshot snapshot)
    {
        var records = snapshot.Policy.Exceptions.Records;
        if (records.Tracker is TrackerKind.Folder)
        {
            // Nothing reads issues there.
            return null;
        }

        if (WebLinks.Of(snapshot.Records.RequestUrl) is { } known)
        {
            return known.GetLeftPart(UriPartial.Path);
        }

        var isOnForge = (records.Tracker, snapshot.Repository.Forge) is (TrackerKind.GitHub, Forge.GitHub) or (TrackerKind.GitLab, Forge.GitLab);
        if (!isOnForge || WebLinks.Of(snapshot.Repository.Url) is not { } repository)
        {
            return null;
        }

        var project = records.Project is { } other ? $"{repository.GetLeftPart(UriPartial.Authority)}/{Untrusted.UriPath(other)}" : repository.GetLeftPart(UriPartial.Path).TrimEnd('/');
        return project + (records.Tracker is TrackerKind.GitHub ? "/issues/new" : "/-/issues/new");
    }
}
