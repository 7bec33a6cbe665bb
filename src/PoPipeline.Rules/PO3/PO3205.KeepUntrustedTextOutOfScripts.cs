using System.Collections.Frozen;
using System.Collections.Immutable;
using PoPipeline.Rules.Analysis;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Deployments;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Model.Results;
using PoPipeline.Rules.Platforms;
using PoPipeline.Rules.Shell;

namespace PoPipeline.Rules.PO3;

/// <summary>PO3205: text that others write never becomes part of a script.</summary>
public sealed class PO3205KeepUntrustedTextOutOfScripts : PipelineRule
{
    /// <inheritdoc/>
    public override string Summary => "No text that somebody else controls is pasted into a script before it is read as a program.";

    /// <inheritdoc/>
    public override Severity Severity => Severity.High;

    /// <inheritdoc/>
    public override ImmutableArray<int> Weaknesses => [94, 78];

    /// <inheritdoc/>
    protected override string NothingToJudge => "No pipeline has a script.";

    /// <inheritdoc/>
    protected override bool LooksAtDeployments => true;

    /// <inheritdoc/>
    protected override bool Applies(Pipeline pipeline) => pipeline.AllSteps().Any(entry => entry.Step.Scripts.Length > 0) || Switches(pipeline).Any() || Contained(pipeline).Any() || pipeline.Deployment is { Filled.IsEmpty: false };

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Look(Pipeline pipeline, Snapshot snapshot)
    {
        var all = CallGraph.Of(snapshot).ExposuresOf(pipeline);
        var runs = ForeignRuns.Of(snapshot);

        // What is said of a secret that is pasted says this as well.
        HashSet<Place> told = [.. pipeline.SecretUses.Where(use => use.Kind is SecretUseKind.Pasted).Select(use => use.Span)];
        var pastes =
            from job in pipeline.Jobs
            let started = Exposure.Of(pipeline, job, all)
            from entry in pipeline.StepsOf(job)
            where !entry.Step.Scripts.IsEmpty
            let start = StartOf(entry, started, runs, told)
            from script in entry.Step.Scripts
            from finding in Pasted(pipeline, entry.Subject, script, start).Concat(Handed(entry.Subject, script, start))
            select finding;
        return (pipeline.Deployment is null ? pastes : pastes.Concat(FilledIn(pipeline))).Concat(Contained(pipeline)).Concat(Started(pipeline)).Concat(Switches(pipeline).Select(found => LogCommands(pipeline, found.Variable, found.Subject, all)));
    }

    private static Start StartOf(PlacedStep entry, ImmutableArray<Exposure> started, ForeignRuns runs, HashSet<Place> told) =>
        new(Exposure.Of(entry.Step, started), new(() => entry.Pipeline.GatesBefore(entry.Job, entry.Index)), runs, PlatformProfiles.Of(entry.Pipeline.Platform), told);

    // The same text pasted several times into one script is one mistake.
    private static IEnumerable<Finding> Pasted(Pipeline pipeline, string step, Script script, Start start) =>
        script.Interpolations
            .Where(interpolation => interpolation is { Mechanism: Mechanism.Pasted, Provenance: { Charset: not Charset.Fixed, Origin: not Origin.Constant } })
            .Where(interpolation => interpolation.Secrets.IsEmpty || !start.Told.Contains(interpolation.Span))
            .Where(interpolation => !ScriptLiterals.IsLiteral(script, interpolation) && !Rejected.IsExpression(pipeline, interpolation.Span))
            .GroupBy(interpolation => interpolation.Text, StringComparer.Ordinal)
            .Where(pasted => start.MayFill(pasted.First().Provenance))
            .Select(pasted => Judge(step, script, [.. pasted], start));

    // A variable is data until the script treats its text as more: eval "$TITLE", sed "s/$TITLE//", a line of the file of variables.
    private static IEnumerable<Finding> Handed(string step, Script script, Start start) =>
        script.Sinks.Where(sink => sink.Kind is not SinkKind.Prompt && start.MayFill(sink.Value)).GroupBy(sink => new { sink.Kind, sink.Text, sink.Program }).Select(sinks => Judge(step, script, [.. sinks], start));

    // There is no script, but a text in which a colon and a break of lines mean something.
    private static IEnumerable<Finding> FilledIn(Pipeline pipeline) =>
        from filled in pipeline.Deployment?.Filled ?? []
        let isOutsider = filled.Provenance.Origin is Origin.Outsider
        select new Finding
        {
            Message = $"'{filled.Text}' puts a text that {Who(filled.Provenance, filled.Text)} into "
                + (filled.Part is FilledPart.Deployment
                    ? "the deployment itself before that is read, so that quotes and breaks of lines in it become fields of it: another repository, another cluster, other rights. Put it in as a quoted text, by a function that quotes."
                    : "the values that decide what is deployed before those are read, so that quotes and breaks of lines in it become other values: another image, other rights. Hand it over as one value of its own, or by a function that quotes."),
            Subject = $"{pipeline.Subject}filled/{filled.Part}/{filled.Text}",
            Place = filled.Span,
            Severity = isOutsider ? (filled.Provenance.Charset is Charset.Limited ? Severity.Low : filled.Part is FilledPart.Deployment ? Severity.High : Severity.Medium) : Severity.Low,
            Pedantic = !isOutsider,
        };

    // What starts a container once wrote its variables on a command line as they were.
    private static IEnumerable<Finding> Contained(Pipeline pipeline) =>
        from job in pipeline.Jobs
        from container in job.Services.Append(job.Container).OfType<Container>()
        from variable in container.Variables
        from pasted in variable.Interpolations
        where pasted is { Provenance: { Origin: Origin.Outsider, Charset: not (Charset.Fixed or Charset.Limited), IsOnlyMade: false } } && !Rejected.IsExpression(pipeline, pasted.Span)
        select new Finding
        {
            Message = $"'{pasted.Text}' puts a text that {Who(pasted.Provenance, pasted.Text)} into the variable '{variable.Name}' of a container. A runner that is not up to date writes it on the command line that starts "
                + "the container, where quotes and operators in it become code on the machine itself. Give it to the steps that need it, in their own environment, and keep runners up to date.",
            Subject = $"{pipeline.SubjectOf(job)}/{(container.Name is null ? "container" : $"services/{container.Name}")}/{variable.Name}/{pasted.Text}",
            Place = pasted.Span,
            Severity = Severity.Low,
            Way = Ways.Of(pasted.Provenance),
            Related = [.. Ways.Of(pasted.Provenance)],
        };

    // Whoever may change the settings, or start the pipeline, says what the job runs, though they may change no file.
    private static IEnumerable<Finding> Started(Pipeline pipeline) =>
        from started in StarterCommand.In(pipeline)
        select new Finding
        {
            Message = $"'{started.Text}' runs what the variable '{started.Variable}' holds as a program, and no file that was read sets it: it comes from {PlatformProfiles.Of(pipeline.Platform).VariablesFrom}. "
                + "Write the command in the pipeline, or compare the variable with what is allowed.",
            Subject = $"{started.Step.Subject}/started/{started.Variable}",
            Place = started.Place,
            Severity = Severity.Low,
            Pedantic = true,
        };

    private static IEnumerable<Switch> Switches(Pipeline pipeline) =>
        pipeline.Variables.Where(IsSwitch).Select(variable => new Switch(variable, pipeline.Subject))
            .Concat(pipeline.Jobs.SelectMany(job => job.Variables.Where(IsSwitch).Select(variable => new Switch(variable, pipeline.SubjectOf(job)))))
            .Concat(pipeline.AllSteps().SelectMany(entry => entry.Step.Variables.Where(IsSwitch).Select(variable => new Switch(variable, entry.Subject))));

    private static bool IsSwitch(Setting variable) =>
        PlatformProfiles.EnvironmentCommandSwitches.Contains(variable.Name) && variable.Value.Trim().Equals("true", StringComparison.OrdinalIgnoreCase);

    private sealed record Switch(Setting Variable, string Subject);

    private static Finding LogCommands(Pipeline pipeline, Setting variable, string subject, ImmutableArray<Exposure> exposures) => new()
    {
        Message = $"'{variable.Name}' makes the platform take lines of the log for commands that set variables and the search path of later steps: whoever gets a text printed, "
            + "a file name or a title, then runs code with the rights of the job. Remove it, and let steps write to the files that the platform names for this.",
        Subject = $"{subject}/{variable.Name}",
        Place = variable.NameSpan,
        Severity = exposures.Any(exposure => exposure.IsOutsider) ? Severity.High : Severity.Medium,
    };

    private static Finding Judge(string step, Script script, ImmutableArray<Interpolation> pasted, Start start)
    {
        var first = pasted[0];
        var exposures = Exposure.Filling(start.Exposures, first.Provenance.Sources);
        var gated = GatedBy(first.Provenance, start.Gates.Value, exposures);
        var (severity, pedantic) = Weigh(first.Provenance, exposures, gated);
        return new Finding
        {
            Message = Describe(first, script, exposures, start.Profile) + Asked(gated),
            Subject = $"{step}/{script.Input ?? "script"}/{first.Text}",
            Place = first.Span,
            Severity = severity,
            Pedantic = pedantic,
            Way = Ways.Of(first.Provenance),
            Related = [.. Ways.Of(first.Provenance), .. pasted.Skip(1).Select(again => new RelatedPlace(again.Span, "the same text is pasted again"))],
        };
    }

    private static Finding Judge(string step, Script script, ImmutableArray<TextSink> sinks, Start start)
    {
        var first = sinks[0];
        var exposures = Exposure.Filling(start.Exposures, first.Value.Sources);
        var gated = GatedBy(first.Value, start.Gates.Value, exposures);
        var (severity, pedantic) = Weigh(first.Value, exposures, gated);
        return new Finding
        {
            Message = Describe(first, exposures, start.Profile) + Asked(gated),
            Subject = first.Kind is SinkKind.Code ? $"{step}/{script.Input ?? "script"}/{first.Text}" : $"{step}/{script.Input ?? "script"}/{first.Kind}/{first.Text}",
            Place = first.Place,
            Severity = Limit(severity, first),

            // An insider who may push has simpler ways.
            Pedantic = pedantic || first.Kind is SinkKind.Words || (first.Kind is not (SinkKind.Code or SinkKind.Sourced) && first.Value.Origin is not Origin.Outsider),
            Way = Ways.Of(first.Value),
            Related = [.. Ways.Of(first.Value), .. sinks.Skip(1).Select(again => new RelatedPlace(again.Place, "the same text is used so again"))],
        };
    }

    // Options need a program that obeys them; a variable by itself harms only where somebody reads it for more than data.
    private static Severity Limit(Severity severity, TextSink sink) => sink.Kind switch
    {
        SinkKind.Words => Severity.Low,
        SinkKind.Arguments when sink.Value.IsOneWord => Severity.Low,
        SinkKind.Path or SinkKind.Arguments or SinkKind.Outputs or SinkKind.LogLines or SinkKind.Filter or SinkKind.Delimited => severity is Severity.Critical ? Severity.Medium : Severity.Low,

        // Without rights worth taking, what is set for later steps gives an outsider little that the change itself does not.
        SinkKind.Variables or SinkKind.Environment or SinkKind.SearchPath when severity is Severity.High => Severity.Medium,
        SinkKind.Variable when !Obeyed.Contains(sink.Program) => Severity.Low,
        _ => severity,
    };

    // Variables that programs obey: what they name is loaded or run.
    private static readonly FrozenSet<string> Obeyed = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "PATH", "LD_PRELOAD", "LD_LIBRARY_PATH", "DYLD_INSERT_LIBRARIES", "BASH_ENV", "ENV", "PROMPT_COMMAND", "NODE_OPTIONS", "PYTHONPATH", "PYTHONSTARTUP", "PERL5OPT", "RUBYOPT", "JAVA_TOOL_OPTIONS", "GIT_SSH_COMMAND",
        "GIT_EXTERNAL_DIFF", "GIT_CONFIG_GLOBAL", "NPM_CONFIG_SCRIPT_SHELL", "DOTNET_STARTUP_HOOKS", "EDITOR", "PAGER", "SHELL", "MAKEFLAGS", "GOFLAGS", "RUSTC_WRAPPER");

    private static (Severity Severity, bool Pedantic) Weigh(Provenance pasted, ImmutableArray<Exposure> exposures, Gated gated) => pasted switch
    {
        { Charset: Charset.Limited } => (Severity.Low, true),
        { Origin: Origin.Outsider } when gated is Gated.Author => (Severity.Low, false),
        { Origin: Origin.Outsider } when gated is Gated.Start or Gated.Leave => (Severity.Medium, false),
        { Origin: Origin.Outsider } when exposures.Any(exposure => exposure.IsPrivileged) => (Severity.Critical, false),
        { Origin: Origin.Outsider } when exposures.Any(exposure => exposure is { IsOutsider: true, IsBare: false }) => (Severity.High, false),
        // The job has nothing to take; or only insiders start it, but the text may have come in with an outsider's merged change.
        { Origin: Origin.Outsider } => (Severity.Medium, false),
        { Origin: Origin.Contributor } => (Severity.Low, false),
        _ => (Severity.Low, true),
    };

    private static string Describe(Interpolation pasted, Script script, ImmutableArray<Exposure> exposures, PlatformProfile profile)
    {
        var who = Who(pasted.Provenance, pasted.Text) + (pasted.Provenance.Route is null ? "" : ",");
        var use = script.Shell switch
        {
            ShellKind.JavaScript => "read it there as 'process.env.NAME'",
            ShellKind.Python => "read it there from 'os.environ'",
            ShellKind.Groovy => "do not evaluate it",
            _ => "use that variable, quoted, in the script",
        };
        if (script is { Shell: ShellKind.Unknown, Input: "url" })
        {
            return $"'{pasted.Text}' pastes a text that {who} into the address that the platform speaks to, so that the text says where the request goes, and what it carries goes there as well. Write the address, and hand the text over as a value behind the '?' or in the body.";
        }

        var program = script.Shell is ShellKind.JavaScript ? "JavaScript program" : script.Shell is ShellKind.Python ? "Python program" : script.Shell is ShellKind.Groovy ? "Groovy program" : "shell script";
        return $"'{pasted.Text}' pastes a text that {who} into a {program} before it is read as a program, so that quotes and operators in it become code "
            + $"{Rights(pasted.Provenance, exposures) switch { (Right.All, var trigger) => $"that '{trigger}' runs with {profile.Powers}", (Right.None, var trigger) => $"of the job. Its token only reads and no secret is in its reach; {(trigger.Length > 0 ? JobRights.Remainder : JobRights.LeastRemainder)}", _ => "with the rights of the job" }}. {char.ToUpperInvariant(profile.HandOverText[0])}{profile.HandOverText[1..]} and {use}.";
    }

    private static string Describe(TextSink sink, ImmutableArray<Exposure> exposures, PlatformProfile profile)
    {
        var who = Who(sink.Value, sink.Text);
        sink = sink with { Text = OnOneLine(sink.Text) };
        var rights = Rights(sink.Value, exposures) switch
        {
            (Right.All, var trigger) => $", in a run that '{trigger}' starts with {profile.Powers}",
            (Right.None, _) => ", in a job whose token only reads and that no secret reaches",
            _ => ", with the rights of the job",
        };
        return sink.Kind switch
        {
            SinkKind.Code when sink.Program.Length > 0 && sink.Text.StartsWith(sink.Program, StringComparison.Ordinal) => $"'{sink.Text}' runs what it reads as a program, and reads a text that {who}{rights}. "
                + "Do not run it: compare it with what is allowed, or hand it to a program as an argument.",
            SinkKind.Code when sink.Program is "" or "eval" or "iex" or "invoke-expression" or "cmd" or "pwsh" or "powershell" || ShellNames.IsShell(sink.Program) => $"The script runs the text of '{sink.Text}', which {who}, as a program{rights}. "
                + "Do not run it: compare it with what is allowed, or hand it to a program as an argument.",
            SinkKind.Code => $"'{sink.Program}' runs '{sink.Text}' as a program or a part of one, with a text in it that {who}{rights}. "
                + "Let the program read the text from an argument, its input or the environment, so that it stays data.",
            SinkKind.Arguments => $"'{sink.Program}' gets '{sink.Text}', which {who}, as it is: what looks like an option or an expression in it changes what the program does{rights}. "
                + "Put it in double quotes, behind '--' or the option that takes it as a value.",
            SinkKind.Path => $"'{sink.Program}' runs a file whose path is made of '{sink.Text}', a text that {who}: it chooses which of the files that lie there is run{rights}. "
                + "Write the path in the pipeline, or compare the text with what is allowed.",
            SinkKind.Words => $"'{sink.Program}' gets '{sink.Text}', which {who}, without quotes, so that blanks in it make several arguments of one. Put it in double quotes.",
            SinkKind.Filter => $"'{sink.Program}' takes '{sink.Text}' for its filter, with a text in it that {who}: the filter then gives whatever the text asks for, variables of the environment among it{rights}. "
                + "Hand the text over as a value, as with '--arg', and name that in the filter.",
            SinkKind.Variables => $"'{sink.Text}' is written for the steps behind as it is, with a text that {who}: a line break in it sets any other variable, also one that makes the next program run code{rights}. "
                + $"Take the line breaks out, or {profile.HandOverLines}.",
            SinkKind.Sourced => $"'{sink.Text}' is written into a script that the shells of the steps behind read first, with a text that {who}: what looks like a command in it is one there{rights}. "
                + "Write it by 'printf %q', or have the steps that need it read it from a file.",
            SinkKind.Environment => $"'{sink.Text}' sets variables by a text that {who}: it names whichever it likes, also one that makes the next program run code{rights}. "
                + "Set each variable by its name, from a field of the text.",
            SinkKind.Delimited => $"'{sink.Text}' is written between delimiters that are the same in every run, with a text that {who}: the delimiter in it ends the value, and what follows is written beside it{rights}. "
                + "Make the delimiter at random for the run.",
            SinkKind.Variable => $"The variable '{sink.Program}' of all steps behind gets a text that {who}: whatever reads it without quotes, or obeys it, does what the text says{rights}. "
                + "Hand it over as an output, and set it in the environment of the steps that need it.",
            SinkKind.LogLines => $"'{WorkspaceRun.Shorten(sink.Text)}' prints a text that {who}, in a script that writes outputs by lines of the log: a line of the text then writes any other output{rights}. "
                + "Write outputs to the file that the platform names for this.",
            SinkKind.SearchPath => $"'{sink.Text}' adds a folder to where the steps behind look for programs, by a text that {who}{rights}. Write the folder's name in the pipeline.",
            _ => $"'{sink.Text}' is written to the outputs of the step as it is, with a text that {who}: a line break in it writes any other output{rights}. "
                + $"Take the line breaks out, or {profile.HandOverLines}.",
        };
    }

    // A command that goes on in the next line, as it is read.
    private static string OnOneLine(string text) =>
        text.Contains("\\\n", StringComparison.Ordinal) ? string.Join(' ', text.Split("\\\n").Select(static line => line.Trim())) : text;

    // Who may have the text used. A condition on whoever wrote it lets no outsider's text in; one on whoever starts the run has the texts of outsiders used by people with rights, who may not have looked.
    private static Gated GatedBy(Provenance value, ImmutableArray<Gate> gates, ImmutableArray<Exposure> exposures)
    {
        // Which events count is looked at already.
        if (value.Origin is not Origin.Outsider || gates.All(gate => gate.Kind is GateKind.TrustedEvent))
        {
            return value.Origin is Origin.Outsider && exposures.Any(exposure => exposure.IsOutsider) && exposures.All(exposure => exposure.Trigger.NeedsLeave || !exposure.IsOutsider) ? Gated.Leave : Gated.No;
        }

        return gates.Any(gate => gate.Kind is GateKind.SameRepository or GateKind.AuthorAssociation or GateKind.Actor && !value.Sources.IsEmpty && value.Sources.All(source => EventProperties.AreOfOne(gate.Text, source))) ? Gated.Author : Gated.Start;
    }

    private static string Asked(Gated gated) => gated switch
    {
        Gated.Start => " Only people with rights can have it run, by what stands before it; nothing says that they look at the text first.",
        Gated.Leave => " Somebody with rights lets each run of an outsider's change go before it starts; nothing says that they look at the text first.",
        Gated.Author => " What stands before it lets in only what people with rights wrote, so that it takes one of them, or a slip in that condition, for the worst.",
        _ => "",
    };

    private enum Gated
    {
        No,
        Start,
        Leave,
        Author,
    }

    // What starts a step, and what is demanded before it runs.
    private sealed record Start(ImmutableArray<Exposure> Exposures, Lazy<ImmutableArray<Gate>> Gates, ForeignRuns Runs, PlatformProfile Profile, HashSet<Place> Told)
    {
        // What comes with nothing that starts the step is empty; where nobody knows what starts it, it may hold anything.
        public bool MayFill(Provenance value) => (Exposures.IsEmpty ? !value.IsOnlyMade : !Exposure.Filling(Exposures, value.Sources).IsEmpty) && Runs.MayHaveMade(value);
    }

    // What an outsider's text gets hold of, and what starts the run.
    private static (Right Right, string Trigger) Rights(Provenance value, ImmutableArray<Exposure> exposures) =>
        value.Origin is not Origin.Outsider ? (Right.Own, "")
        : exposures.FirstOrDefault(exposure => exposure.IsPrivileged) is { } privileged ? (Right.All, privileged.Trigger.Name)
        : exposures.Any(exposure => exposure is { IsOutsider: true, IsBare: false }) || !exposures.Any(exposure => exposure.IsOutsider) ? (Right.Own, "")
        : (Right.None, exposures.FirstOrDefault(exposure => exposure.IsPrivilegedEvent)?.Trigger.Name ?? "");

    private enum Right
    {
        Own,
        All,
        None,
    }

    private static string Who(Provenance value, string shown)
    {
        // What stands there says itself where it comes from, or the source does.
        var source = value.Sources.FirstOrDefault() is { } first && !shown.Contains(first, StringComparison.OrdinalIgnoreCase) && value is { Route: null, Origin: Origin.Outsider or Origin.Contributor } ? $" ('{first}')" : "";
        var who = value.Origin switch
        {
            Origin.Outsider when value.Charset is Charset.Limited => $"anybody from outside chooses{source}, within a few kinds of characters,",
            Origin.Outsider => "anybody from outside can write" + source,
            Origin.Contributor when value.Sources.Length > 0 && value.Sources.All(one => one.StartsWith(PlatformWords.StarterSource, StringComparison.Ordinal)) => "whoever may start a run fills in" + source,
            Origin.Contributor => "everybody who can push controls" + source,
            Origin.Caller => "whoever calls this pipeline code controls",
            Origin.Maintainer => "a maintainer sets",
            _ => "comes from where the files do not tell",
        };
        return value.Route is null ? who : $"{who}, {value.Route}";
    }
}
