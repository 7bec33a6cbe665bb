using PoPipeline.Rules.Model;

namespace PoPipeline.Outputs.Terminal;

/// <summary>Findings for people: what a rule says stands once, and below it each place that it is said of.</summary>
internal sealed class FindingLines(ConsoleOptions options, TextLines lines, Snapshot snapshot)
{
    // From here on the places in one file share a line, so that a list can be seen as a whole.
    private const int PlacesApart = 12;
    private const int TextIndent = 2;
    private const int PlaceIndent = 4;
    private const int NoteIndent = 6;

    /// <summary>Writes open findings.</summary>
    public void Write(FindingSection section)
    {
        var severity = lines.Ansi.Of(section.Severity, $"{Severities.Word(section.Severity)}");
        if (section.Groups is [{ Items: [var (only, _)] }])
        {
            WriteOne(only, severity);
            lines.Wrap(only.Finding.Message, TextIndent);
            WriteNotes(NotesOf(only), TextIndent);
        }
        else
        {
            WriteTitle(section, severity);
            var end = section.CommonEnd();
            foreach (var group in section.Groups)
            {
                lines.Wrap(end.Length == 0 ? group.Text : group.Text[..^(end.Length + 1)], TextIndent);
                WriteItems(group);
            }

            lines.Wrap(end, TextIndent);
        }

        lines.Write($"");
    }

    /// <summary>Writes findings that an exception covers.</summary>
    /// <param name="section">The findings, by what is said of them.</param>
    /// <param name="texts">What is said of a finding, each text in lines of its own.</param>
    public void WriteAccepted(FindingSection section, Func<AssessedFinding, IEnumerable<string>> texts)
    {
        var word = lines.Ansi.Faint($"accepted");
        if (section.Count > 1)
        {
            WriteTitle(section, word);
        }

        foreach (var group in section.Groups)
        {
            if (section.Count == 1)
            {
                WriteHead(group.Items[0].Item, word);
                WriteNotes(texts(group.Items[0].Item), TextIndent);
            }
            else
            {
                WriteNotes(texts(group.Items[0].Item), TextIndent);
                WritePlaces([.. group.Items]);
            }
        }
    }

    private void WriteOne(AssessedFinding finding, SafeText word)
    {
        WriteHead(finding, word);
        WriteExcerpt(finding, TextIndent);
    }

    private void WriteHead(AssessedFinding finding, SafeText word) =>
        lines.Write($"{lines.Ansi.Bold($"{Places.Shown(finding.Finding)}")} {word} {finding.Rule.Id} {RulePages.TitleOf(finding.Rule)}");

    private void WriteTitle(FindingSection section, SafeText word) =>
        lines.Write($"{word} {lines.Ansi.Bold($"{section.Rule.Id} {RulePages.TitleOf(section.Rule)}")} ({section.Count})");

    // Where names tell the places apart, the line in the source says nothing that they do not.
    private void WriteItems(MessageGroup<AssessedFinding> group)
    {
        var excerpt = group.Items.All(item => item.Names.Length == 0) ? group.Items[0].Item : null;
        foreach (var part in group.Items.GroupBy(item => string.Join('\n', NotesOf(item.Item)), StringComparer.Ordinal))
        {
            WritePlaces([.. part]);
            if (excerpt is not null)
            {
                WriteExcerpt(excerpt, PlaceIndent);
                excerpt = null;
            }

            WriteNotes(NotesOf(part.First().Item), NoteIndent);
        }
    }

    private void WritePlaces(NamedItem<AssessedFinding>[] items)
    {
        if (items.Length <= PlacesApart || items.Any(item => item.Item.Finding.Setting is not null))
        {
            foreach (var (item, names) in items)
            {
                lines.Write($"    {Places.Shown(item.Finding)}{(names.Length > 0 ? " " : "")}{names}");
            }

            return;
        }

        foreach (var file in items.GroupBy(item => new InFile(item.Item.Finding.Place.Path, item.Names)))
        {
            var places = Places.Short(file.Select(item => item.Item.Finding.Place)).ToList();
            places[^1] += file.Key.Names.Length > 0 ? $" {file.Key.Names}" : "";
            lines.Fill(places, ", ", PlaceIndent, NoteIndent - PlaceIndent, SafeText.Of($""));
        }
    }

    private void WriteExcerpt(AssessedFinding finding, int indent)
    {
        // The policy asks for a setting, and shows nothing of it.
        if (finding.Finding.Setting is not null)
        {
            return;
        }

        foreach (var line in Excerpt.Of(finding.Finding.Place, options.Source, lines.Width - indent))
        {
            lines.Write($"{new string(' ', indent)}{lines.Ansi.Faint($"{line}")}");
        }
    }

    private void WriteNotes(IEnumerable<string> notes, int indent)
    {
        foreach (var note in notes)
        {
            lines.Wrap(note, indent);
        }
    }

    private IEnumerable<string> NotesOf(AssessedFinding finding)
    {
        foreach (var related in finding.Finding.Related.GroupBy(related => related.Message, StringComparer.Ordinal))
        {
            yield return $"See {string.Join(", ", Places.Short(related.Select(other => other.Place)))}: {related.Key}.";
        }

        if (finding.Suppression is { Record: null, Comment: null, Refusal: not null } suppression)
        {
            yield return RecordWords.NotInForce(suppression);
        }

        if (RecordWords.Sentence(finding, snapshot) is { Length: > 0 } decision)
        {
            yield return decision;
        }
    }

    private sealed record InFile(string Path, string Names);
}
