using System.Collections.Immutable;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Templates;

/// <summary>
/// Checks that the fields of a form can be told apart. GitHub refers to a field by its id, and where it has none by its label, in lower case and
/// with a hyphen for whatever is no letter, digit, hyphen or underscore.
/// </summary>
internal static class FormLabels
{
    /// <summary>Checks.</summary>
    /// <param name="fields">The fields of the form.</param>
    /// <param name="problems">Receives what is wrong.</param>
    public static void Check(ImmutableArray<FormField> fields, FormProblems problems)
    {
        var seen = new Dictionary<string, FormField>(StringComparer.Ordinal);
        foreach (var field in fields.Where(field => field.IsInput))
        {
            if (ReferenceOf(field) is not { } reference || seen.TryAdd(reference, field))
            {
                continue;
            }

            Add(field, seen[reference], problems);
        }

        var labels = fields.Where(field => field is { IsInput: true, Id: null, Label: not null }).Select(field => (field.Index, Text: field.Label?.Value)).ToLookup(pair => pair.Text, pair => pair.Index, StringComparer.Ordinal);
        foreach (var field in fields.Where(field => field.Shape?.Type is FieldShape.Checkboxes))
        {
            foreach (var text in field.Options.Select(FormField.TextOf).OfType<YamlScalar>().Where(text => labels[text.Value].Any(index => index != field.Index)))
            {
                problems.Add(ProblemKind.Unique, $"Checkboxes must have unique labels: {FormProblems.Quote(text.Value)} is the label of another field too; give that field an 'id'", text.Span, $"{field.Id?.Value}/{text.Value}");
            }
        }
    }

    private static void Add(FormField field, FormField other, FormProblems problems)
    {
        if (field.Id is { } id && other.Id is not null)
        {
            problems.Add(ProblemKind.Unique, $"Body must have unique ids: {FormProblems.Quote(id.Value)} is the id of body[{other.Index}] too", id.Span, $"id/{id.Value}");
            return;
        }

        var text = field.Label?.Value ?? "";
        var same = text == other.Label?.Value && field.Id is null && other.Id is null;
        problems.Add(
            ProblemKind.Unique,
            same
                ? $"Body must have unique labels: {FormProblems.Quote(text)} is the label of body[{other.Index}] too; give one of them an 'id'"
                : $"Labels are too similar: GitHub cannot tell {FormProblems.Quote(text)} from body[{other.Index}]; give it an 'id' of its own",
            field.Label?.Span ?? field.Node.Span,
            $"label/{text}");
    }

    // Null where it is not certain: what GitHub makes of letters that are not ASCII is not documented.
    private static string? ReferenceOf(FormField field)
    {
        if (field.Id is { } id)
        {
            return id.Value;
        }

        var label = field.Label?.Value;
        if (label is null || label.Any(character => !char.IsAscii(character)))
        {
            return label;
        }

        var words = new string([.. label.ToLowerInvariant().Select(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_' ? character : ' ')]);
        var reference = string.Join('-', words.Split([' ', '-'], StringSplitOptions.RemoveEmptyEntries));
        return reference.Length == 0 ? label : reference;
    }
}
