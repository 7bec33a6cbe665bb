using System.Collections.Immutable;
using System.Globalization;
using PoPipeline.Rules.CodeOwners;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.CodeOwners;
using PoPipeline.Rules.Model.Pipelines;

namespace PoPipeline.Sources.CodeOwners;

/// <summary>
/// GitLab's syntax: sections with names, default owners and numbers of approvals, exclusions, roles. GitLab reads on whatever a line
/// holds: what is not an owner is ignored, and what is not a heading is an entry.
/// </summary>
internal sealed class GitLabOwnersSyntax
{
    private readonly string path;
    private readonly OwnersProblems problems;
    private readonly List<GitLabSection> sections;
    private readonly Dictionary<string, GitLabSection> byName = new(StringComparer.OrdinalIgnoreCase);
    private GitLabSection section;
    private ImmutableArray<Located<string>> defaults = [];

    private GitLabOwnersSyntax(string path, OwnersProblems problems)
    {
        this.path = path;
        sections = [new("", Place.StartOf(path))];
        this.problems = problems;
        section = sections[0];
    }

    /// <summary>Reads the lines.</summary>
    public static ImmutableArray<OwnersSection> Read(string path, string[] lines, OwnersProblems problems)
    {
        var syntax = new GitLabOwnersSyntax(path, problems);
        for (var index = 0; index < lines.Length; index++)
        {
            syntax.ReadLine(lines[index], index + 1);
        }

        return [.. syntax.sections.Select(section => section.Build())];
    }

    private void ReadLine(string line, int number)
    {
        var tokens = OwnersToken.Read(path, line, number);
        if (tokens.Count == 0 || tokens[0].Text[0] is '#')
        {
            return;
        }

        var start = tokens[0].Span.Region.StartColumn - 1;
        var open = line[start] is '^' ? start + 1 : start;
        var close = open < line.Length && line[open] is '[' ? line.IndexOf(']', open) : -1;
        if (close >= 0)
        {
            ReadHeading(line, number, start, open, close);
            return;
        }

        var isBrokenHeading = open < line.Length && line[open] is '[';
        if (isBrokenHeading)
        {
            problems.Add(ProblemKind.Section, tokens[0], "opens the heading of a section that no ']' closes: GitLab reads the line as a pattern and leaves the lines below it in the section above");
        }

        ReadEntry(tokens, isBrokenHeading);
    }

    // ^[Name][2] @owners: whatever follows what GitLab understands is ignored.
    private void ReadHeading(string line, int number, int start, int open, int close)
    {
        var heading = new OwnersToken(line[start..(close + 1)], new Place(path, new Region(number, start + 1, number, close + 2)));
        var name = line[(open + 1)..close];
        var optional = open > start;
        var (approvals, end) = ReadApprovals(line, close + 1);
        var owners = end < line.Length && OwnersToken.IsSpace(line[end]) ? OwnersToken.Read(path, line, number, end, escapes: false) : [];
        var valid = owners.TakeWhile(owner => owner.Text[0] is not ('#' or '[')).ToList();
        if (string.IsNullOrWhiteSpace(name))
        {
            problems.Add(ProblemKind.Section, heading, "is the heading of a section without a name; give it one");
        }

        if (end < line.Length && !OwnersToken.IsSpace(line[end]))
        {
            var rest = new OwnersToken(line[end..].TrimEnd(), new Place(path, new Region(number, end + 1, number, line.TrimEnd().Length + 1)));
            problems.Add(ProblemKind.Section, rest, $"is ignored: GitLab reads the line as the heading of section {OwnersProblems.Quote(name)}; put a space before default owners, and start a pattern with '/' or '\\['");
        }
        else if (valid.Count < owners.Count && owners[valid.Count].Text[0] is '[')
        {
            problems.Add(ProblemKind.Approvals, owners[valid.Count], "is ignored: the number of approvals follows the name without a space, '[Name][2]'");
        }

        if (approvals is 0 || (optional && approvals > 1))
        {
            problems.Add(ProblemKind.Approvals, heading, optional ? "is optional and asks for approvals: GitLab requires none in an optional section" : "asks for no approval, but GitLab then requires one; write a number from 1, or '^' for an optional section");
        }

        section = SectionOf(name, heading.Span, optional, Math.Max(approvals ?? 1, 1));
        defaults = Valid(valid);
        ReportIgnored(valid);
    }

    private static (int? Approvals, int End) ReadApprovals(string line, int start)
    {
        var end = start < line.Length && line[start] is '[' ? line.IndexOf(']', start) : -1;
        if (end < 0 || line.AsSpan((start + 1)..end).ContainsAnyExceptInRange('0', '9'))
        {
            return (null, start);
        }

        return (int.TryParse(line.AsSpan((start + 1)..end), NumberStyles.None, CultureInfo.InvariantCulture, out var approvals) ? approvals : 0, end + 1);
    }

    private GitLabSection SectionOf(string name, Place span, bool optional, int approvals)
    {
        if (!byName.TryGetValue(name, out var found))
        {
            byName[name] = found = new GitLabSection(name, span) { Optional = true };
            sections.Add(found);
        }

        found.Optional &= optional;
        found.Approvals = Math.Max(found.Approvals, approvals);
        return found;
    }

    private void ReadEntry(List<OwnersToken> tokens, bool isBrokenHeading)
    {
        var exclusion = tokens[0].Text[0] is '!';
        var pattern = exclusion ? tokens[0].Skip(1) : tokens[0];
        if (pattern.Text.Length == 0)
        {
            problems.Add(ProblemKind.Pattern, tokens[0], "excludes nothing that it names; write the pattern right after it");
            return;
        }

        if (exclusion)
        {
            if (tokens.Count > 1 && tokens[1].Text[0] is not '#')
            {
                problems.Add(ProblemKind.Exclusion, tokens[1], "is ignored: an exclusion takes the files from every owner of the section; name other owners in another section");
            }

            section.Entries.Add(new OwnersEntry { Pattern = pattern.Text, Span = pattern.Span, Exclusion = true });
            return;
        }

        var written = tokens.GetRange(1, tokens.Count - 1);
        var owners = written.Count == 0 ? defaults : Valid(written);
        if (isBrokenHeading)
        {
            // Said already; what follows from it is not a second fault.
        }
        else if (HasOpenClass(pattern.Text))
        {
            problems.Add(ProblemKind.Pattern, pattern, "has a '[' that no ']' closes, so that it matches nothing; write '\\[' for the bracket itself");
        }
        else if (owners.IsEmpty)
        {
            problems.Add(ProblemKind.Unowned, pattern, "has no owner that GitLab knows, so that it counts as approved by itself; name an owner, or exclude the files with '!'");
        }
        else
        {
            ReportIgnored(written);
        }

        section.Entries.Add(new OwnersEntry { Pattern = pattern.Text, Span = pattern.Span, Owners = owners, Inherited = written.Count == 0 && owners.Length > 0 });
    }

    private static bool HasOpenClass(string pattern)
    {
        var open = pattern.IndexOf('[', StringComparison.Ordinal);
        return open >= 0 && pattern.IndexOf(']', open) < 0 && (open == 0 || pattern[open - 1] is not '\\');
    }

    // GitLab has no comments behind owners: it takes the owners that a comment mentions and ignores its other words.
    private void ReportIgnored(List<OwnersToken> tokens)
    {
        var comment = tokens.FindIndex(token => token.Text[0] is '#');
        var words = comment < 0 ? tokens : tokens.GetRange(0, comment);
        if (comment >= 0)
        {
            var mentioned = tokens.Skip(comment).FirstOrDefault(IsValid);
            problems.Add(
                mentioned is null ? ProblemKind.Comment : ProblemKind.Mention,
                mentioned ?? tokens[comment],
                mentioned is null
                    ? "does not start a comment here: GitLab reports the words behind it as malformed owners; put the comment on a line of its own"
                    : "stands in a comment, but GitLab knows no comments behind owners and makes it an owner; put the comment on a line of its own");
        }

        if (words.Find(token => !IsValid(token)) is { } ignored)
        {
            problems.Add(ProblemKind.Name, ignored, "is not an owner, so GitLab ignores it: write '@user', '@group/subgroup', '@@developer', '@@maintainer', '@@owner' or an e-mail address, and a space in a pattern as '\\ '");
        }
    }

    private static bool IsValid(OwnersToken token) => OwnerName.KindOf(token.Text, Forge.GitLab) is not OwnerKind.Invalid;

    private static ImmutableArray<Located<string>> Valid(List<OwnersToken> tokens) => [.. tokens.Where(IsValid).Select(owner => new Located<string>(owner.Text, owner.Span))];
}
