namespace PoPipeline.Sources.Pipelines.GitHubActions.Expressions;

/// <summary>A text.</summary>
internal sealed record StringValue(string Text) : ExpressionValue
{
    /// <inheritdoc/>
    public override bool IsTruthy => Text.Length > 0;

    /// <inheritdoc/>
    public override string AsText => Text;

    /// <inheritdoc/>
    public override double AsNumber
    {
        get
        {
            var trimmed = Text.AsSpan().Trim();
            return trimmed.IsEmpty ? 0 : NumberValue.TryParse(trimmed, out var number) ? number : double.NaN;
        }
    }
}
