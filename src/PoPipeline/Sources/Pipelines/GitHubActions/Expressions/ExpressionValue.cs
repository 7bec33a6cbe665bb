namespace PoPipeline.Sources.Pipelines.GitHubActions.Expressions;

/// <summary>A value of an expression, with GitHub's coercions.</summary>
internal abstract record ExpressionValue
{
    /// <summary>Whether a condition takes it as true.</summary>
    public abstract bool IsTruthy { get; }

    /// <summary>What it becomes in a text.</summary>
    public abstract string AsText { get; }

    /// <summary>What it becomes in a calculation; not a number where it is none.</summary>
    public abstract double AsNumber { get; }

    /// <summary>Whether it is neither an array nor an object.</summary>
    public virtual bool IsScalar => true;

    /// <summary>Whether two values are equal for <c>==</c>.</summary>
    public static bool AreEqual(ExpressionValue left, ExpressionValue right) => (left, right) switch
    {
        (StringValue first, StringValue second) => first.Text.Equals(second.Text, StringComparison.OrdinalIgnoreCase),
        _ when !left.IsScalar || !right.IsScalar => ReferenceEquals(left, right),
        (NullValue, NullValue) => true,
        _ => left.AsNumber == right.AsNumber,
    };

    /// <summary>How the left value stands to the right one; null where neither is smaller.</summary>
    public static int? Compare(ExpressionValue left, ExpressionValue right) => (left, right) switch
    {
        (StringValue first, StringValue second) => string.Compare(first.Text, second.Text, StringComparison.OrdinalIgnoreCase),
        _ when !left.IsScalar || !right.IsScalar => ReferenceEquals(left, right) ? 0 : null,
        _ when double.IsNaN(left.AsNumber) || double.IsNaN(right.AsNumber) => null,
        _ => left.AsNumber.CompareTo(right.AsNumber),
    };
}
