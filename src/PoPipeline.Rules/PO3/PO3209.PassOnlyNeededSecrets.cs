using System.Collections.Immutable;
using PoPipeline.Rules.Analysis;
using PoPipeline.Rules.Data;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Model.Results;
using PoPipeline.Rules.Platforms;

namespace PoPipeline.Rules.PO3;

/// <summary>PO3209: each part of a pipeline gets only the secrets that it needs.</summary>
public sealed class PO3209PassOnlyNeededSecrets : PipelineRule
{
    // Of thousands that are alike the first ones say enough.
    private const int MostShown = 50;

    /// <inheritdoc/>
    public override string Summary => "No job, step or called pipeline gets secrets, or a token, that it does not need.";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Medium;

    /// <inheritdoc/>
    public override bool Fixable => true;

    /// <inheritdoc/>
    public override ImmutableArray<int> Weaknesses => [200, 522];

    /// <inheritdoc/>
    public override bool IsMeantFor(Platform platform) => PlatformProfiles.Of(platform).RunsOwnCode;

    /// <inheritdoc/>
    protected override string NothingToJudge => "No pipeline uses a secret or keeps the token of a checkout.";

    /// <inheritdoc/>
    protected override bool Applies(Pipeline pipeline) => pipeline.SecretUses.Length > 0 || HasPasswords(pipeline) || BuildArguments.In(pipeline).Any() || pipeline.AllSteps().Any(entry => entry.Step.Checkout is not null || entry.Step.Exchanges.Any(exchange => exchange.Kind is ExchangeKind.Upload));

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Look(Pipeline pipeline, Snapshot snapshot)
    {
        var isPrivileged = CallGraph.Of(snapshot).ExposuresOf(pipeline).Any(exposure => exposure.IsPrivileged);
        return
        [
            .. pipeline.SecretUses.Select(use => Judge(pipeline, use, isPrivileged, snapshot.Repository.Owner is not null)).OfType<Finding>(),
            .. Groups(pipeline),
            .. pipeline.AllSteps().Select(AppToken).OfType<Finding>(),
            .. pipeline.Jobs.SelectMany(job => Artifacts(pipeline, job)),
            .. BuildArguments.In(pipeline).Select(BuildArgument),
            .. pipeline.AllSteps().SelectMany(entry => OnCommandLines(pipeline, entry)),
            .. SentTokens.In(pipeline, snapshot.Repository).Select(Sent),
            .. from job in pipeline.Jobs
               from uploaded in SecretFiles.UploadedIn(pipeline, job)
               where !EndsWithJob(pipeline, job, uploaded.File.Shown)
               select Uploaded(pipeline, job, uploaded),
            .. from job in pipeline.Jobs
               where job.Steps.Any(step => step.Checkout is { KeepsCredentials: true })
               from entry in job.Steps.Zip(StepsBehind.Each(job), (step, behind) => new { Step = step, Behind = behind })
               let checkout = entry.Step.Checkout
               where checkout is not null && checkout.KeepsCredentials
               let finding = Kept(pipeline, job, entry.Step, checkout, entry.Behind)
               where finding is not null
               select finding,
        ];
    }

    private static bool HasPasswords(Pipeline pipeline) => pipeline.AllSteps().Any(entry => entry.Step.Scripts.Any(script => script.Commands.Any(command => CommandPassword.Of(command).Any(password => password is { TakesInput: true, Value.Literal: false }))));

    // A token of an app has all that the app was given, in each repository where it is installed, unless the step says less.
    private static Finding? AppToken(PlacedStep entry)
    {
        if (entry.Step.Uses is not { } uses || Catalogue.Find(uses)?.AppToken is not { } known)
        {
            return null;
        }

        bool IsGiven(Func<string, bool> isAsked) => entry.Step.Inputs.Any(input => isAsked(input.Name) && input.Value.Trim().Length > 0);
        var isEverywhere = (known.Owner is null || IsGiven(name => name.Equals(known.Owner, StringComparison.OrdinalIgnoreCase))) && !IsGiven(name => known.Repositories.Contains(name, StringComparer.OrdinalIgnoreCase));
        var isAll = !IsGiven(name => known.Permissions.Any(start => name.StartsWith(start, StringComparison.OrdinalIgnoreCase)));
        if (!isEverywhere && !isAll)
        {
            return null;
        }

        return new Finding
        {
            Message = $"'{uses.Name}' makes a token {(isAll ? "with every right of the app" : "with the rights that are named")}, {(isEverywhere ? "for every repository in which the app is installed" : "for the repositories that are named, or this one")}, and each later step that gets it can use "
                + $"all of that. Name {(isEverywhere ? "the repositories" : "")}{(isEverywhere && isAll ? " and " : "")}{(isAll ? "the rights" : "")} that are needed.",
            Subject = $"{entry.Subject}/app-token",
            Place = uses.Span,
            Severity = isEverywhere && isAll ? Severity.Medium : Severity.Low,
            Pedantic = !isEverywhere,
        };
    }

    private static Finding BuildArgument(BuildArguments argument) => new()
    {
        Message = (argument.Secret is { } secret
                ? $"The secret '{secret}' goes into the build of an image as the argument '{argument.Name}'"
                : $"The argument '{argument.Name}' of the build of an image is named like a secret")
            + $": what the last stage of a build takes as an argument stands in the history of the image, for everybody who can pull it, and nothing masks it there{(argument.EndsWithJob ? "; it ends with the job, and until then opens what that may do" : "")}. "
            + "Hand it to the build as a secret, which is mounted where it is needed and kept nowhere, as by '--secret'.",
        Subject = $"{argument.Step.Subject}/build-argument/{argument.Name}",
        Place = argument.Place,
        Severity = argument.Secret is null || argument.EndsWithJob ? Severity.Low : Severity.Medium,
    };

    // Docker warns of it each time; the input of a process is nobody else's.
    private static IEnumerable<Finding> OnCommandLines(Pipeline pipeline, PlacedStep entry)
    {
        var tokens = PlatformProfiles.Of(pipeline.Platform).JobTokens;
        foreach (var script in entry.Step.Scripts.Where(script => script.Text.Contains("login", StringComparison.Ordinal)))
        {
            var environment = StepEnvironment.Of(pipeline, entry.Job, entry.Step);
            var texts = new SecretTexts(script, environment);
            for (var index = 0; index < script.Commands.Length; index++)
            {
                texts.Follow(index);
                foreach (var password in CommandPassword.Of(script.Commands[index]).Where(password => password is { TakesInput: true, Value.Literal: false }))
                {
                    // What stands there is a password, whatever the variable is called.
                    var known = texts.HeldBy(index, password.Value)?.Shown ?? StepEnvironment.VariableIn(password.Value.Text, tokens.Contains);
                    if ((known ?? StepEnvironment.VariableIn(password.Value.Text, name => !IsWritten(environment, name))) is { } shown)
                    {
                        yield return new Finding
                        {
                            Message = $"The {(known is null ? "password" : "secret")} '{shown}' stands in the command line of '{password.By}', where every other process on the machine can read it. "
                                + "Hand it over on the input, by '--password-stdin'.",
                            Subject = $"{entry.Subject}/{password.By}/{shown}",
                            Place = script.PlaceOf(password.Value.Offset, password.Value.Length),
                            Severity = Severity.Low,
                            Pedantic = true,
                        };
                    }
                }
            }
        }
    }

    // One that the files show hides nothing.
    private static bool IsWritten(IReadOnlyDictionary<string, Setting> environment, string name) => environment.TryGetValue(name, out var setting) && setting is { Secrets.IsEmpty: true, Interpolations.IsEmpty: true } && !setting.Value.Contains('$', StringComparison.Ordinal);

    private static Finding Sent(SentToken sent) => new()
    {
        Message = $"The token of the job, '{sent.Token}', is sent to '{sent.Host}', which {(sent.IsCertain ? "is not where the platform runs" : "does not look like the server of the platform")}: whoever runs that host, or reads its log, can do with it what the job may, as long as that runs. "
            + "Send it to the platform alone, and give the other host a credential of its own.",
        Subject = $"{sent.Step.Subject}/{sent.Token}/{sent.Host}",
        Place = sent.Place,
        Severity = sent.IsCertain ? Severity.Medium : Severity.Low,
    };

    // Where artifacts go out once the scripts are through, what ends with the job is worthless in them.
    private static bool EndsWithJob(Pipeline pipeline, Job job, string secret) =>
        job.IdTokens.Any(token => token.Name == secret) || (PlatformProfiles.Of(pipeline.Platform) is { UploadsLast: true } profile && profile.JobTokens.Contains(secret, StringComparer.Ordinal));

    private static Finding Uploaded(Pipeline pipeline, Job job, UploadedSecret uploaded)
    {
        var (step, file, path) = uploaded;
        var readers = step.Exchanges.FirstOrDefault(exchange => exchange.IsRestricted && (exchange.Paths.Contains(path) || exchange.Untracked == path.Span))?.Readers ?? ExchangeReaders.Everybody;
        var held = file.Shown is SecretUse.AnyName ? "all variables, the secrets among them" : $"the secret '{file.Shown}'";
        var what = file.Packed is null ? $"'{file.Path}', which holds {held}" : $"'{file.Path}' with '{file.Origin}' in it, which holds {held}";
        var by = path.Value.Trim() == file.Path ? "" : $" with '{path.Value.Trim()}'";
        return new Finding
        {
            Message = $"An artifact of the job '{job.Id}' takes {what}, along{by}: {WhoGets(readers)}. "
                + "Remove the file before the upload, or leave it out of it, and change the secret if an artifact with it was kept.",
            Subject = $"{pipeline.SubjectOf(job, step)}/upload/{file.Path}",
            Place = path.Span,
            Severity = readers switch
            {
                ExchangeReaders.Everybody => Severity.High,
                ExchangeReaders.Nobody => Severity.Low,
                _ => Severity.Medium,
            },
            Related =
            [
                new RelatedPlace(file.Place, "what makes the file out of the secret"),
                .. file.Packed is { } packed ? [new RelatedPlace(packed, "what packs it")] : ImmutableArray<RelatedPlace>.Empty,
            ],
        };
    }

    private static string WhoGets(ExchangeReaders readers) => readers switch
    {
        ExchangeReaders.Nobody => "nobody can download it, but each job that takes it over has the secret, and it lies on the server as long as it is kept",
        ExchangeReaders.Maintainers => "each member with the role of a maintainer or a higher one can download it as long as it is kept, and no mask hides a secret in it",
        ExchangeReaders.Developers => "each member with the role of a developer or a higher one can download it as long as it is kept, and no mask hides a secret in it",
        _ => "whoever can read the repository can download it as long as it is kept, and no mask hides a secret in it",
    };

    private static Finding? Judge(Pipeline pipeline, SecretUse use, bool isPrivileged, bool isOwnerKnown) => use.Kind switch
    {
        SecretUseKind.All => Found(pipeline, use, Severity.High, false,
            $"'{use.Text}' hands over every secret of the repository and its organisation at once, also those added later. One printed or stolen text then gives them all away. "
            + "Name each secret that is needed."),
        SecretUseKind.Computed => Found(pipeline, use, isPrivileged ? Severity.Medium : Severity.Low, false,
            $"'{use.Text}' picks a secret by a computed name, so that the platform must hand every secret to the machine that runs the job. Name the secrets that are "
            + "needed, one job or one environment each."),
        SecretUseKind.Pasted => Found(pipeline, use, Severity.Medium, false,
            $"'{use.Text}' puts the secret '{use.Name}' into the text of the program before that is read, so that it stands on a command line, where other processes of the machine see it, and quotes or operators in it change what the program does. "
            + "It is in the environment as well: let the program read it there.") with
        { Fix = use.Fix },
        SecretUseKind.Inherited => Inherited(pipeline, use, isOwnerKnown),
        SecretUseKind.Forwarded => Forwarded(pipeline, use),
        SecretUseKind.Keys => Found(pipeline, use, Severity.Medium, false,
            $"'{use.Text}' puts every key of SSH into the job that the settings hold, also those added later, so that each step, and all code that it reuses, can go wherever one of them lets it. Name those that the job needs by their fingerprints."),

        SecretUseKind.Named when use.Place is SecretPlace.Parameter => Found(pipeline, use, Severity.Low, true,
            $"Whoever starts a run fills in the secret '{use.Name}', and then every step of every job has it in its environment, and all code that those reuse. "
            + "Keep it among the credentials of the platform, and give it to the step that needs it."),

        // Where every job has every secret anyway, a variable of the pipeline gives none of them more.
        SecretUseKind.Named when use.Place is SecretPlace.PipelineVariable && !PlatformProfiles.Of(pipeline.Platform).GivesSecretsToAll => Found(pipeline, use, Severity.Low, true,
            $"The secret '{use.Name}' is an environment variable of the whole pipeline, so every step of every job can read it, and all code that those reuse. "
            + "Set it in the step that needs it."),
        _ => null,
    };

    // One finding a group, however many jobs take it: it is limited for all of them at once.
    private static IEnumerable<Finding> Groups(Pipeline pipeline) =>
        from use in pipeline.SecretUses
        where use.Kind is SecretUseKind.Group
        let job = pipeline.Jobs.FirstOrDefault(job => job.Id == use.Job)
        where job is not null && pipeline.GatesOf(job).IsEmpty
        group new { Use = use, Job = job } by use.Name into uses
        let first = uses.MinBy(one => one.Job.Id, StringComparer.Ordinal)
        select Found(pipeline, first.Use, Severity.Low, false,
            $"The job '{first.Job.Id}' gets every secret of the {PlatformProfiles.Of(pipeline.Platform).SecretGroup} '{uses.Key}' {pipeline.PushesThatStart(first.Job)}, and nobody is asked before. {PlatformProfiles.Of(pipeline.Platform).GuardGroup}.") with
        {
            Related = [.. uses.Where(one => one != first).Take(MostShown).Select(one => new RelatedPlace(one.Use.Span, $"the job '{one.Job.Id}', of which the same is true"))],
        };

    private static Finding Inherited(Pipeline pipeline, SecretUse use, bool isOwnerKnown)
    {
        var called = use.Receiver?.Text ?? "the called pipeline";
        var readers = use.Receiver is { Pin: Pin.Commit or Pin.Digest } ? "Whoever writes the commit that is named can read them." : "Whoever can change that repository can read them.";
        return use.Receiver?.Publisher switch
        {
            Publisher.SameRepository => Found(pipeline, use, Severity.Low, true,
                $"'{called}' gets every secret of its caller, also those that it does not use, and nothing here says which it needs. Pass the secrets by name."),
            Publisher.SameOwner => Found(pipeline, use, Severity.Low, false,
                $"'{called}', in another repository of this owner, gets every secret of its caller, also those added later. {readers} "
                + "Pass the secrets that it needs by name."),
            _ => Found(pipeline, use, Severity.Medium, false,
                $"'{called}', in {(isOwnerKnown ? "a repository of somebody else" : "another repository")}, gets every secret of its caller, also those added later. {readers} "
                + "Pass the secrets that it needs by name."),
        };
    }

    private static Finding Forwarded(Pipeline pipeline, SecretUse use)
    {
        var called = use.Receiver?.Text ?? "the called pipeline";
        return use.Name is null
            ? Found(pipeline, use, Severity.Low, use.Receiver?.Publisher is Publisher.SameRepository,
                $"'{called}' gets every variable that the pipeline was started with, by hand, by a schedule or by a trigger, secrets among them, and they overrule what it sets itself. "
                + "Hand it the variables that it needs by name.")
            : Found(pipeline, use, Severity.Low, use.Receiver?.Publisher is Publisher.SameOwner,
                $"The secret '{use.Name}' is in '{use.Text}', a variable of the whole pipeline, and so goes to '{called}' as well, though the job that starts it does not name it. Whoever can change that pipeline can read it. "
                + "Set the variable in the jobs that need it, or have the job that starts the other pipeline hand over none.");
    }

    // An artifact is kept for everybody who may look at the pipeline.
    private static IEnumerable<Finding> Artifacts(Pipeline pipeline, Job job)
    {
        var uploads = job.Steps.SelectMany(step => step.Exchanges).Where(exchange => exchange is { Kind: ExchangeKind.Upload, IsRestricted: false });
        var subject = pipeline.SubjectOf(job);
        return uploads.SelectMany(upload => upload.Paths.Where(path => SecretFileNames.IsOne(path.Value)).Select(path => new Finding
        {
            Message = $"'{path.Value.Trim()}' is uploaded as an artifact, and files of that name hold secrets: whoever can look at the pipeline can download it. Leave it out, or limit who may download the artifact.",
            Subject = $"{subject}/{path.Value.Trim()}/artifact",
            Place = path.Span,
            Severity = Severity.Low,
        })).Concat(uploads.Where(upload => upload.Untracked is not null).Select(upload => new Finding
        {
            Message = "Every file that the job leaves lying is uploaded as an artifact, also those that the repository ignores because nobody is to see them. Name the files that later jobs need.",
            Subject = $"{subject}/untracked",
            Place = upload.Untracked!.Value,
            Severity = Severity.Low,
            Pedantic = true,
        }));
    }

    private static Finding? Kept(Pipeline pipeline, Job job, Step step, Checkout checkout, StepsBehind behind)
    {
        var permissions = pipeline.PermissionsOf(job);
        var isPowerless = permissions is { Rest: Access.None } && permissions.Grants.All(grant => grant.Access is Access.None);
        if (isPowerless || behind.Push)
        {
            return null;
        }

        var upload = checkout.KeepsOutside ? null : behind.UploadOf(checkout);
        var isReadOnly = permissions is { Rest: not Access.Write } && permissions.Grants.All(grant => grant.Access is not Access.Write);
        return new Finding
        {
            Message = upload is not null
                ? "The checkout keeps the token in the workspace, and the workspace is uploaded as an artifact: whoever can download the artifact while the job runs has the token. "
                    + Advice(pipeline, "or upload only what was built")
                : $"The checkout keeps the token {(checkout.KeepsOutside ? "beside" : "in")} the workspace, where every later step of the job, and all code that it reuses, can read it; no step is seen to push with it. "
                    + Advice(pipeline, otherwise: null),
            Subject = $"{pipeline.SubjectOf(job, step)}/credentials",
            Place = checkout.CredentialsSpan ?? step.Uses?.Span ?? checkout.Span,
            Severity = upload is not null && !isReadOnly ? Severity.Medium : Severity.Low,
            // Beside the workspace only those find it who look for it, and no upload takes it along.
            Pedantic = (isReadOnly && upload is null) || checkout.KeepsOutside,
            Related = upload is null ? [] : [new RelatedPlace(upload.Span, "what uploads the workspace")],
            Fix = behind.NeedNoCredentials(step, isReadOnly) ? checkout.CredentialsFix : null,
        };
    }

    private static string Advice(Pipeline pipeline, string? otherwise) =>
        $"{(PlatformProfiles.Of(pipeline.Platform).DropCredentials is { } words ? $"Set '{words}' at the checkout" : "Keep the checkout from leaving it there")}{(otherwise is null ? "" : $", {otherwise}")}.";

    private static Finding Found(Pipeline pipeline, SecretUse use, Severity severity, bool pedantic, string message) => new()
    {
        Message = message,
        Subject = $"{pipeline.Subject}{string.Join('/', new[] { use.Job, use.Step, use.Place.ToString(), use.Name ?? use.Text }.Where(part => part is not null))}",
        Place = use.Span,
        Severity = severity,
        Pedantic = pedantic,
    };
}
