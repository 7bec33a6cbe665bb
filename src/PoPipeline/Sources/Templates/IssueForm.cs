using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Model.Templates;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Templates;

/// <summary>Reads GitHub's issue forms.</summary>
internal static class IssueForm
{
    private const int MaximumItems = 500;

    private static readonly ImmutableArray<string> Keys = ["name", "description", "body", "assignees", "labels", "title", "projects", "type"];

    /// <summary>Reads one.</summary>
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

        if (document.Root is not YamlMapping form)
        {
            problems.Add(ProblemKind.Type, "A form is a mapping with the keys 'name', 'description' and 'body'", document.Root?.Span ?? Place.StartOf(template.Path), "");
            return template with { Unreadable = "it is no form", Problems = problems.InOrder() };
        }

        CheckTop(form, problems);
        var fields = Fields(form, problems);
        foreach (var field in fields)
        {
            new FieldChecker(field, form, problems).Check();
        }

        FormLabels.Check(fields, problems);
        return template with
        {
            Name = FormProblems.NameOf(form) ?? template.Name,
            Problems = problems.InOrder(),
            Items = [.. fields.SelectMany(Items).Take(MaximumItems)],
        };
    }

    private static void CheckTop(YamlMapping form, FormProblems problems)
    {
        foreach (var entry in form.Entries.Where(entry => !Keys.Contains(entry.Key.Value, StringComparer.Ordinal)))
        {
            var near = NearestName.Of(entry.Key.Value, Keys);
            var help = near is null ? $"known are {string.Join(", ", Keys.Select(FormProblems.Quote))}" : $"the nearest that is known is '{near}'";
            problems.Add(ProblemKind.Key, $"{FormProblems.Quote(entry.Key.Value)} is not a permitted key; {help}", entry.Key.Span, entry.Key.Value);
        }

        foreach (var key in new[] { "name", "description" })
        {
            if (form.Entry(key) is not { } entry)
            {
                problems.Add(ProblemKind.Missing, $"Required top level key '{key}' is missing", form.Span.Start, key);
            }
            else if (!FormProblems.IsText(entry.Value) || string.IsNullOrWhiteSpace(((YamlScalar)entry.Value).Value))
            {
                problems.Add(ProblemKind.Type, $"'{key}' must be a string that is not empty; quote what YAML reads as something else", entry.Value.Span, key);
            }
        }

        if (form["name"] is YamlScalar { IsNull: false } name && FormProblems.IsText(name) && !string.IsNullOrWhiteSpace(name.Value) && name.Value.Trim().Length <= 3)
        {
            problems.Add(ProblemKind.Hidden, $"The name {FormProblems.Quote(name.Value)} has 3 characters or fewer; GitHub shows only those with more", name.Span, "name");
        }

        if (form["title"] is { } title && title is not YamlScalar { IsNull: true } && !FormProblems.IsText(title))
        {
            problems.Add(ProblemKind.Type, "'title' must be a string", title.Span, "title");
        }

        foreach (var key in new[] { "assignees", "labels", "projects" })
        {
            if (form[key] is YamlMapping other)
            {
                problems.Add(ProblemKind.Type, $"'{key}' must be a list, or a string of names separated by commas", other.Span, key);
            }
        }
    }

    private static ImmutableArray<FormField> Fields(YamlMapping form, FormProblems problems)
    {
        if (form.Entry("body") is not { } body)
        {
            problems.Add(ProblemKind.Missing, "Body cannot be empty: the key 'body' is missing, or stands behind a '---' that ends the document", form.Span.Start, "body");
            return [];
        }

        if (body.Value is not YamlSequence { Items.IsEmpty: false } list)
        {
            problems.Add(ProblemKind.Type, body.Value is YamlSequence or YamlScalar { IsNull: true } ? "Body cannot be empty" : "'body' must be a list of fields", body.Value is YamlScalar { IsNull: true } ? body.Key.Span : body.Value.Span, "body");
            return [];
        }

        foreach (var (item, index) in list.Items.Select((item, index) => (item, index)).Where(pair => pair.item is not YamlMapping))
        {
            problems.Add(ProblemKind.Type, $"Body[{index}]: a field must be a mapping with the keys 'type' and 'attributes'", item.Span, "body");
        }

        ImmutableArray<FormField> fields = [.. list.Items.Select((item, index) => item is YamlMapping node ? new FormField(index, node) : null).OfType<FormField>()];
        if (fields.Length > 0 && fields.All(field => !field.IsInput))
        {
            problems.Add(ProblemKind.Body, "Body must contain at least one non-markdown field", body.Key.Span, "body");
        }

        return fields;
    }

    private static IEnumerable<TemplateItem> Items(FormField field)
    {
        if (!field.IsInput)
        {
            return [];
        }

        var label = field.Label;
        return field.Shape?.Type is FieldShape.Checkboxes
            ? field.Options.OfType<YamlMapping>().Select(option => option["label"]).OfType<YamlScalar>().Select(text => new TemplateItem(TemplateItemKind.Checkbox, text.Value, text.Span)
            {
                Below = label is null ? [] : [label.Value],
            })
            : label is null ? [] : [new TemplateItem(TemplateItemKind.Question, label.Value, label.Span)];
    }
}
