namespace PoPipeline.Sources.Pipelines.GitHubActions.Expressions;

/// <summary>True or false.</summary>
internal sealed record BooleanValue : ExpressionValue
{
    private BooleanValue(bool value) => Value = value;

    /// <summary>True.</summary>
    public static BooleanValue True { get; } = new(true);

    /// <summary>False.</summary>
    public static BooleanValue False { get; } = new(false);

    /// <summary>The value.</summary>
    public bool Value { get; }

    /// <inheritdoc/>
    public override bool IsTruthy => Value;

    /// <inheritdoc/>
    public override string AsText => Value ? "true" : "false";

    /// <inheritdoc/>
    public override double AsNumber => Value ? 1 : 0;

    /// <summary>One of the two.</summary>
    public static BooleanValue Of(bool value) => value ? True : False;
}
