using System.Globalization;

namespace PoPipeline.Sources.Pipelines.GitHubActions.Expressions;

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
