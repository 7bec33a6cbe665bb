using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Suppressions;
using PoPipeline.Rules.Model.Templates;

namespace PoPipeline.Rules.Analysis;

/// <summary>Names what silences a check.</summary>
internal static class Silenced
{
    private const int LongestName = 120;
    private const int HashLength = 12;

    /// <summary>What could not be looked at for suppressions, PoPipeline's own among them.</summary>
    public static ImmutableArray<Gap> Gaps(Snapshot snapshot) =>
        [.. OwnGaps(snapshot).Concat(snapshot.SuppressionGaps).DistinctBy(gap => new { gap.Subject, gap.Reason })];

    /// <summary>What could not be looked at for exceptions of PoPipeline's own. A template in Markdown has none.</summary>
    public static ImmutableArray<Gap> OwnGaps(Snapshot snapshot) =>
    [
        .. snapshot.Repository.Unlisted,
        .. snapshot.Pipelines.Select(pipeline => Unread(pipeline.Path, pipeline.Unreadable))
            .Concat(snapshot.CodeOwners.Select(file => Unread(file.Path, file.Unreadable)))
            .Concat(snapshot.Templates.Where(template => template.Format is TemplateFormat.Form).Select(template => Unread(template.Path, template.Unreadable)))
            .OfType<Gap>(),
    ];

    private static Gap? Unread(string path, string? reason) => reason is null ? null : new Gap(path, reason, Failed: true);

    /// <summary>The logical place of an exception of PoPipeline's own.</summary>
    public static string SubjectOf(InlineException exception) => $"{exception.Span.Path}#suppression/po/{string.Join(",", exception.Rules)}";

    /// <summary>The logical place of a suppression of another tool: file, tool, rules, and what it is limited to.</summary>
    public static string SubjectOf(ForeignSuppression suppression)
    {
        var rules = suppression.Rules.IsEmpty ? "*" : string.Join(',', suppression.Rules.Select(Name));
        return $"{suppression.Span.Path}#suppression/{Name(suppression.Tool)}/{rules}{(suppression.Target.Length == 0 ? "" : $"/{Name(suppression.Target)}")}";
    }

    /// <summary>What a suppression silences: "'artipacked' of zizmor in 'ci.yml'".</summary>
    public static string What(ForeignSuppression suppression)
    {
        var rules = suppression.Rules.IsEmpty ? "everything" : $"'{Shown(string.Join(", ", suppression.Rules))}'";
        return $"{rules} of {suppression.Tool}{(suppression.Target.Length == 0 ? "" : $" in '{Shown(suppression.Target)}'")}";
    }

    private static string Shown(string text) => text.Length <= LongestName ? text : text[..LongestName] + "…";

    // Names are texts of others: they stay readable and short, and no two become the same.
    private static string Name(string text)
    {
        var name = Uri.EscapeDataString(text)
            .Replace("%2F", "/", StringComparison.Ordinal)
            .Replace("%3A", ":", StringComparison.Ordinal)
            .Replace("%40", "@", StringComparison.Ordinal)
            .Replace("%2A", "*", StringComparison.Ordinal);
        return name.Length <= LongestName ? name : $"{name[..LongestName]}~{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)))[..HashLength]}";
    }
}
