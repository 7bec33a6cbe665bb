using PoPipeline.Rules.Model.Suppressions;
using PoPipeline.Sources.Toml;

namespace PoPipeline.Sources.Suppressions;

/// <summary>Reads <c>[[IgnoredVulns]]</c> and <c>[[PackageOverrides]]</c> of <c>osv-scanner.toml</c>.</summary>
/// <remarks>Source: osv-scanner's <c>internal/config/config.go</c> and the page "Configuration" of its documentation.</remarks>
internal sealed class OsvScannerSuppressions : SuppressionReader
{
    /// <inheritdoc/>
    public override string Tool => "osv-scanner";

    /// <inheritdoc/>
    public override bool IsConfiguration(string path) => Path.GetFileName(path.AsSpan()) is "osv-scanner.toml";

    /// <inheritdoc/>
    public override IEnumerable<ForeignSuppression> ReadFile(SourceFile file, out string? fault)
    {
        var root = TomlReader.Read(file, out fault);
        return
        [
            .. root.Tables("IgnoredVulns").Where(entry => entry["id"]?.Text is { Length: > 0 }).Select(entry => Vulnerability(file.Path, entry)),
            .. root.Tables("PackageOverrides").Where(Ignores).Select(entry => Package(file.Path, entry)),
        ];
    }

    private static bool Ignores(TomlNode entry) =>
        entry["ignore"]?.IsTrue is true || entry["vulnerability"]?["ignore"]?.IsTrue is true || entry["license"]?["ignore"]?.IsTrue is true;

    private ForeignSuppression Vulnerability(string path, TomlNode entry) =>
        Dated(Of(entry.Span, entry["id"]?.Text ?? "") with { Scope = SuppressionScope.Repository }, entry, "ignoreUntil");

    private ForeignSuppression Package(string path, TomlNode entry)
    {
        string[] keys = ["ecosystem", "name", "version", "group"];
        var target = string.Join(' ', keys.Select(key => entry[key]?.Text).OfType<string>());
        return Dated(Of(entry.Span) with { Target = Short(target), Scope = target.Length == 0 ? SuppressionScope.Repository : SuppressionScope.File }, entry, "effectiveUntil");
    }

    private static ForeignSuppression Dated(ForeignSuppression suppression, TomlNode entry, string key)
    {
        // A quoted date is a text, which only the full form with a time and a zone turns into a date again.
        var end = entry[key];
        var day = end?.Day ?? (end?.Text is { Length: > 10 } text ? DayOf(text) : null);
        return suppression with
        {
            CanEnd = true,
            Until = day,
            Reason = Short(entry["reason"]?.Text ?? ""),
            Fault = end is null || day is not null ? null : $"'{key}' is no date: write {key} = 2027-01-31, without quotes",
        };
    }
}
