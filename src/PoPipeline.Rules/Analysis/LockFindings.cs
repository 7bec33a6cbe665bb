using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Projects;
using PoPipeline.Rules.Model.Results;

namespace PoPipeline.Rules.Analysis;

/// <summary>Tells what entries of lock files leave open: a few one by one, and many of a kind together, where the first one is.</summary>
internal static class LockFindings
{
    private const int MostSingle = 10;
    private const int MostNamed = 3;

    /// <summary>The findings of one kind in a lock file.</summary>
    /// <param name="file">The lock file.</param>
    /// <param name="kind">The kind.</param>
    /// <param name="severity">How severe.</param>
    /// <param name="says">What is wrong with these: a clause that names them, and whether they are several; then why it matters and what to do.</param>
    public static IEnumerable<Finding> Of(Lockfile file, LockFaultKind kind, Severity severity, Func<string, LockFault, bool, string> says)
    {
        var faults = file.Faults.Where(fault => fault.Kind == kind).ToImmutableArray();
        var count = file.Counts.Where(one => one.Kind == kind).Sum(one => one.Count);
        if (count > MostSingle)
        {
            var named = string.Join(", ", faults.Select(Named).Distinct(StringComparer.Ordinal).Take(MostNamed).Select(name => $"'{name}'"));
            return
            [
                new Finding
                {
                    Message = says($"{count} of {Counted.Of(file.Packages, "package")}, {named} first,", faults[0], true),
                    Subject = $"{file.Path}#{kind}",
                    Place = faults[0].Span,
                    Severity = severity,
                },
            ];
        }

        return faults.Select(fault => new Finding
        {
            Message = says($"'{Named(fault)}'", fault, false),
            Subject = $"{file.Path}#{kind}/{fault.Package}",
            Place = fault.Span,
            Severity = severity,
        });
    }

    private static string Named(LockFault fault) => fault.Version is { } version ? $"{fault.Package} {version}" : fault.Package;
}
