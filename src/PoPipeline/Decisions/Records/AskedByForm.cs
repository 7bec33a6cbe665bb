using System.Globalization;
using System.Text;
using PoPipeline.Decisions.Requests;
using PoPipeline.Decisions.Trackers;
using PoPipeline.Escaping;

namespace PoPipeline.Decisions.Records;

/// <summary>
/// Reads what people wrote into the form that asks for an exception. It is copied into a request, never judged itself: whatever somebody
/// claims there, the finding says how severe it is and what it is about.
/// </summary>
internal static class AskedByForm
{
    private const int LongestBody = 64 * 1024;
    private const int LongestAnswer = 2000;
    private const string NoAnswer = "_No response_";

    /// <summary>Reads every open form that no request was made of.</summary>
    /// <param name="facts">What the run knows.</param>
    /// <param name="assessment">The findings.</param>
    /// <param name="notes">Receives what could not be made a request of, as sentences.</param>
    public static IEnumerable<(Asked Asked, TrackedIssue Issue)> Read(RunFacts facts, Assessment assessment, List<string> notes)
    {
        List<(Asked Asked, TrackedIssue Issue)> found = [];
        foreach (var issue in facts.Reading.Issues.Where(issue => issue.IsOpen && issue.Body.Length <= LongestBody && issue.Labels.Contains(IssueLabels.Asked, StringComparer.Ordinal)))
        {
            if (RequestBlock.Read(issue.Body, out var fault) is not null || fault is not null)
            {
                continue;
            }

            var answers = Answers(issue.Body);
            var rule = answers.GetValueOrDefault("rule", "").ToUpperInvariant();
            var subject = answers.GetValueOrDefault("subject", "");
            var finding = assessment.Findings.FirstOrDefault(finding => finding.Rule.Id == rule && (finding.Finding.Subject == subject || finding.Fingerprint == subject));
            if (finding is null)
            {
                notes.Add($"{issue.Name} asks for an exception, but no finding of '{Untrusted.Plain(Untrusted.Cut(rule, 20))}' has the subject that it names.");
                continue;
            }

            found.Add((
                new Asked
                {
                    Finding = finding,
                    Reason = answers.GetValueOrDefault("reason", ""),
                    Controls = answers.GetValueOrDefault("compensating controls", ""),
                    Until = DateOnly.TryParseExact(answers.GetValueOrDefault("until", ""), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null,
                    Requester = issue.Author.Person,
                },
                issue));
        }

        return found;
    }

    // Forges write a form as headings with what was answered below each.
    private static Dictionary<string, string> Answers(string body)
    {
        var answers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        string? question = null;
        var lines = new List<string>();
        foreach (var line in WithoutHints(body).ReplaceLineEndings("\n").Split('\n').Append("### "))
        {
            if (!line.StartsWith("### ", StringComparison.Ordinal))
            {
                lines.Add(line);
                continue;
            }

            var answer = string.Join('\n', lines).Trim().Trim('`');
            if (question is not null && answer.Length > 0 && answer != NoAnswer)
            {
                _ = answers.TryAdd(question, Untrusted.Cut(answer, LongestAnswer));
            }

            question = line[4..].Trim();
            lines.Clear();
        }

        return answers;
    }

    // A template without fields says in comments what to write where, and people leave them.
    private static string WithoutHints(string body)
    {
        const string Opening = "<!--";
        const string Closing = "-->";
        var text = new StringBuilder(body.Length);
        var start = 0;
        while (body.IndexOf(Opening, start, StringComparison.Ordinal) is var open and >= 0)
        {
            _ = text.Append(body, start, open - start);
            var close = body.IndexOf(Closing, open + Opening.Length, StringComparison.Ordinal);
            start = close < 0 ? body.Length : close + Closing.Length;
        }

        return text.Append(body, start, body.Length - start).ToString();
    }
}
