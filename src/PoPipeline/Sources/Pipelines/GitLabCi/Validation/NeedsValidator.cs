using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.GitLabCi.Validation;

/// <summary>Checks which jobs wait for which.</summary>
/// <remarks>Source: https://docs.gitlab.com/ci/yaml/#needs, https://docs.gitlab.com/ci/yaml/#dependencies; what is named twice, lib/gitlab/ci/yaml_processor.rb of https://gitlab.com/gitlab-org/gitlab.</remarks>
internal static class NeedsValidator
{
    // Administrators may change it; GitLab.com does not.
    private const int MostNeeds = 50;

    // Of more than GitLab ever takes nothing further is said.
    private const int MostRead = 1000;

    /// <summary>Reports jobs that do not exist, that run later, and more than GitLab lets a job wait for.</summary>
    public static void Validate(CiJob job, CiJobTable table, ProblemList problems)
    {
        var needs = NeedsOf(job.Keys["needs"]);
        if (needs.Length > MostNeeds)
        {
            problems.Add(ProblemKind.Needs, $"The job '{job.Name}' waits for {Counted.Of(needs.Length, "other")}; GitLab takes no more than {MostNeeds} where no administrator raised that", job.Keys.Entry("needs")!.Key.Span);
        }

        CheckTwice(job, needs, problems);
        foreach (var rule in ShortForms.Mappings(job.Keys["rules"]))
        {
            CheckTwice(job, NeedsOf(rule["needs"]), problems);
        }

        foreach (var need in needs.Concat(ShortForms.Mappings(job.Keys["rules"]).SelectMany(rule => NeedsOf(rule["needs"]))))
        {
            Check(job, need, table, problems);
        }

        CheckDependencies(job, needs, table, problems);
    }

    /// <summary>Reports jobs that wait for each other.</summary>
    public static void Circles(CiJobTable table, ProblemList problems)
    {
        var jobs = table.Configuration.Jobs.Where(job => !job.IsHidden).ToList();
        var waits = new Dictionary<string, string[]>(StringComparer.Ordinal);
        foreach (var job in jobs)
        {
            waits[job.Name] = [.. NeedsOf(job.Keys["needs"]).Select(need => table.FindNeeded(need.Name.Value)).OfType<CiJob>().Where(needed => !needed.IsHidden).Select(needed => needed.Name).Distinct(StringComparer.Ordinal)];
        }

        if (new WaitingCircle(name => waits[name], StringComparison.Ordinal).Find(jobs.Select(job => job.Name)) is { } circle)
        {
            problems.Add(ProblemKind.Needs, $"These jobs wait for each other, so none of them starts: {string.Join(" → ", circle.Select(name => $"'{name}'"))}", table.Find(circle[0])!.Span);
        }
    }

    // One of a matrix is named by its variables as well.
    private static void CheckTwice(CiJob job, ImmutableArray<Need> needs, ProblemList problems)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var need in needs.Where(need => !need.IsOneOfMany && !seen.Add(need.Name.Value)))
        {
            problems.Add(ProblemKind.Needs, $"The job '{job.Name}' waits for '{need.Name.Value}' twice; it may be named once", need.Name.Span);
        }
    }

    private static void Check(CiJob job, Need need, CiJobTable table, ProblemList problems)
    {
        if (table.FindNeeded(need.Name.Value) is not { IsHidden: false } needed)
        {
            if (!need.IsOptional && table.Configuration.IsComplete && !table.IsTold(need.Name.Span))
            {
                problems.Add(ProblemKind.Needs, $"The job '{job.Name}' waits for '{need.Name.Value}', and there is no such job", need.Name.Span);
            }
        }
        else if (table.IndexOf(needed) > table.IndexOf(job))
        {
            problems.Add(ProblemKind.Needs, $"The job '{job.Name}' waits for '{need.Name.Value}', which is in a later stage", need.Name.Span);
        }
    }

    private static void CheckDependencies(CiJob job, ImmutableArray<Need> needs, CiJobTable table, ProblemList problems)
    {
        var waited = new Lazy<HashSet<string>>(() => [.. needs.Select(need => table.FindNeeded(need.Name.Value)?.Name ?? need.Name.Value)]);
        foreach (var dependency in ShortForms.Texts(job.Keys["dependencies"]).Take(MostRead).Where(dependency => !dependency.Value.Contains('$', StringComparison.Ordinal)))
        {
            if (table.FindNeeded(dependency.Value) is not { IsHidden: false } needed)
            {
                if (table.Configuration.IsComplete && !table.IsTold(dependency.Span))
                {
                    problems.Add(ProblemKind.Needs, $"The job '{job.Name}' takes the artifacts of '{dependency.Value}', and there is no such job", dependency.Span);
                }
            }
            else if (table.IndexOf(needed) > table.IndexOf(job))
            {
                problems.Add(ProblemKind.Needs, $"The job '{job.Name}' takes the artifacts of '{dependency.Value}', which is in a later stage", dependency.Span);
            }
            else if (!needs.IsEmpty && !waited.Value.Contains(needed.Name))
            {
                problems.Add(ProblemKind.Needs, $"The job '{job.Name}' takes the artifacts of '{dependency.Value}' without waiting for it: add it to 'needs'", dependency.Span);
            }
        }
    }

    // Of this pipeline, and with a name that is known.
    private static ImmutableArray<Need> NeedsOf(YamlNode? node)
    {
        var needs = ImmutableArray.CreateBuilder<Need>();
        Collect(node, needs, depth: 0);
        return needs.ToImmutable();
    }

    private static void Collect(YamlNode? node, ImmutableArray<Need>.Builder needs, int depth)
    {
        switch (node)
        {
            case not null when needs.Count >= MostRead:
                break;
            case YamlScalar { IsNull: false } name when !name.Value.Contains('$', StringComparison.Ordinal):
                needs.Add(new Need(name, IsOptional: false));
                break;
            case YamlMapping mapping when mapping.Entry("project") is null && mapping.Entry("pipeline") is null && mapping["job"] is YamlScalar { IsNull: false } name && !name.Value.Contains('$', StringComparison.Ordinal):
                needs.Add(new Need(name, mapping["optional"] is YamlScalar optional && RubyScalars.IsBoolean(optional) && optional.Value.ToUpperInvariant() is "TRUE" or "YES" or "ON") { IsOneOfMany = mapping.Entry("parallel") is not null });
                break;
            case YamlSequence sequence when depth < YamlReader.MaximumDepth:
                foreach (var item in sequence.Items.TakeWhile(_ => needs.Count < MostRead))
                {
                    Collect(item, needs, depth + 1);
                }

                break;
        }
    }

    private sealed record Need(YamlScalar Name, bool IsOptional)
    {
        public bool IsOneOfMany { get; init; }
    }
}
