using System.Collections.Immutable;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Model.Templates;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Templates;

/// <summary>Reads GitHub's <c>.github/ISSUE_TEMPLATE/config.yml</c>, which sets the chooser of templates up.</summary>
internal static class ChooserConfig
{
    private const string Blank = "blank_issues_enabled";
    private const string Links = "contact_links";

    private static readonly ImmutableArray<string> LinkKeys = ["name", "url", "about"];

    /// <summary>Reads it.</summary>
    /// <param name="template">What is known of it by its path.</param>
    /// <param name="document">What it holds.</param>
    public static Template Read(Template template, YamlDocument document)
    {
        var problems = new FormProblems();
        if (document is { IsTooLarge: true, Error: { } limit })
        {
            return template with { Unreadable = limit.AsClause };
        }

        if (document.Error is { } error)
        {
            problems.Add(ProblemKind.Syntax, error.Message, error.Span, "");
            return template with { Unreadable = "it is not YAML", Problems = problems.InOrder() };
        }

        switch (document.Root)
        {
            case YamlMapping config:
                Check(config, problems);
                break;
            case not null and not YamlScalar { IsNull: true }:
                problems.Add(ProblemKind.Type, $"The file is a mapping with the keys '{Blank}' and '{Links}'", document.Root.Span, "");
                break;
        }

        return template with { Problems = problems.InOrder() };
    }

    private static void Check(YamlMapping config, FormProblems problems)
    {
        foreach (var entry in config.Entries.Where(entry => entry.Key.Value is not (Blank or Links)))
        {
            problems.Add(ProblemKind.Unknown, $"GitHub knows no key {FormProblems.Quote(entry.Key.Value)} here; it knows '{Blank}' and '{Links}'", entry.Key.Span, entry.Key.Value);
        }

        if (config.Entry(Blank) is { } blank && !FormProblems.IsBoolean(blank.Value))
        {
            problems.Add(ProblemKind.Type, $"'{Blank}' must be true or false", blank.Value is YamlScalar { IsNull: true } ? blank.Key.Span : blank.Value.Span, Blank);
        }

        if (config[Links] is not { } links || links is YamlScalar { IsNull: true })
        {
            return;
        }

        if (links is not YamlSequence list)
        {
            problems.Add(ProblemKind.Type, $"'{Links}' must be a list", links.Span, Links);
            return;
        }

        foreach (var (item, index) in list.Items.Select((item, index) => (item, index)))
        {
            CheckLink(item, index, problems);
        }
    }

    private static void CheckLink(YamlNode item, int index, FormProblems problems)
    {
        if (item is not YamlMapping link)
        {
            problems.Add(ProblemKind.Type, $"Link {index + 1} of '{Links}': a link is a mapping with the keys 'name', 'url' and 'about'", item.Span, Links);
            return;
        }

        var name = FormProblems.NameOf(link) ?? "";
        foreach (var key in LinkKeys)
        {
            var entry = link.Entry(key);
            if (entry?.Value is not YamlScalar { IsNull: false } value || string.IsNullOrWhiteSpace(value.Value))
            {
                var span = entry?.Key.Span ?? link.Span.Start;
                problems.Add(ProblemKind.Missing, $"Link {index + 1} of '{Links}': '{key}' is missing or empty; a link needs 'name', 'url' and 'about'", span, $"{name}/{key}");
            }
            else if (key is "url" && !value.Value.StartsWith("https://", StringComparison.OrdinalIgnoreCase) && !value.Value.StartsWith("http://", StringComparison.OrdinalIgnoreCase))
            {
                problems.Add(ProblemKind.Url, $"Link {index + 1} of '{Links}': {FormProblems.Quote(value.Value)} is no address of the web, which starts with 'https://'", value.Span, $"{name}/{key}");
            }
        }

        foreach (var entry in link.Entries.Where(entry => !LinkKeys.Contains(entry.Key.Value, StringComparer.Ordinal)))
        {
            problems.Add(ProblemKind.Unknown, $"Link {index + 1} of '{Links}': GitHub knows no key {FormProblems.Quote(entry.Key.Value)} here; a link has 'name', 'url' and 'about'", entry.Key.Span, $"{name}/{entry.Key.Value}");
        }
    }
}
