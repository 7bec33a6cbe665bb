using System.Text.RegularExpressions;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.GitLabCi.Validation;

/// <summary>Checks the jobs as they run: with what they extend, and with the defaults.</summary>
/// <remarks>
/// Source: https://docs.gitlab.com/ci/yaml/#job-keywords, https://docs.gitlab.com/ci/jobs/#job-names. What the pages leave open is said by lib/gitlab/ci/yaml_processor.rb and lib/gitlab/ci/config/entry
/// of https://gitlab.com/gitlab-org/gitlab: 'trigger.rb', 'timeout.rb', 'artifacts.rb', 'environment.rb' with lib/gitlab/regex.rb.
/// </remarks>
internal sealed partial class JobValidator(CiJobTable table, ShapeChecker checker, ProblemList problems)
{
    private const int LongestName = 255;
    private const int LongestExposed = 100;

    // Administrators may raise it.
    private const int MostCaches = 4;

    private static readonly string[] Providers = ["vault", "azure_key_vault", "gcp_secret_manager", "aws_secrets_manager", "gitlab_secrets_manager", "akeyless"];

    private bool IsComplete => table.Configuration.IsComplete;

    /// <summary>Reports what a job extends and is not there.</summary>
    public void ValidateParents(CiJob job)
    {
        foreach (var parent in ShortForms.Texts(job.Written["extends"]))
        {
            if (IsComplete && !parent.Value.Contains('$', StringComparison.Ordinal) && table.Find(parent.Value) is null && !table.IsTold(parent.Span))
            {
                problems.Add(ProblemKind.Key, $"The job '{job.Name}' extends '{parent.Value}', and there is no such job", parent.Span);
            }
        }
    }

    /// <summary>Reports what is wrong with a job that runs.</summary>
    public void Validate(CiJob job)
    {
        checker.Check(job.Keys, job.Name, Keywords.Known.Job, job.Span);
        CheckName(job);
        CheckWork(job);
        CheckTime(job);
        CheckStage(job);
        CheckParallel(job);
        CheckEnvironment(job);
        CheckCaches(job);
        CheckCacheKeys(job);
        CheckArtifacts(job);
        CheckSecrets(job);
        NeedsValidator.Validate(job, table, problems);
    }

    private static YamlEntry? Given(YamlMapping mapping, string key) => mapping.Entry(key) is { Value: not YamlScalar { IsNull: true } } entry ? entry : null;

    private void CheckName(CiJob job)
    {
        if (job.Name.Length > LongestName)
        {
            problems.Add(ProblemKind.Name, $"The name of the job has {Counted.Of(job.Name.Length, "character")}, and GitLab takes no more than {LongestName}", job.Span);
        }
        else if (job.Name is "pages:deploy" && CiJobTable.StageOf(job)?.Value is "deploy")
        {
            problems.Add(ProblemKind.Name, "GitLab itself has a job 'pages:deploy' in the stage 'deploy'; give this one another name", job.Span);
        }
    }

    private void CheckWork(CiJob job)
    {
        var keys = job.Keys;
        var script = keys.Entry("script");
        var run = Given(keys, "run");
        var trigger = Given(keys, "trigger");
        if (script is { Value: YamlSequence { Items.IsEmpty: true } or YamlScalar { IsNull: true } or YamlScalar { Value: "" } } && IsComplete)
        {
            problems.Add(ProblemKind.Key, "'script' must not be empty", script.Key.Span);
        }
        else if (script is null && run is null && trigger is null && IsComplete && !MirrorsPipeline(keys) && !Takes(keys))
        {
            problems.Add(ProblemKind.Key, $"The job '{job.Name}' has none of 'script', 'run' and 'trigger', so that it has nothing to do", job.Span);
        }

        if (script is not null && run is not null)
        {
            problems.Add(ProblemKind.Key, "'run' and 'script' cannot stand in one job", run.Key.Span);
        }

        if (trigger is not null)
        {
            CheckTrigger(job);
        }
    }

    // A job that has the state of another pipeline has nothing else to do.
    private static bool MirrorsPipeline(YamlMapping keys) => keys["needs"] switch
    {
        YamlMapping need => need.Entry("pipeline") is not null,
        YamlSequence needs => needs.Items.Any(need => need is YamlMapping mapping && mapping.Entry("pipeline") is not null),
        _ => false,
    };

    // What could not be put in yet may hold the script.
    private bool Takes(YamlMapping keys) => keys.Entry("<<") is not null || (keys["extends"] is { } extends && ShortForms.Texts(extends).Any(parent => table.Find(parent.Value) is null));

    private void CheckTrigger(CiJob job)
    {
        foreach (var entry in job.Keys.Entries)
        {
            var key = entry.Key.Value;
            var isDefault = Keywords.Known.Default.Keys!.ContainsKey(key) && job.Written.Entry(key) is null;
            if (Keywords.Known.Job.Keys!.ContainsKey(key) && !Keywords.Known.TriggerJobKeys.Contains(key) && !isDefault && Given(job.Keys, key) is not null)
            {
                problems.Add(ProblemKind.Key, $"'{key}' cannot stand in a job with 'trigger', which runs nothing itself; beside 'trigger', {Names.OneOf(Keywords.Known.TriggerJobKeys.Where(known => known is not "trigger"))}", entry.Key.Span);
            }
        }

        CheckStarted(job);
        if (job.Keys["allow_failure"] is YamlMapping exits)
        {
            problems.Add(ProblemKind.Type, "A job with 'trigger' has no exit code: 'allow_failure' must be 'true' or 'false' there", exits.Span);
        }
    }

    // A pipeline of this project, or one of another.
    private void CheckStarted(CiJob job)
    {
        if (job.Keys["trigger"] is not YamlMapping trigger)
        {
            return;
        }

        if (trigger.Entry("include") is null)
        {
            if (IsComplete && trigger.Entry("<<") is null && trigger.Entry("project") is null)
            {
                problems.Add(ProblemKind.Key, $"The job '{job.Name}' does not say what it starts: 'trigger' needs 'project' or 'include'", job.Keys.Entry("trigger")!.Key.Span);
            }

            return;
        }

        foreach (var key in new[] { "project", "branch" })
        {
            if (Given(trigger, key) is { } entry)
            {
                problems.Add(ProblemKind.Key, $"'{key}' cannot stand beside 'include' in 'trigger': it starts a pipeline of another project, and 'include' one of this", entry.Key.Span);
            }
        }
    }

    private void CheckTime(CiJob job)
    {
        var keys = job.Keys;
        var rules = Given(keys, "rules");
        if (keys["timeout"] is YamlScalar limit && Durations.IsDuration(limit.Value) && Durations.SecondsOf(limit.Value) >= Durations.LongestJob)
        {
            problems.Add(ProblemKind.Type, $"'{limit.Value}' is too long: GitLab lets no job run for a month", limit.Span);
        }

        foreach (var key in new[] { "only", "except", "start_in" })
        {
            if (rules is not null && Given(keys, key) is { } entry)
            {
                problems.Add(ProblemKind.Key, $"'{key}' cannot stand beside 'rules'", entry.Key.Span);
            }
        }

        var when = keys["when"] as YamlScalar;
        if (when is { Value: "never" })
        {
            problems.Add(ProblemKind.Type, "'never' is a value of 'when' in 'rules' alone; a job that never runs is hidden by a dot before its name", when.Span);
        }
        else if (when is { Value: "delayed" } && Given(keys, "trigger") is not null)
        {
            problems.Add(ProblemKind.Type, "A job with 'trigger' cannot be delayed", when.Span);
        }
        else if (rules is null)
        {
            CheckDelay(keys, when, areAllKnown: IsComplete);
        }

        foreach (var rule in ShortForms.Mappings(rules?.Value))
        {
            CheckDelay(rule, rule["when"] as YamlScalar, areAllKnown: rule.Entry("<<") is null);
        }
    }

    private void CheckDelay(YamlMapping keys, YamlScalar? when, bool areAllKnown)
    {
        var start = Given(keys, "start_in");
        if (when is { Value: "delayed" })
        {
            if (start is null && areAllKnown)
            {
                problems.Add(ProblemKind.Key, "'when: delayed' needs 'start_in' beside it", when.Span);
            }
            else if (start?.Value is YamlScalar time && Durations.IsDuration(time.Value) && Durations.SecondsOf(time.Value) > Durations.Week)
            {
                problems.Add(ProblemKind.Type, $"'{time.Value}' is too long: GitLab starts a delayed job within a week", time.Span);
            }
        }
        else if (start is not null && (when is null ? areAllKnown : !when.Value.Contains('$', StringComparison.Ordinal)))
        {
            problems.Add(ProblemKind.Key, "'start_in' fits 'when: delayed' alone", start.Key.Span);
        }
    }

    private void CheckStage(CiJob job)
    {
        if (!table.AreStagesKnown)
        {
            return;
        }

        if (CiJobTable.StageOf(job) is { } stage)
        {
            if (!stage.Value.Contains('$', StringComparison.Ordinal) && !table.HasStage(stage.Value))
            {
                problems.Add(ProblemKind.Key, $"The job '{job.Name}' is in the stage '{stage.Value}', and there is no such stage", stage.Span);
            }
        }
        else if (!table.HasStage(CiJobTable.DefaultStage) && !Takes(job.Keys))
        {
            problems.Add(ProblemKind.Key, $"The job '{job.Name}' names no stage, which puts it into '{CiJobTable.DefaultStage}', and 'stages' does not list that", job.Span);
        }
    }

    private void CheckParallel(CiJob job)
    {
        if ((job.Keys["parallel"] as YamlMapping)?.Entry("matrix") is not { Value: YamlSequence matrix } entry)
        {
            return;
        }

        long count = 0;
        foreach (var combination in matrix.Items.OfType<YamlMapping>())
        {
            var product = 1L;
            foreach (var variable in combination.Entries)
            {
                // A hostile matrix has more combinations than a number can tell.
                product = Math.Min(product * Math.Max(1, variable.Value is YamlSequence values ? values.Items.Length : 1), int.MaxValue);
            }

            count = Math.Min(count + product, int.MaxValue);
        }

        if (count > JobMatrix.MostJobs)
        {
            problems.Add(ProblemKind.Matrix, $"The matrix makes {Counted.Of(count, "job")}, and GitLab takes no more than {JobMatrix.MostJobs}", entry.Key.Span);
        }
    }

    private void CheckEnvironment(CiJob job)
    {
        if (ShortForms.Named(job.Keys["environment"]) is { IsNull: false } named && !ShapeChecker.IsInterpolated(named.Value) && !EnvironmentName().IsMatch(named.Value))
        {
            problems.Add(ProblemKind.Name, $"'{named.Value}' cannot be the name of an environment, which is made of letters, digits, spaces and '-', '_', '/', '.', '$', '{{', '}}', with no '/' at either end", named.Span);
        }

        if (job.Keys["environment"] is not YamlMapping environment || environment["on_stop"] is not YamlScalar { IsNull: false } stop || stop.Value.Contains('$', StringComparison.Ordinal))
        {
            return;
        }

        if (table.Find(stop.Value) is not { IsHidden: false } stopper)
        {
            if (IsComplete)
            {
                problems.Add(ProblemKind.Key, $"'on_stop' names the job '{stop.Value}', and there is no such job", stop.Span);
            }

            return;
        }

        if (!IsComplete)
        {
            return;
        }

        var name = (environment["name"] as YamlScalar)?.Value;
        var other = stopper.Keys["environment"];
        var otherName = ShortForms.Named(other)?.Value;
        if (otherName is null)
        {
            problems.Add(ProblemKind.Key, $"'on_stop' names the job '{stop.Value}', which has no environment to stop", stop.Span);
        }
        else if (name is not null && name != otherName)
        {
            problems.Add(ProblemKind.Key, $"'on_stop' names the job '{stop.Value}', which is of the environment '{otherName}', not '{name}'", stop.Span);
        }
        else if ((other as YamlMapping)?["action"] is not YamlScalar { Value: "stop" })
        {
            problems.Add(ProblemKind.Key, $"'on_stop' names the job '{stop.Value}', whose environment needs 'action: stop'", stop.Span);
        }
    }

    private void CheckCaches(CiJob job)
    {
        if (job.Keys["cache"] is YamlSequence caches && caches.Items.Length > MostCaches)
        {
            problems.Add(ProblemKind.Type, $"The job '{job.Name}' has {Counted.Of(caches.Items.Length, "cache")}; GitLab takes no more than {MostCaches} where no administrator raised that", caches.Span);
        }
    }

    private void CheckCacheKeys(CiJob job)
    {
        foreach (var cache in job.Keys["cache"] switch { YamlMapping one => [one], YamlSequence many => many.Items.OfType<YamlMapping>(), _ => [] })
        {
            if (cache["key"] is YamlMapping key && Given(key, "files") is not null && Given(key, "files_commits") is { } commits)
            {
                problems.Add(ProblemKind.Key, "'files_commits' cannot stand beside 'files' in the key of one cache", commits.Key.Span);
            }
        }
    }

    private void CheckArtifacts(CiJob job)
    {
        if (job.Keys["artifacts"] is YamlMapping artifacts && Given(artifacts, "access") is not null && Given(artifacts, "public") is { } open)
        {
            problems.Add(ProblemKind.Key, "'public' cannot stand beside 'access', which says the same", open.Key.Span);
        }

        CheckExposed(job);
    }

    private void CheckExposed(CiJob job)
    {
        if (job.Keys["artifacts"] is not YamlMapping artifacts || Given(artifacts, "expose_as") is not { Value: YamlScalar name } exposed)
        {
            return;
        }

        if (artifacts["paths"] is null or YamlScalar { IsNull: true } or YamlSequence { Items.IsEmpty: true, Tag: null })
        {
            if (IsComplete && artifacts.Entry("<<") is null)
            {
                problems.Add(ProblemKind.Key, "'expose_as' needs 'paths' beside it, which say what is shown", exposed.Key.Span);
            }
        }
        else if (ShortForms.Texts(artifacts["paths"]).FirstOrDefault(path => path.Value.Contains('*', StringComparison.Ordinal)) is { } star)
        {
            problems.Add(ProblemKind.Type, "A path that is shown by 'expose_as' must have no '*'", star.Span);
        }

        if (!ShapeChecker.IsInterpolated(name.Value) && (name.Value.Length > LongestExposed || !ExposedName().IsMatch(name.Value)))
        {
            problems.Add(ProblemKind.Type, $"'expose_as' has letters, digits, '-', '_' and spaces alone, and no more than {LongestExposed} of them", name.Span);
        }
    }

    private void CheckSecrets(CiJob job)
    {
        foreach (var secret in (job.Keys["secrets"] as YamlMapping)?.Entries ?? [])
        {
            if (IsComplete && secret.Value is YamlMapping mapping && mapping.Entry("<<") is null && !Providers.Any(provider => mapping.Entry(provider) is not null))
            {
                problems.Add(ProblemKind.Key, $"The secret '{secret.Key.Value}' does not say where it is kept; {Names.OneOf(Providers)}", secret.Key.Span);
            }
        }
    }

    [GeneratedRegex(@"^[A-Za-z0-9_${}. -]([A-Za-z0-9_/${}. -]*[A-Za-z0-9_${}. -])?\z", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex EnvironmentName();

    [GeneratedRegex(@"^[A-Za-z0-9_][A-Za-z0-9_ -]*\z", RegexOptions.NonBacktracking)]
    private static partial Regex ExposedName();
}
