using System.Collections.Immutable;
using PoPipeline.Rules.Model.Pipelines;

namespace PoPipeline.Sources.Pipelines.GitLabCi.Validation;

/// <summary>Checks what the files of a configuration make together.</summary>
internal static class ConfigurationValidator
{
    /// <summary>What GitLab would reject of a configuration and of each of its files, in the order of the places.</summary>
    public static ImmutableArray<Problem> ValidateAll(CiConfiguration configuration)
    {
        var problems = new ProblemList(ProblemEffect.Rejected);
        foreach (var file in configuration.Files)
        {
            FileValidator.Validate(file, problems);
        }

        Validate(configuration, problems);
        return problems.InOrder();
    }

    /// <summary>What GitLab would reject of a configuration that none of its files shows by itself.</summary>
    public static ImmutableArray<Problem> Validate(CiConfiguration configuration)
    {
        var problems = new ProblemList(ProblemEffect.Rejected);
        Validate(configuration, problems);
        return problems.InOrder();
    }

    private static void Validate(CiConfiguration configuration, ProblemList problems)
    {
        var table = new CiJobTable(configuration);
        var checker = new ShapeChecker(problems, configuration.IsComplete);
        var jobs = new JobValidator(table, checker, problems);
        foreach (var job in configuration.Jobs.TakeWhile(_ => !problems.IsFull))
        {
            jobs.ValidateParents(job);
            if (!job.IsHidden)
            {
                jobs.Validate(job);
            }
        }

        NeedsValidator.Circles(table, problems);
        InputValidator.Validate(configuration, problems);
    }
}
