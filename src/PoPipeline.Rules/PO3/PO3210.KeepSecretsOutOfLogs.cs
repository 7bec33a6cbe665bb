using System.Collections.Immutable;
using PoPipeline.Rules.Analysis;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Model.Results;
using PoPipeline.Rules.Platforms;
using PoPipeline.Rules.Shell;

namespace PoPipeline.Rules.PO3;

/// <summary>PO3210: no pipeline writes secrets to its log.</summary>
public sealed class PO3210KeepSecretsOutOfLogs : PipelineRule
{
    /// <inheritdoc/>
    public override string Summary => "No pipeline prints a secret, hides one from the platform's masking, or leaves its debug switches on.";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Medium;

    /// <inheritdoc/>
    public override ImmutableArray<int> Weaknesses => [532];

    /// <inheritdoc/>
    public override bool IsMeantFor(Platform platform) => PlatformProfiles.Of(platform).RunsOwnCode;

    /// <inheritdoc/>
    protected override bool Applies(Pipeline pipeline) => pipeline.Kind is not (PipelineKind.Lock or PipelineKind.Setting);

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Look(Pipeline pipeline, Snapshot snapshot) =>
    [
        .. DebugSwitches(pipeline),
        .. pipeline.SecretUses.Where(use => use.Kind is SecretUseKind.Derived).Select(use => Found($"{pipeline.Subject}{use.Job}/{use.Step}/{use.Name}/derived", use.Span, Severity.Medium,
            $"'{use.Text}' takes a part out of the secret '{use.Name}'. The platform masks only whole secrets in the log, so the part is printed as it is when anything prints it. "
            + "Keep each part as a secret of its own.")),
        .. pipeline.AllSteps().SelectMany(entry => Printed(pipeline, entry.Job, entry.Step)),
        .. from job in pipeline.Jobs
           from output in SecretOutput.In(pipeline, job)
           select HandedOn($"{pipeline.SubjectOf(job)}/outputs/{output.Name.Name}", output),
    ];

    private static Finding HandedOn(string subject, SecretOutput output) => Found(
        subject,
        output.Place,
        output.Maker is null ? Severity.Low : Severity.Medium,
        output.Maker is null
            ? $"The output '{output.Name.Name}' hands the secret '{output.Shown}' on to other jobs. The platform keeps back an output in which it finds a secret, so that they get nothing, and whatever gets it through, an encoding of it, is masked nowhere. "
                + "Give the secret itself to the jobs that need it."
            : $"The output '{output.Name.Name}' hands on to other jobs what '{output.Maker}' makes of the secret '{output.Shown}'. The platform keeps back only outputs in which it finds a secret that it knows, and masks only those in the log, so that what is made of one may stand there as it is, "
                + "in the environment of each step that gets it, too. Give the secret itself to the jobs that need it.") with
    {
        Related = output.Place == output.Name.Span ? [] : [new RelatedPlace(output.Name.Span, "what hands it on")],
    };

    private static IEnumerable<Finding> DebugSwitches(Pipeline pipeline)
    {
        foreach (var setting in pipeline.Variables.Where(IsDebugSwitch))
        {
            yield return DebugSwitch(pipeline.Subject, setting);
        }

        foreach (var job in pipeline.Jobs)
        {
            foreach (var setting in job.Variables.Where(IsDebugSwitch))
            {
                yield return DebugSwitch($"{pipeline.SubjectOf(job)}/", setting);
            }
        }

        foreach (var (_, job, step, _) in pipeline.AllSteps())
        {
            foreach (var setting in step.Variables.Where(IsDebugSwitch))
            {
                yield return DebugSwitch($"{pipeline.SubjectOf(job, step)}/", setting);
            }
        }
    }

    private static Finding DebugSwitch(string subject, Setting setting) => Found(subject + setting.Name, setting.Span, Severity.Low,
        $"'{setting.Name}' makes every run write all that it does to its log, with values that the platform's masking does not know. Remove it, and switch debugging on for one run "
        + "where you need it.");

    private static bool IsDebugSwitch(Setting setting) =>
        PlatformProfiles.DebugSwitches.Contains(setting.Name) && setting.Value.Trim().ToUpperInvariant() is "TRUE" or "1" or "YES";

    private static IEnumerable<Finding> Printed(Pipeline pipeline, Job job, Step step)
    {
        if (step.Scripts.IsEmpty)
        {
            return [];
        }

        var variables = SecretValues.VariablesOf(pipeline, job, step);
        var profile = PlatformProfiles.Of(pipeline.Platform);
        if (variables.IsEmpty && !profile.GivesSecretsToAll && step.Scripts.All(script => script.Interpolations.All(pasted => pasted.Secrets.IsEmpty)))
        {
            return [];
        }

        var subject = pipeline.SubjectOf(job, step);
        return Traced(subject, step, variables).Concat(Dumped(subject, step, profile.GivesSecretsToAll && !profile.JobTokens.IsEmpty ? variables.Add(profile.JobTokens[0]) : variables, profile.GivesSecretsToAll)).Concat(
            from script in step.Scripts
            where variables.Count > 0 || script.Interpolations.Any(pasted => !pasted.Secrets.IsEmpty)
            from command in script.Commands
            let shown = ShownBy(script, command, variables)
            where shown is not null
            let encoder = EncoderBehind(script, command)
            where encoder is not null || GoesToLog(command)
            let region = script.PlaceOf(command.Offset, command.Length)
            select encoder is not null
                ? Found($"{subject}/{shown}/encoded", region, Severity.High,
                    $"'{command.Name}' prints the secret '{shown}' to the log through '{encoder}'. The platform masks a secret only as it is, so the encoded one stands in the log for everybody "
                    + "who can read it. Do not print it.")
                : command.Words.Skip(1).Any(word => SecretValues.IsPartIn(word.Text, shown))
                ? Found($"{subject}/{shown}/part", region, Severity.Medium,
                    $"'{command.Name}' prints a part of the secret '{shown}' to the log. The platform masks only whole secrets, so the part stands there for everybody who can read the log. Do not print it.")
                : Found($"{subject}/{shown}/printed", region, Severity.Low,
                    $"'{command.Name}' prints the secret '{shown}' to the log. Only the platform's masking stands between it and everybody who can read the log, and masking misses a secret of several "
                    + "lines, a part of one, or one that was changed. Do not print it."));
    }

    // env, printenv, export -p, Get-ChildItem env: — also sorted.
    private static IEnumerable<Finding> Dumped(string subject, Step step, ImmutableHashSet<string> variables, bool hasAll) =>
        from script in step.Scripts
        where variables.Count > 0
        from command in script.Commands
        where PrintsVariables(command) && (GoesToLog(command) || (command.PipedTo is { } next && script.Commands[next].Name is "sort" or "cat" or "tee" or "less" && GoesToLog(script.Commands[next])))
        let shown = variables.Order(StringComparer.Ordinal).First()
        select Found($"{subject}/{shown}/dumped", script.PlaceOf(command.Offset, command.Length), Severity.Low,
            $"'{script.Text.Substring(command.Offset, command.Length)}' prints every variable to the log, the secret '{shown}'{(hasAll ? " and those of the settings" : "")} among them. Only the platform's masking stands between it and everybody who can read "
            + "the log, and masking misses a secret of several lines, a part of one, or one that was changed. Print the variables that you want to see, by name.");

    private static bool PrintsVariables(Command command) => command.Name switch
    {
        "env" or "printenv" => command.Words.Skip(1).All(word => word.Text.StartsWith('-')),
        "export" or "declare" => command.Words.Length == 2 && command.Words[1].Text is "-p" or "-x" or "-xp" or "-px",
        "get-childitem" or "gci" or "dir" or "ls" => command.Words.Skip(1).Any(word => word.Text.TrimEnd('/', '\\', '*').Equals("env:", StringComparison.OrdinalIgnoreCase)),
        "" => command.Words.IsEmpty && command.Wrappers is [{ Text: "env" }],
        _ => false,
    };

    // set -x writes each command to the log as it is run, with what its variables hold.
    private static IEnumerable<Finding> Traced(string step, Step own, ImmutableHashSet<string> variables)
    {
        if (variables.Count == 0)
        {
            yield break;
        }

        Located<string>? trace = null;
        foreach (var script in own.Scripts.Where(script => script.Shell is ShellKind.Posix))
        {
            // What an input runs is a program of its own; the step's own scripts are parts of one.
            trace = script.Input is null ? trace : null;
            foreach (var command in script.Commands)
            {
                if (command.Name is "set" && Switch(command) is { } isOn)
                {
                    trace = isOn ? new Located<string>(script.Text.Substring(command.Offset, command.Length), script.PlaceOf(command.Offset, command.Length)) : null;
                }
                else if (trace is not null && command.Name is not ("[[" or "for" or "case" or "function") && SecretValues.ShownBy(script, command, variables) is { } shown && variables.Contains(shown))
                {
                    yield return Found($"{step}/{shown}/traced", trace.Span, Severity.Low,
                        $"'{trace.Value}' writes every command to the log with what its variables hold, and '{command.Name}' gets the secret '{shown}' as an argument. Only the platform's masking stands "
                        + "between it and everybody who can read the log. Switch it off where secrets are used.") with
                    { Related = [new RelatedPlace(script.PlaceOf(command.Offset, command.Length), "what gets the secret")] };
                    trace = null;
                }
            }
        }
    }

    // set -x, set -eux, set -o xtrace; null where it says nothing of it.
    private static bool? Switch(Command command)
    {
        bool? isOn = null;
        for (var index = 1; index < command.Words.Length; index++)
        {
            var text = command.Words[index].Text;
            isOn = text is "xtrace" && command.Words[index - 1].Text.EndsWith('o') ? command.Words[index - 1].Text.StartsWith('-')
                : text.Length > 1 && text[0] is '-' or '+' && text[1] is not '-' && text.Contains('x', StringComparison.Ordinal) && text.AsSpan(1).IndexOfAnyExceptInRange('A', 'z') < 0 ? text[0] is '-'
                : isOn;
        }

        return isOn;
    }

    private static string? ShownBy(Script script, Command command, ImmutableHashSet<string> variables) => command.Name switch
    {
        // A workflow command that masks a value is the opposite of printing it.
        "echo" or "printf" or "write-host" or "write-output" when !command.Words.Skip(1).Any(word => PlatformProfiles.MaskingCommands.Any(mask => word.Text.Contains(mask, StringComparison.Ordinal))) =>
            SecretValues.ShownBy(script, command, variables),
        "printenv" when command.Words.Skip(1).Select(word => word.Text).FirstOrDefault(variables.Contains) is { } name => name,
        _ => null,
    };

    private static bool GoesToLog(Command command) => command is { PipedTo: null, OutputFiles: [], Nesting: Nesting.None or Nesting.Text };

    // base64 and the like, whose output goes to the log.
    private static string? EncoderBehind(Script script, Command command)
    {
        if (command is not { PipedTo: { } reader, Nesting: Nesting.None or Nesting.Text })
        {
            return null;
        }

        var next = script.Commands[reader];
        var encodes = next.Name switch
        {
            "base64" or "base32" => next.Option("-d", "-D", "--decode") is null,
            "xxd" => next.Option("-r") is null,
            "od" or "hexdump" or "rev" => true,
            _ => false,
        };
        return encodes && GoesToLog(next) ? next.Name : null;
    }

    private static Finding Found(string subject, Place place, Severity severity, string message) => new()
    {
        Message = message,
        Subject = subject,
        Place = place,
        Severity = severity,
    };
}
