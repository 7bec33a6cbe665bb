using System.Collections.Frozen;
using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.GitHubActions.Validation;

/// <summary>A mapping.</summary>
/// <param name="Section">What it is, with its article: <c>a job</c>.</param>
/// <param name="Keys">The keys that it may have, with what each must be.</param>
internal sealed record MapShape(string Section, FrozenDictionary<string, Shape> Keys) : Shape
{
    /// <summary>Keys that it must have.</summary>
    public ImmutableArray<string> Required { get; init; } = [];

    /// <summary>What the value of any other key must be; null where there may be none.</summary>
    public Shape? Others { get; init; }

    /// <summary>Whether it may be empty.</summary>
    public bool MayBeEmpty { get; init; }

    /// <summary>Whether nothing may stand in its place.</summary>
    public bool MayBeNull { get; init; }

    /// <summary>What an expression in its place may use; null where none may stand there.</summary>
    public Availability? Expression { get; init; }

    /// <summary>A mapping with any keys, of one kind of values.</summary>
    public static MapShape Of(string section, Shape values) => new(section, FrozenDictionary<string, Shape>.Empty) { Others = values };

    /// <summary>A mapping with these keys.</summary>
    public static MapShape Of(string section, params ReadOnlySpan<(string Key, Shape Value)> keys)
    {
        var all = new Dictionary<string, Shape>(StringComparer.Ordinal);
        foreach (var (key, value) in keys)
        {
            all.Add(key, value);
        }

        return new MapShape(section, all.ToFrozenDictionary(StringComparer.Ordinal));
    }

    /// <inheritdoc/>
    public override void Validate(YamlNode node, Label label, ValidationContext context)
    {
        if (node is YamlMapping mapping)
        {
            Validate(mapping, context, label.Span);
        }
        else if (Expression is not null && IsExpression(node) && node is YamlScalar expression)
        {
            var type = ScalarExpressions.CheckOne(expression, Expression, context);
            if (!type.IsAny && type is not ExpressionType.Map)
            {
                context.Add(ProblemKind.Expression, $"The expression at '{label}' must be an object, and is of type {type}", node.Span);
            }
        }
        else if (!(MayBeNull && node is YamlScalar { IsNull: true }))
        {
            context.Add(ProblemKind.Type, $"'{label}' must be a mapping, not {Describe(node)}", node.Span);
        }
    }

    /// <summary>Reports what is wrong with the keys of a mapping, and with their values.</summary>
    /// <param name="mapping">The mapping.</param>
    /// <param name="context">Where it is looked at.</param>
    /// <param name="owner">Where the key stands that it is the value of; null where there is none.</param>
    public void Validate(YamlMapping mapping, ValidationContext context, Place? owner = null)
    {
        if (mapping.Entries.IsEmpty && !MayBeEmpty)
        {
            context.Add(ProblemKind.Type, $"{Capital(Section)} must not be empty", mapping.Span);
        }

        MappingKeys.CheckDuplicates(mapping, context);
        foreach (var key in Required)
        {
            if (mapping.Entries.IsEmpty || mapping.Entry(key) is not null)
            {
                continue;
            }

            context.Add(ProblemKind.Key, $"{Capital(Section)} needs the key '{key}'", owner ?? MappingKeys.StartOf(mapping));
        }

        foreach (var entry in mapping.Entries)
        {
            var key = entry.Key.Value;
            if (key is MappingKeys.Merge)
            {
                continue;
            }

            if ((Keys.GetValueOrDefault(key) ?? Others) is { } shape)
            {
                CheckKey(entry.Key, context);
                shape.Validate(entry.Value, Label.Of(entry), context);
            }
            else
            {
                context.Add(ProblemKind.Key, $"'{key}' is not a key of {Section}; {Names.OneOf(Keys.Keys)}", entry.Key.Span);
            }
        }
    }

    // The name of a variable may be put together, too.
    private void CheckKey(YamlScalar key, ValidationContext context)
    {
        if (Others is TextShape { Availability: { } availability })
        {
            ScalarExpressions.CheckText(key, Expression ?? availability, context);
        }
    }

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
