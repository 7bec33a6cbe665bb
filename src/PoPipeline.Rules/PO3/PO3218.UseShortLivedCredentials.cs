using System.Collections.Frozen;
using System.Collections.Immutable;
using PoPipeline.Rules.Analysis;
using PoPipeline.Rules.Data;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Model.Results;
using PoPipeline.Rules.Platforms;
using PoPipeline.Rules.Shell;

namespace PoPipeline.Rules.PO3;

/// <summary>PO3218: a pipeline proves who it is where it can, instead of keeping a credential that never expires.</summary>
public sealed class PO3218UseShortLivedCredentials : PipelineRule
{
    // The commands that take a credential from a variable, with it.
    private static readonly Lazy<ImmutableArray<CommandCredential>> Commands = new(() =>
        [.. Catalogue.All(ComponentKind.Command).SelectMany(command => command.Credentials.Select(credential => CommandCredential.Of(command.Name, credential)))]);

    private static readonly Lazy<FrozenSet<string>> Programs = new(() => Commands.Value.Select(command => command.Program).Append("python").Append("python3").ToFrozenSet(StringComparer.Ordinal));

    /// <inheritdoc/>
    public override string Summary => "Pipelines publish and deploy with credentials that live as long as the run, where the service offers them.";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Low;

    /// <inheritdoc/>
    public override ImmutableArray<int> Weaknesses => [798, 522];

    /// <inheritdoc/>
    public override bool IsMeantFor(Platform platform) => PlatformProfiles.Of(platform).RunsOwnCode;

    /// <inheritdoc/>
    protected override string NothingToJudge => "No pipeline uses a secret, or asks for a token that proves who it is.";

    /// <inheritdoc/>
    protected override bool Applies(Pipeline pipeline) => pipeline.SecretUses.Length > 0 || pipeline.Jobs.Any(job => !job.IdTokens.IsEmpty);

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Look(Pipeline pipeline, Snapshot snapshot) => LongLived(pipeline).Concat(pipeline.Jobs.SelectMany(job => Audiences(pipeline, job, snapshot.Repository))).Concat(Unbound(pipeline));

    private static IEnumerable<Finding> LongLived(Pipeline pipeline) =>
        pipeline.AllSteps()
            .Where(entry => MayPublish(entry.Step))
            .SelectMany(entry => OfInputs(entry.Step).Concat(OfVariables(pipeline, entry.Job, entry.Step)).Concat(OfWords(pipeline, entry.Job, entry.Step))
                .Where(found => found.Credential.IsAvoidableOn(pipeline.Platform))

                // The platform's own token ends with the job, and so does one by which it proves who it is.
                .Where(found => found.Setting.Secrets.Any(name => !PlatformProfiles.JobTokens.Contains(name) && !entry.Job.IdTokens.Any(token => token.Name == name)))
                .DistinctBy(found => found.Credential.Service)
                .Select(found => new Finding
                {
                    Message = $"'{found.Setting.Name}' opens {found.Credential.Service} with a secret that stays valid until somebody revokes it: whoever gets hold of it once can use it from anywhere. "
                        + $"{found.Credential.Service} gives a run that proves who it is a credential for minutes; use {found.Credential.Instead} instead, and delete the secret.",
                    Subject = $"{entry.Subject}/{found.Setting.Name}",
                    Place = found.Setting.Span,
                    Related = entry.Step.Span.Contains(found.Setting.Span) ? [] : [new RelatedPlace(entry.Step.Span, "what uses the secret")],
                }));

    // Hardly a step does.
    private static bool MayPublish(Step step) =>
        (step.Uses is { } uses && Catalogue.Find(uses) is { Credentials.IsEmpty: false }) || step.Scripts.Any(script => script.Commands.Any(command => Programs.Value.Contains(command.Name)));

    // Each job has such a token; what a service gives for it depends on what the service asks, which no file shows.
    private static IEnumerable<Finding> Unbound(Pipeline pipeline) =>
        from job in pipeline.Jobs
        where PlatformProfiles.Of(pipeline.Platform).KeepToBranches is not null && pipeline.GatesOf(job).IsEmpty
        from token in job.IdTokens.Take(1)
        select new Finding
        {
            Message = $"The job '{job.Id}' shows the token '{token.Name}' to a service {pipeline.PushesThatStart(job)}, so that whoever pushes one gets the credential of the service, unless that asks for the branch. {PlatformProfiles.Of(pipeline.Platform).KeepToBranches} Have the service ask for it, too.",
            Subject = $"{pipeline.SubjectOf(job)}/{token.Name}/branches",
            Place = token.Span,
            Severity = Severity.Low,
        };

    // A token that many services take can be used at another one by each service that it is shown to.
    private static IEnumerable<Finding> Audiences(Pipeline pipeline, Job job, Repository repository) =>
        from token in job.IdTokens
        from fault in FaultsOf(token, pipeline, repository)
        select new Finding
        {
            Message = $"The token '{token.Name}' {fault.Why}: a service that it is shown to, or whoever steals it there, can show it to every other one that takes it. Ask for one token a service, with an audience that only that service takes.",
            Subject = $"{pipeline.SubjectOf(job)}/{token.Name}/audience",
            Place = fault.Place,
            Severity = Severity.Low,
            Pedantic = fault.Pedantic,
        };

    private static IEnumerable<AudienceFault> FaultsOf(IdToken token, Pipeline pipeline, Repository repository)
    {
        if (token.Audiences.FirstOrDefault(audience => audience.Value.Trim() is "" || audience.Value.Contains('*', StringComparison.Ordinal)) is { } any)
        {
            return [new AudienceFault($"is for any audience ('{any.Value}')", any.Span, Pedantic: false)];
        }

        if (token.Audiences.Length > 1)
        {
            return [new AudienceFault($"is for {Counted.Of(token.Audiences.Length, "audience")} at once", token.Audiences[1].Span, Pedantic: false)];
        }

        return token.Audiences.Where(audience => IsOwn(audience.Value, pipeline, repository)).Select(audience => new AudienceFault($"is for '{audience.Value}', the platform itself, which every service that trusts the platform may take", audience.Span, Pedantic: true));
    }

    // A command that takes a credential: of 'aws' any, of all others the one that publishes.
    private sealed record CommandCredential(string Program, string? Verb, LongLivedCredential Credential)
    {
        public static CommandCredential Of(string name, LongLivedCredential credential) =>
            name.Split(' ', 2) is [var program, var verb] ? new CommandCredential(program, verb, credential) : new CommandCredential(name, Verb: null, credential);

        public bool IsPublishedBy(Step step) => step.Scripts.Any(script => script.Commands.Any(IsPublishedBy));

        // Asked of each command for each credential, so that the program is looked at first: hardly a command is one.
        public bool IsPublishedBy(Command command)
        {
            if (command.Name != Program && !(command.Name is "python" or "python3" && command.Words.Any(word => word.Text == Program)))
            {
                return false;
            }

            return Verb is null
                ? command.Words.Length > 1 && !command.Words.Any(word => word.Text.StartsWith("--endpoint-url", StringComparison.Ordinal) || word.Text is "--version" or "help")
                : command.Words.Skip(1).Any(word => word.Text == Verb)
                    && !command.Words.Any(word => word.Text is "--dry-run" || (Program is "cargo" && word.Text is "-n"))
                    && !command.ValuesOf("--repository-url", "--registry", "--source", "-s", "--index-url", "--publish-url", "--host", "--repository", "-r").Any(word => NamesOtherRegistry("registry", word.Text));
        }
    }

    private sealed record AudienceFault(string Why, Place Place, bool Pedantic);

    private static bool IsOwn(string audience, Pipeline pipeline, Repository repository) =>
        PlatformProfiles.Of(pipeline.Platform).OwnAddresses.Contains(audience.TrimEnd('/'), StringComparer.OrdinalIgnoreCase)
        || (repository.Url is { } url && Uri.TryCreate(url, UriKind.Absolute, out var home) && Uri.TryCreate(audience, UriKind.Absolute, out var address) && address.Host.Equals(home.Host, StringComparison.OrdinalIgnoreCase) && address.AbsolutePath is "/");

    private static IEnumerable<Word> Behind(Command command, string name)
    {
        for (var index = 1; index + 1 < command.Words.Length; index++)
        {
            if (command.Words[index].Text == name)
            {
                yield return command.Words[index + 1];
            }
        }
    }

    // What stands behind an option or a word of the command itself.
    private static IEnumerable<Held> OfWords(Pipeline pipeline, Job job, Step step)
    {
        foreach (var target in Commands.Value)
        {
            foreach (var script in step.Scripts)
            {
                foreach (var command in script.Commands)
                {
                    if (target.IsPublishedBy(command) && SecretOf(pipeline, job, step, script, command, target.Credential.Setting) is { } held)
                    {
                        var place = script.PlaceOf(command.Offset, command.Length);
                        yield return new Held(target.Credential, new Setting { Name = held.Shown, NameSpan = place, Value = held.Shown, Span = place, Secrets = held.Names });
                    }
                }
            }
        }
    }

    // The secret that a command publishes with; null where it has none, or publishes elsewhere.
    private static Secret? SecretOf(Pipeline pipeline, Job job, Step step, Script script, Command command, string setting) =>
        NamesOtherIndex(command.Assignments) || NamesOtherIndex(pipeline, job, step)
            ? null
            : Behind(command, setting)
                .Concat(command.Words.Where(word => word.Text.StartsWith(setting + "=", StringComparison.Ordinal)))
                .Select(word => SecretIn(pipeline, job, step, word.Text.StartsWith(setting + "=", StringComparison.Ordinal) ? word.Text[(setting.Length + 1)..] : word.Text) is { } name
                    ? new Secret(name, [name])
                    : PastedIn(script, word))
                .FirstOrDefault(secret => secret is not null);

    // What the platform pastes into a word.
    private static Secret? PastedIn(Script script, Word word) =>
        script.Interpolations.FirstOrDefault(pasted => word.Offset <= pasted.Offset && pasted.Offset < word.Offset + word.Length && SecretTexts.IsSecret(pasted)) is { } found ? new Secret(found.Text, found.Secrets) : null;

    // The variable that a word holds, where that is a secret: one that the files tell, or what only the settings can set.
    private static string? SecretIn(Pipeline pipeline, Job job, Step step, string word)
    {
        if (StepEnvironment.VariableIn(word, _ => true) is not { } name || IsMade(step, name))
        {
            return null;
        }

        var known = StepEnvironment.Of(pipeline, job, step).GetValueOrDefault(name);
        return known is not null ? (known.Secrets.IsEmpty ? null : name)
            : PlatformProfiles.Of(pipeline.Platform).GivesSecretsToAll && word.Trim('"').TrimStart('$').Trim('{', '}') == name && name is not ("HOME" or "PWD") ? name : null;
    }

    // What the script makes itself may be valid for minutes.
    private static bool IsMade(Step step, string name) => step.Scripts.Any(script => script.Commands.Any(command =>
        command.Assignments.Concat(command.Name is "export" ? command.Words.Skip(1) : []).Any(word => word.Text.StartsWith(name + "=", StringComparison.Ordinal))));

    private static IEnumerable<Held> OfInputs(Step step) =>
        from credential in step.Uses is { } uses ? Catalogue.Find(uses)?.Credentials ?? [] : []
        where !NamesOtherRegistry(step)
        from input in step.Inputs
        where input.Name.Equals(credential.Setting, StringComparison.OrdinalIgnoreCase)
        select new Held(credential, input);

    private static IEnumerable<Held> OfVariables(Pipeline pipeline, Job job, Step step)
    {
        if (step.Scripts.IsEmpty || (step.Variables.IsEmpty && job.Variables.IsEmpty && pipeline.Variables.IsEmpty))
        {
            yield break;
        }

        var settings = step.Variables.AddRange(job.Variables).AddRange(pipeline.Variables);
        foreach (var target in Commands.Value)
        {
            foreach (var setting in settings)
            {
                if (setting.Name == target.Credential.Setting && !IsMade(step, setting.Name)
                    && target.IsPublishedBy(step)
                    && !job.Steps.Any(other => other.Uses is { } uses && Catalogue.Find(uses) is { GivesShortLived: true })
                    && job.IdTokens.IsEmpty
                    && !NamesOtherService(settings, target.Program)
                    && !NamesOtherIndex(pipeline, job, step)
                    && !job.Steps.Any(NamesOtherRegistry))
                {
                    yield return new Held(target.Credential, setting);
                }
            }
        }
    }

    // Others speak the same language at addresses of their own; and what nobody sets before the script may be what the script was given for minutes.
    private static bool NamesOtherService(ImmutableArray<Setting> settings, string command) =>
        command is "aws" && settings.Any(setting => setting.Name.StartsWith("AWS_ENDPOINT_URL", StringComparison.Ordinal) || (setting.Name is "AWS_SECRET_ACCESS_KEY" && setting.Secrets is [var own] && own == setting.Name && setting.Value.TrimStart('$') == own));

    // Variables that say where to publish, set by the files or by the script itself.
    private static bool NamesOtherIndex(Pipeline pipeline, Job job, Step step) =>
        StepEnvironment.Of(pipeline, job, step).Values.Any(setting => IsOtherIndex(setting.Name, setting.Value))
        || step.Scripts.Any(script => script.Commands.Any(command => (command.Words.IsEmpty && NamesOtherIndex(command.Assignments)) || (command.Name is "export" && NamesOtherIndex(command.Words))));

    private static bool NamesOtherIndex(ImmutableArray<Word> assignments) => assignments.Any(word => word.Text.Split('=', 2) is [var name, var value] && IsOtherIndex(name, value));

    private static bool IsOtherIndex(string name, string value) =>
        name is "TWINE_REPOSITORY_URL" or "TWINE_REPOSITORY" or "UV_PUBLISH_URL" or "UV_PUBLISH_INDEX" or "HATCH_INDEX_REPO" or "FLIT_INDEX_URL" or "NPM_CONFIG_REGISTRY" or "npm_config_registry" && NamesOtherRegistry("registry", value);

    // Private registries, and those of forges, have ways of their own.
    private static bool NamesOtherRegistry(Step step) => step.Inputs.Any(input => NamesOtherRegistry(input.Name, input.Value));

    private static bool NamesOtherRegistry(string name, string value) =>
        (name.Contains("registry", StringComparison.OrdinalIgnoreCase) || name.Contains("repository-url", StringComparison.OrdinalIgnoreCase) || name.Equals("repository_url", StringComparison.OrdinalIgnoreCase))
        && value.Length > 0
        && !value.Contains("npmjs.org", StringComparison.Ordinal) && !value.Contains("pypi.org", StringComparison.Ordinal) && !value.Contains("rubygems.org", StringComparison.Ordinal)
        && !value.Contains("nuget.org", StringComparison.Ordinal) && value is not ("pypi" or "testpypi");

    private sealed record Secret(string Shown, ImmutableArray<string> Names);

    private sealed record Held(LongLivedCredential Credential, Setting Setting);
}
