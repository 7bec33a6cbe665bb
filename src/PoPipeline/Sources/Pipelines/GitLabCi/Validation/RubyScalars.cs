using System.Globalization;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.GitLabCi.Validation;

/// <summary>What plain scalars are to GitLab, which reads YAML 1.1: <c>yes</c> and <c>off</c> are truth values there.</summary>
/// <remarks>Source: https://github.com/ruby/psych/blob/master/lib/psych/scalar_scanner.rb.</remarks>
internal static class RubyScalars
{
    private const string TextTag = "tag:yaml.org,2002:str";

    /// <summary>Whether a scalar is true or false.</summary>
    public static bool IsBoolean(YamlScalar scalar) => IsTyped(scalar) && scalar.Value.ToUpperInvariant() is "TRUE" or "FALSE" or "YES" or "NO" or "ON" or "OFF";

    /// <summary>The whole number that a scalar is; null where it is none.</summary>
    public static long? WholeOf(YamlScalar scalar) =>
        IsTyped(scalar) && long.TryParse(scalar.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>Whether a scalar is a number, with a fraction or without.</summary>
    public static bool IsNumber(YamlScalar scalar) =>
        IsTyped(scalar) && double.TryParse(scalar.Value, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _);

    private static bool IsTyped(YamlScalar scalar) => scalar.IsPlain && scalar.Tag is not TextTag;
}
