using System.Collections.Immutable;

namespace PoPipeline.Sources.Pipelines.GitHubActions.Validation;

/// <summary>What is known of the value of an expression before it runs.</summary>
internal abstract record ExpressionType
{
    /// <summary>No properties; names are the same in any case.</summary>
    public static ImmutableDictionary<string, ExpressionType> NoProperties { get; } =
        ImmutableDictionary.Create<string, ExpressionType>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Anything.</summary>
    public static ExpressionType Any { get; } = new Scalar("any");

    /// <summary>Nothing.</summary>
    public static ExpressionType Null { get; } = new Scalar("null");

    /// <summary>A number.</summary>
    public static ExpressionType Number { get; } = new Scalar("number");

    /// <summary>True or false.</summary>
    public static ExpressionType Boolean { get; } = new Scalar("boolean");

    /// <summary>A text.</summary>
    public static ExpressionType Text { get; } = new Scalar("string");

    /// <summary>An object of which every property is a text.</summary>
    public static ExpressionType TextMap { get; } = new Map(NoProperties, Text);

    /// <summary>An object of which nothing is known.</summary>
    public static ExpressionType AnyMap { get; } = new Map(NoProperties, Any);

    /// <summary>An object without properties.</summary>
    public static ExpressionType EmptyMap { get; } = new Map(NoProperties, Others: null);

    /// <summary>Whether it can be anything.</summary>
    public bool IsAny => ReferenceEquals(this, Any);

    /// <summary>Whether it is an array or an object.</summary>
    public bool IsCollection => this is Map or List;

    /// <summary>An object of these properties and no others.</summary>
    public static ExpressionType Of(params ReadOnlySpan<(string Name, ExpressionType Type)> properties)
    {
        var builder = NoProperties.ToBuilder();
        foreach (var (name, type) in properties)
        {
            builder[name] = type;
        }

        return new Map(builder.ToImmutable(), Others: null);
    }

    /// <summary>What is known of a value that is of one type or of the other.</summary>
    public static ExpressionType Join(ExpressionType left, ExpressionType right) => (left, right) switch
    {
        _ when ReferenceEquals(left, right) => left,
        (Map first, Map second) => new Map(
            second.Properties.Aggregate(first.Properties, (all, property) =>
                all.SetItem(property.Key, all.TryGetValue(property.Key, out var known) ? Join(known, property.Value) : property.Value)),
            first.Others is null ? second.Others : second.Others is null ? first.Others : Join(first.Others, second.Others)),
        (List first, List second) => new List(Join(first.Element, second.Element)),
        _ => Any,
    };

    /// <inheritdoc/>
    public abstract override string ToString();

    /// <summary>A value without parts.</summary>
    public sealed record Scalar(string Name) : ExpressionType
    {
        /// <inheritdoc/>
        public override string ToString() => Name;
    }

    /// <summary>An array.</summary>
    public sealed record List(ExpressionType Element, bool IsFiltered = false) : ExpressionType
    {
        /// <inheritdoc/>
        public override string ToString() => "array";
    }

    /// <summary>An object.</summary>
    /// <param name="Properties">The properties that are known.</param>
    /// <param name="Others">What other properties are; null where there are none.</param>
    public sealed record Map(ImmutableDictionary<string, ExpressionType> Properties, ExpressionType? Others) : ExpressionType
    {
        /// <inheritdoc/>
        public override string ToString() => "object";
    }
}
