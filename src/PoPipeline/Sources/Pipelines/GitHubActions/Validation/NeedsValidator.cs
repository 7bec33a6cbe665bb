using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.GitHubActions.Validation;

/// <summary>Checks which jobs wait for which.</summary>
internal static class NeedsValidator
{
    /// <summary>Reports jobs that do not exist, stand twice, or wait for each other.</summary>
    public static void Validate(YamlMapping jobs, JobTable table, ValidationContext context)
    {
        foreach (var entry in jobs.Entries)
        {
            var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
            foreach (var need in JobTable.Needs(entry.Value as YamlMapping).Where(need => need.Value.Length > 0))
            {
                if (!seen.Add(need.Value))
                {
                    context.Add(ProblemKind.Needs, $"The job '{entry.Key.Value}' waits for '{need.Value}' twice", need.Span);
                }

                if (!table.Has(need.Value))
                {
                    context.Add(ProblemKind.Needs, $"The job '{entry.Key.Value}' waits for '{need.Value}', and there is no such job", need.Span);
                }
            }
        }

        Circles(jobs, table, context);
    }

    private static void Circles(YamlMapping jobs, JobTable table, ValidationContext context)
    {
        var circle = new WaitingCircle(id => [.. JobTable.Needs(table.Find(id)).Select(need => need.Value).Where(table.Has).Distinct(StringComparer.OrdinalIgnoreCase)])
            .Find(jobs.Entries.Select(entry => entry.Key.Value));
        if (circle is not null)
        {
            var first = jobs.Entry(circle[0])!;
            context.Add(ProblemKind.Needs, $"These jobs wait for each other, so none of them starts: {string.Join(" → ", circle.Select(id => $"'{id}'"))}", first.Key.Span);
        }
    }
}
