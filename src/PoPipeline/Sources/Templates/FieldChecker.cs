using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Templates;

/// <summary>Checks one field of a form by itself.</summary>
/// <param name="field">The field.</param>
/// <param name="form">The form that it is of.</param>
/// <param name="problems">Receives what is wrong.</param>
internal sealed class FieldChecker(FormField field, YamlMapping form, FormProblems problems)
{
    private static readonly ImmutableArray<string> Keys = ["type", "id", "attributes", "validations"];

    private static readonly ImmutableArray<string> OptionKeys = ["label", "required"];

    /// <summary>Checks.</summary>
    public void Check()
    {
        foreach (var entry in field.Node.Entries.Where(entry => !Keys.Contains(entry.Key.Value, StringComparer.Ordinal)))
        {
            Add(ProblemKind.Key, $"{FormProblems.Quote(entry.Key.Value)} is not a permitted key; a field has {Known(Keys)}", entry.Key.Span);
        }

        CheckType();
        CheckId();
        if (field.Shape is { } shape)
        {
            CheckAttributes(shape);
        }

        CheckValidations();
    }

    private static string Known(ImmutableArray<string> keys) => string.Join(", ", keys.Select(FormProblems.Quote));

    private void CheckType()
    {
        if (field.Node.Entry("type") is not { } type)
        {
            Add(ProblemKind.Missing, "required key 'type' is missing", field.Node.Span.Start);
        }
        else if (field.Shape is null)
        {
            var word = (type.Value as YamlScalar)?.Value ?? "";
            Add(ProblemKind.Type, $"{FormProblems.Quote(word)} is not a valid input type; it is one of {Known([.. FieldShape.All.Select(shape => shape.Type)])}", type.Value.Span);
        }
    }

    private void CheckId()
    {
        if (field.Id is { } id && id.Value.Any(character => !char.IsAsciiLetterOrDigit(character) && character is not ('-' or '_')))
        {
            Add(ProblemKind.Id, "'id' can only contain numbers, letters, -, _", id.Span);
        }
    }

    private void CheckAttributes(FieldShape shape)
    {
        if (field.Node["attributes"] is { } node and not YamlMapping && node is not YamlScalar { IsNull: true })
        {
            Add(ProblemKind.Type, "'attributes' must be a mapping", node.Span);
            return;
        }

        foreach (var entry in field.Attributes?.Entries.Where(entry => !shape.Attributes.Contains(entry.Key.Value, StringComparer.Ordinal)) ?? [])
        {
            Add(ProblemKind.Attribute, $"{FormProblems.Quote(entry.Key.Value)} is not a permitted attribute; '{shape.Type}' has {Known(shape.Attributes)}", entry.Key.Span);
        }

        foreach (var key in shape.Required.Where(key => field.Attributes?.Entry(key) is null))
        {
            Add(ProblemKind.Missing, $"required attribute key '{key}' is missing", (field.Attributes ?? field.Node).Span.Start, key);
        }

        foreach (var key in shape.Texts)
        {
            if (field.Attributes?.Entry(key) is { } entry && (!FormProblems.IsText(entry.Value) || string.IsNullOrWhiteSpace(((YamlScalar)entry.Value).Value)))
            {
                Add(ProblemKind.Type, $"'{key}' must be a string that is not empty; quote what YAML reads as something else", Shown(entry));
            }
        }

        if (shape.Type is "input" or "textarea" && field.Label?.Value.Contains("password", StringComparison.OrdinalIgnoreCase) is true)
        {
            Add(ProblemKind.Label, "'label' contains the forbidden word 'password': issues are no place for credentials", field.Label.Span);
        }

        CheckOptions(shape);
    }

    private void CheckOptions(FieldShape shape)
    {
        if (shape.Type is not (FieldShape.Dropdown or FieldShape.Checkboxes) || field.Attributes?.Entry("options") is not { } options)
        {
            return;
        }

        if (options.Value is not YamlSequence { Items.IsEmpty: false })
        {
            Add(ProblemKind.Options, "'options' must be a list that is not empty", Shown(options));
            return;
        }

        foreach (var option in field.Options)
        {
            CheckOption(shape, option);
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var again in field.Options.Select(FormField.TextOf).OfType<YamlScalar>().Where(text => !seen.Add(text.Value)))
        {
            Add(ProblemKind.Options, $"'options' must be unique; {FormProblems.Quote(again.Value)} stands there twice", again.Span);
        }
    }

    private void CheckOption(FieldShape shape, YamlNode option)
    {
        if (shape.Type is FieldShape.Dropdown)
        {
            if (FormProblems.IsBoolean(option))
            {
                Add(ProblemKind.Options, $"'options' must not include booleans; write \"{((YamlScalar)option).Value}\" in quotes", option.Span);
            }
            else if (option is YamlScalar scalar && scalar.Value.Equals("none", StringComparison.OrdinalIgnoreCase))
            {
                Add(ProblemKind.Options, $"'options' must not include the reserved word '{scalar.Value}', which GitHub adds by itself where no answer is required", option.Span);
            }

            return;
        }

        if (option is not YamlMapping box)
        {
            Add(ProblemKind.Options, "an option of 'checkboxes' must be a mapping with the key 'label'", option.Span);
            return;
        }

        if (box.Entry("label") is not { } label)
        {
            Add(ProblemKind.Options, "an option of 'checkboxes' lacks its 'label'", box.Span.Start);
        }
        else if (!FormProblems.IsText(label.Value) || string.IsNullOrWhiteSpace(((YamlScalar)label.Value).Value))
        {
            Add(ProblemKind.Options, "the 'label' of an option must be a string that is not empty", Shown(label));
        }

        foreach (var entry in box.Entries.Where(entry => !OptionKeys.Contains(entry.Key.Value, StringComparer.Ordinal)))
        {
            Add(ProblemKind.Options, $"{FormProblems.Quote(entry.Key.Value)} is not a permitted key of an option; it has {Known(OptionKeys)}", entry.Key.Span);
        }

        CheckBoolean(box, "required");
    }

    private void CheckValidations()
    {
        if (field.Node["validations"] is not YamlMapping validations)
        {
            return;
        }

        ImmutableArray<string> known = field.Shape?.Type is "upload" ? ["required", "accept"] : ["required"];
        foreach (var entry in validations.Entries.Where(entry => !known.Contains(entry.Key.Value, StringComparer.Ordinal)))
        {
            Add(ProblemKind.Key, $"{FormProblems.Quote(entry.Key.Value)} is not a permitted validation; known {(known.Length == 1 ? "is" : "are")} {Known(known)}", entry.Key.Span);
        }

        CheckBoolean(validations, "required");
    }

    private void CheckBoolean(YamlMapping mapping, string key)
    {
        if (mapping.Entry(key) is { } entry && !FormProblems.IsBoolean(entry.Value))
        {
            Add(ProblemKind.Type, $"'{key}' must be true or false", Shown(entry));
        }
    }

    private void Add(ProblemKind kind, string message, Place span, string key = "")
    {
        var place = LogicalPlace.Of(form, span);
        problems.Add(kind, $"Body[{field.Index}]: {message}", span, key.Length > 0 ? $"{place}/{key}" : place);
    }

    // A value that is not written has no width; its key has.
    private static Place Shown(YamlEntry entry) => entry.Value is YamlScalar { IsNull: true } ? entry.Key.Span : entry.Value.Span;

}
