namespace PoPipeline.Sources.Pipelines.GitHubActions.Expressions;

/// <summary>Nothing.</summary>
internal sealed record NullValue : ExpressionValue
{
    private NullValue()
    {
    }

    /// <summary>The only one.</summary>
    public static NullValue Instance { get; } = new();

    /// <inheritdoc/>
    public override bool IsTruthy => false;

    /// <inheritdoc/>
    public override string AsText => "";

    /// <inheritdoc/>
    public override double AsNumber => 0;
}
