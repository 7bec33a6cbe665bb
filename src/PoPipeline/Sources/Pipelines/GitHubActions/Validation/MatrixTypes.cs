using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.GitHubActions.Validation;

/// <summary>What the <c>matrix</c> context holds.</summary>
internal static class MatrixTypes
{
    /// <summary>What is known of a matrix.</summary>
    public static ExpressionType Of(YamlNode? matrix)
    {
        if (matrix is not YamlMapping rows)
        {
            return matrix is null ? ExpressionType.EmptyMap : ExpressionType.AnyMap;
        }

        var properties = ExpressionType.NoProperties.ToBuilder();
        foreach (var row in rows.Entries.Where(entry => !IsSpecial(entry)))
        {
            properties[row.Key.Value] = row.Value is YamlSequence sequence ? ElementOf(sequence) : ExpressionType.Any;
        }

        var isOpen = rows.Entries.Any(entry => entry.Key.Value is MappingKeys.Merge);
        switch (rows["include"])
        {
            case YamlSequence include:
                foreach (var item in include.Items)
                {
                    if (item is YamlMapping combination)
                    {
                        Add(combination, properties);
                    }
                    else
                    {
                        isOpen = true;
                    }
                }

                break;
            case YamlScalar { IsNull: false }:
                isOpen = true;
                break;
        }

        return new ExpressionType.Map(properties.ToImmutable(), isOpen ? ExpressionType.Any : null);
    }

    /// <summary>Whether an entry of a matrix is no row.</summary>
    public static bool IsSpecial(YamlEntry entry) => entry.Key.Value is "include" or "exclude" or MappingKeys.Merge;

    private static void Add(YamlMapping combination, System.Collections.Immutable.ImmutableDictionary<string, ExpressionType>.Builder properties)
    {
        foreach (var entry in combination.Entries)
        {
            var type = TypeOf(entry.Value);
            properties[entry.Key.Value] = properties.TryGetValue(entry.Key.Value, out var known) ? ExpressionType.Join(known, type) : type;
        }
    }

    private static ExpressionType ElementOf(YamlSequence sequence) =>
        sequence.Items.Select(TypeOf).DefaultIfEmpty(ExpressionType.Any).Aggregate(ExpressionType.Join);

    private static ExpressionType TypeOf(YamlNode node) => node switch
    {
        YamlMapping mapping => new ExpressionType.Map(
            ExpressionType.NoProperties.SetItems(mapping.Entries.Select(entry => KeyValuePair.Create(entry.Key.Value, TypeOf(entry.Value)))), Others: null),
        YamlSequence sequence => new ExpressionType.List(ElementOf(sequence)),
        YamlScalar scalar when scalar.IsNull => ExpressionType.Any,
        YamlScalar scalar when ScalarExpressions.HasAny(scalar) => ScalarExpressions.ConstantOf(scalar) is { } value ? ExpressionChecker.TypeOf(value) : ExpressionType.Any,
        YamlScalar scalar when CoreSchema.BooleanOf(scalar) is not null => ExpressionType.Boolean,
        YamlScalar scalar when CoreSchema.NumberOf(scalar) is not null => ExpressionType.Number,
        _ => ExpressionType.Text,
    };
}
