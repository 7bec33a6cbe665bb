using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.CompilerServices;

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

/// <summary>A number.</summary>
internal sealed record NumberValue(double Value) : ExpressionValue
{
    /// <inheritdoc/>
    public override bool IsTruthy => Value is not 0 && !double.IsNaN(Value);

    /// <inheritdoc/>
    public override string AsText => Value switch
    {
        0 => "0",
        double.PositiveInfinity => "Infinity",
        double.NegativeInfinity => "-Infinity",
        _ => Value.ToString("G15", CultureInfo.InvariantCulture),
    };

    /// <inheritdoc/>
    public override double AsNumber => Value;

    /// <summary>Reads a number as expressions write it: decimal, <c>0x</c>, <c>0o</c>, with an exponent, or infinite.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out double number)
    {
        switch (text)
        {
            case "Infinity" or "+Infinity":
                number = double.PositiveInfinity;
                return true;
            case "-Infinity":
                number = double.NegativeInfinity;
                return true;
            case ['0', 'x', .. var digits]:
                return TryParse(digits, 16, out number);
            case ['0', 'o', .. var digits]:
                return TryParse(digits, 8, out number);
            default:
                const NumberStyles Styles = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
                if (double.TryParse(text, Styles, CultureInfo.InvariantCulture, out number) && text.IndexOfAnyInRange('0', '9') >= 0)
                {
                    return true;
                }

                number = double.NaN;
                return false;
        }
    }

    private static bool TryParse(ReadOnlySpan<char> digits, int radix, out double number)
    {
        number = 0;
        foreach (var character in digits)
        {
            var digit = char.IsAsciiHexDigit(character) ? Convert.ToInt32(character.ToString(), 16) : radix;
            if (digit >= radix)
            {
                number = double.NaN;
                return false;
            }

            number = (number * radix) + digit;
        }

        return !digits.IsEmpty;
    }
}

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

/// <summary>A list of values; equal only to itself.</summary>
internal sealed record ArrayValue(ImmutableArray<ExpressionValue> Items) : ExpressionValue
{
    /// <inheritdoc/>
    public override bool IsTruthy => true;

    /// <inheritdoc/>
    public override string AsText => "Array";

    /// <inheritdoc/>
    public override double AsNumber => double.NaN;

    /// <inheritdoc/>
    public override bool IsScalar => false;

    /// <summary>Whether a filter made it, so that what follows is asked of each item.</summary>
    public bool IsFiltered { get; init; }

    /// <inheritdoc/>
    public bool Equals(ArrayValue? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => RuntimeHelpers.GetHashCode(this);
}

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
