using System.Collections.Immutable;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.GitLabCi.Validation;

/// <summary>Checks one file as it is written, whatever includes it and whatever it includes.</summary>
internal static class FileValidator
{
    /// <summary>What GitLab would reject of a file, or would not do as written, in the order of the file.</summary>
    public static ImmutableArray<Problem> Validate(CiFile file)
    {
        var problems = new ProblemList(ProblemEffect.Rejected);
        Validate(file, problems);
        return problems.InOrder();
    }

    /// <summary>Adds what GitLab would reject of a file.</summary>
    public static void Validate(CiFile file, ProblemList problems)
    {
        foreach (var problem in file.Document.Error is { } error && !file.Document.IsTooLarge ? [error] : file.Document.Problems)
        {
            problems.Add(ProblemKind.Syntax, problem.Message, problem.Span, file.Document.Error is null ? ProblemEffect.Unknown : ProblemEffect.Rejected);
        }

        // Keys that a job lacks here may come from what it extends, or from another file.
        var checker = new ShapeChecker(problems, areKeysWhole: false);
        if (file.Header is { } header)
        {
            checker.Check(header, "spec", Keywords.Known.Header);
            InputDeclarations.Check(header, problems);
        }

        if (file.Content is { } content)
        {
            checker.CheckDuplicates(content);
            foreach (var entry in content.Entries)
            {
                CheckEntry(entry, checker, problems);
            }

            Interpolations.Check(file, content, problems);
        }
    }

    private static void CheckEntry(YamlEntry entry, ShapeChecker checker, ProblemList problems)
    {
        var key = entry.Key.Value;

        // What is hidden may be anything: it is looked at where a job takes it.
        if (key is "<<" || key.StartsWith('.') || ShapeChecker.IsInterpolated(key))
        {
            return;
        }

        if (Keywords.Known.Configuration.Keys!.TryGetValue(key, out var global) && !IsJob(key, entry.Value))
        {
            if (Keywords.Known.Reserved.Contains(key) && key is not "variables" && entry.Value is YamlMapping job && job.Entry("script") is not null)
            {
                problems.Add(ProblemKind.Name, $"'{key}' is a keyword, and cannot be the name of a job", entry.Key.Span);
            }
            else
            {
                checker.Check(entry.Value, key, global, entry.Key.Span);
            }

            if (key is "default" && entry.Value is YamlMapping defaults && defaults.Entry("timeout") is { } timeout)
            {
                problems.Add(ProblemKind.Key, "GitLab takes 'timeout' in 'default' and does not heed it: each job needs one of its own", timeout.Key.Span, ProblemEffect.Altered);
            }
        }
        else if (key is "spec" && entry.Value is YamlMapping { Entries: [{ Key.Value: "inputs" or "include" or "component" }, ..] })
        {
            problems.Add(ProblemKind.Key, "'spec' belongs in a header of its own, which a line '---' separates from the jobs", entry.Key.Span);
        }
        else if (entry.Value is YamlMapping)
        {
            checker.Check(entry.Value, key, Keywords.Known.Job, entry.Key.Span);
        }
        else if (key is not "$schema")
        {
            problems.Add(ProblemKind.Key, $"'{key}' is no keyword, so that GitLab takes it for a job, which must be a mapping with 'script', 'run' or 'trigger', not {ShapeChecker.Describe(entry.Value)}", entry.Key.Span);
        }
    }

    // 'default' and 'workflow' are free as names: what has a script is a job.
    private static bool IsJob(string key, YamlNode value) =>
        !Keywords.Known.Reserved.Contains(key) && value is YamlMapping mapping && (mapping.Entry("script") ?? mapping.Entry("run") ?? mapping.Entry("trigger")) is not null;
}
