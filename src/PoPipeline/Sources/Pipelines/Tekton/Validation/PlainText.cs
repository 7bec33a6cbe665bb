using System.Collections.Frozen;
using System.Globalization;
using System.Text.RegularExpressions;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.Tekton.Validation;

/// <summary>What YAML makes of a text without quotes before it is a resource: <c>yes</c> is a truth there, and <c>1.20</c> a number.</summary>
/// <remarks>Source: https://yaml.org/type/bool.html, which the programs follow that hand resources to a cluster; a single letter is left out, which some of them read as a text.</remarks>
internal static partial class PlainText
{
    private static readonly FrozenSet<string> Truths = FrozenSet.Create(
        StringComparer.Ordinal, "true", "True", "TRUE", "false", "False", "FALSE", "yes", "Yes", "YES", "no", "No", "NO", "on", "On", "ON", "off", "Off", "OFF");

    /// <summary>What a scalar is.</summary>
    /// <param name="scalar">The scalar, which is not null.</param>
    public static FieldKind KindOf(YamlScalar scalar) =>
        !scalar.IsPlain || scalar.Tag is not null ? FieldKind.Text
        : Truths.Contains(scalar.Value) ? FieldKind.Truth
        : scalar.Value.Length > 40 ? FieldKind.Text
        : Whole().IsMatch(scalar.Value) ? FieldKind.Integer
        : Broken().IsMatch(scalar.Value) ? FieldKind.Number
        : FieldKind.Text;

    /// <summary>A whole number that YAML reads; null where it is another text.</summary>
    /// <param name="node">What holds it.</param>
    public static long? NumberOf(YamlNode? node) =>
        node is YamlScalar { IsNull: false } scalar && long.TryParse(scalar.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>Whether a field says anything: what is empty is the same as not there for Tekton's types.</summary>
    /// <param name="node">Its value; null where the field is not there.</param>
    public static bool IsSet(YamlNode? node) => node is not (null or YamlScalar { IsNull: true } or YamlScalar { Value.Length: 0 } or YamlSequence { Items.IsEmpty: true });

    /// <summary>Whether something else fills in a part of a text before it is a resource.</summary>
    /// <param name="scalar">The text.</param>
    public static bool IsFilledIn(YamlScalar scalar) =>
        scalar.Value.Contains("{{", StringComparison.Ordinal) || scalar.Value.Contains("$(tt.", StringComparison.Ordinal) || (scalar.Value.Contains('\\', StringComparison.Ordinal) && OfOwnMarks().IsMatch(scalar.Value));

    // Templates that stand beside the marks of something else have marks of their own: \ .Name //.
    [GeneratedRegex(@"\\+ *\.[A-Za-z]\w* *//", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex OfOwnMarks();

    [GeneratedRegex("^[-+]?(?:0x[0-9a-fA-F_]+|0b[01_]+|0o?[0-7_]*|[1-9][0-9_]*)$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Whole();

    [GeneratedRegex(@"^(?:[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Broken();
}
