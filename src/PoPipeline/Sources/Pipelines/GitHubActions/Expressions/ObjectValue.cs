using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace PoPipeline.Sources.Pipelines.GitHubActions.Expressions;

/// <summary>Values by name, in any case; equal only to itself.</summary>
internal sealed record ObjectValue(ImmutableArray<KeyValuePair<string, ExpressionValue>> Properties) : ExpressionValue
{
    /// <inheritdoc/>
    public override bool IsTruthy => true;

    /// <inheritdoc/>
    public override string AsText => "Object";

    /// <inheritdoc/>
    public override double AsNumber => double.NaN;

    /// <inheritdoc/>
    public override bool IsScalar => false;

    /// <summary>The value of a property; null where it has none.</summary>
    public ExpressionValue? this[string name]
    {
        get
        {
            foreach (var property in Properties)
            {
                if (property.Key.Equals(name, StringComparison.OrdinalIgnoreCase))
                {
                    return property.Value;
                }
            }

            return null;
        }
    }

    /// <inheritdoc/>
    public bool Equals(ObjectValue? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => RuntimeHelpers.GetHashCode(this);
}
