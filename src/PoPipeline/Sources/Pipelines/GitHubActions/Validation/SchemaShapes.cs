using System.Collections.Frozen;
using System.Collections.Immutable;
using PoPipeline.Sources.Pipelines.GitHubActions.Schemas;

namespace PoPipeline.Sources.Pipelines.GitHubActions.Validation;

/// <summary>Makes shapes of what GitHub publishes: which keys there are, and what is accepted under each.</summary>
internal static class SchemaShapes
{
    // A step may hold steps.
    private const int MaximumDepth = 8;

    /// <summary>A mapping with the keys that are published. What is particular about the values of some is said here; the others are as published.</summary>
    /// <param name="schema">The schema.</param>
    /// <param name="section">What it is, with its article: <c>a job</c>.</param>
    /// <param name="name">Its definition.</param>
    /// <param name="own">What the values of some keys must be.</param>
    public static MapShape Map(PublishedSchema schema, string section, string name, params ReadOnlySpan<(string Key, Shape Value)> own)
    {
        var particular = new Dictionary<string, Shape>(StringComparer.Ordinal);
        foreach (var (key, value) in own)
        {
            particular.Add(key, value);
        }

        return Map(schema, section, schema[name], particular, [], depth: 0);
    }

    private static MapShape Map(PublishedSchema schema, string section, SchemaDefinition definition, Dictionary<string, Shape> particular, ImmutableArray<string> inherited, int depth)
    {
        var contexts = inherited.AddRange(definition.Contexts);
        var keys = new Dictionary<string, Shape>(StringComparer.Ordinal);
        foreach (var property in definition.Properties)
        {
            keys.Add(property.Key, particular.Remove(property.Key, out var shape) ? shape : Of(schema, property.Key, property.Definition, contexts, depth + 1));
        }

        foreach (var unknown in particular.Keys)
        {
            throw new InvalidOperationException($"The published schema has no key '{unknown}' of {section}.");
        }

        return new MapShape(section, keys.ToFrozenDictionary(StringComparer.Ordinal))
        {
            Required = [.. definition.Properties.Where(property => property.IsRequired).Select(property => property.Key)],
            Others = definition.Others is { } others ? Of(schema, section, others, contexts, depth + 1) : null,
            Expression = contexts.IsEmpty ? null : new Availability(contexts),
        };
    }

    private static Shape Of(PublishedSchema schema, string label, string name, ImmutableArray<string> inherited, int depth)
    {
        var definition = schema.Find(name);
        var contexts = definition is null ? inherited : inherited.AddRange(definition.Contexts);
        var availability = new Availability(contexts);
        var expression = contexts.IsEmpty ? null : availability;
        if (depth > MaximumDepth || name is "any" or "null")
        {
            return new ValueShape(expression);
        }

        if (name is "sequence")
        {
            return new ListShape(new ValueShape(expression)) { MayBeEmpty = true, Expression = expression };
        }

        if (name is "mapping")
        {
            return MapShape.Of($"the value of '{label}'", new ValueShape(expression)) with { MayBeEmpty = true, Expression = expression };
        }

        if (name is "boolean" || definition is { IsBoolean: true })
        {
            return new BooleanShape(expression);
        }

        if (name is "number" || definition is { IsNumber: true })
        {
            return new NumberShape(expression, IsWhole: false);
        }

        if (definition is null || definition.IsText)
        {
            return new TextShape(availability) { IsRequired = definition is { IsRequired: true } or { Words.IsEmpty: false }, Words = definition?.Words ?? [] };
        }

        if (definition.IsMapping)
        {
            return Map(schema, $"the value of '{label}'", definition, [], inherited, depth) with { MayBeEmpty = true };
        }

        if (definition.Item is { } item)
        {
            return new ListShape(Of(schema, label, item, contexts, depth + 1)) { MayBeEmpty = true, Expression = expression };
        }

        return definition.Words is { IsEmpty: false } words
            ? new TextShape(availability) { IsRequired = true, Words = words }
            : Choice(schema, label, definition, contexts, depth);
    }

    // One of several: what stands there tells by its kind which is meant.
    private static EitherShape Choice(PublishedSchema schema, string label, SchemaDefinition definition, ImmutableArray<string> contexts, int depth)
    {
        Shape? scalar = null;
        Shape? sequence = null;
        Shape? mapping = null;
        var words = ImmutableArray.CreateBuilder<string>();
        var mayBeNull = false;
        foreach (var choice in definition.Choices)
        {
            words.AddRange(schema.WordsOf(choice));
            mayBeNull |= choice is "null";
            switch (choice is "null" ? null : Of(schema, label, choice, contexts, depth + 1))
            {
                case ListShape list:
                    sequence = list;
                    break;
                case MapShape map:
                    mapping = map;
                    break;
                case EitherShape either:
                    scalar ??= either.Scalar;
                    sequence ??= either.Sequence;
                    mapping ??= either.Mapping;
                    break;
                case { } single:
                    // A text takes what is a number or a boolean as well.
                    scalar = scalar is TextShape && single is not TextShape ? scalar : single;
                    break;
            }
        }

        if (words.Count > 0 && scalar is TextShape { Words.IsEmpty: false } text)
        {
            scalar = text with { Words = words.DrainToImmutable() };
        }

        return new EitherShape(mayBeNull ? new OptionalShape(scalar) : scalar, sequence, mapping);
    }
}
