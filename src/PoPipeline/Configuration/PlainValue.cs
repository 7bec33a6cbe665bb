using System.Globalization;
using System.Text.RegularExpressions;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Configuration;

/// <summary>How a scalar without quotes is read by the core schema of YAML 1.2.</summary>
internal static partial class PlainValue
{
    /// <summary>Whether it is nothing.</summary>
    public static bool IsNull(YamlScalar scalar) => scalar.IsNull;

    /// <summary>Whether it is a boolean.</summary>
    public static bool IsBoolean(YamlScalar scalar) => scalar.IsPlain && scalar.Value is "true" or "True" or "TRUE" or "false" or "False" or "FALSE";

    /// <summary>Whether it is a number.</summary>
    public static bool IsNumber(YamlScalar scalar) => scalar.IsPlain && Number().IsMatch(scalar.Value);

    /// <summary>The number, where it is written in decimals.</summary>
    public static double? Number(YamlScalar scalar) =>
        scalar.IsPlain && Decimal().IsMatch(scalar.Value) && double.TryParse(scalar.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    [GeneratedRegex(@"\A(?:[-+]?(?:\.[0-9]{1,40}|[0-9]{1,40}(?:\.[0-9]{0,40})?)(?:[eE][-+]?[0-9]{1,10})?|0o[0-7]{1,40}|0x[0-9a-fA-F]{1,40}|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))\z")]
    private static partial Regex Number();

    [GeneratedRegex(@"\A-?[0-9]{1,10}(?:\.[0-9]{1,20})?\z")]
    private static partial Regex Decimal();
}
