using System.Collections.Immutable;
using PoPipeline.Rules.Data;
using PoPipeline.Rules.Flow;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Model.Results;
using PoPipeline.Rules.Shell;
using PoPipeline.Sources.Commands;
using PoPipeline.Sources.Pipelines.Jenkins.Groovy;

namespace PoPipeline.Sources.Pipelines.Jenkins;

/// <content>Steps, and the blocks around them.</content>
internal sealed partial class PipelineWalk
{
    private static bool IsStep(GroovyCall call) => call.Receiver is null || (call.Receiver is GroovyName holder && Array.IndexOf(Holders, holder.Name) >= 0);

    private void VisitCall(GroovyCall call, StepScope scope, bool isAlone)
    {
        Reached(call, scope);
        Called(call, scope);
        if (call.Name is "writeFile" && IsStep(call))
        {
            fetches.Take(call, scope.Directory?.Value);
        }

        if (call.Receiver is { } receiver && !IsStep(call))
        {
            VisitMethodCall(call, receiver, scope);
            return;
        }

        switch (call.Name)
        {
            case "pipeline" when call.Body is { } body && call.Receiver is null:
                IsPipeline = true;
                VisitDeclarative(body, scope);
                return;
            case "node" when call.Body is not null:
                IsPipeline = true;
                VisitBlock(call, WithNode(scope, call, call["label"] ?? call.Positional.FirstOrDefault()));
                return;
            case "stage":
                IsPipeline = true;
                VisitStage(call, scope);
                return;
            case "parallel":
                VisitParallel(call, scope);
                return;
            case "sh":
                Script(call, call["script"] ?? call.Positional.FirstOrDefault(), ShellKind.Posix, scope, isAlone);
                break;
            case "bat":
                Script(call, call["script"] ?? call.Positional.FirstOrDefault(), ShellKind.Cmd, scope, isAlone);
                break;
            case "powershell" or "pwsh":
                Script(call, call["script"] ?? call.Positional.FirstOrDefault(), ShellKind.PowerShell, scope, isAlone);
                break;
            case "sshCommand":
                Script(call, call["command"], ShellKind.Posix, scope, isAlone);
                break;
            case "writeFile" when RepositoryTexts.PathOf(values.Listed(call["text"])) is { } read && ShellOf(read) is not ShellKind.Unknown and var shell && resources?.Find(read) is { } resource:
                // What is written so is run by the next step.
                Resource(call, resource, shell, scope);
                break;
            case "writeFile" when file.Said(call["file"]) is { } target && ShellOf(target.Value) is not ShellKind.Unknown and var language && call["text"] is { } program:
                Write(call, scope);
                Script(call, program, language, scope, isAlone: false);
                break;
            case "unzip" or "untar" when file.Said(call["zipFile"] ?? call["file"]) is { } archive:
                Unpack(call, archive, scope);
                break;
            case "writeFile" or "writeJSON" or "writeYaml" or "writeProperties":
                Write(call, scope);
                break;
            case "python":
                Script(call, call["script"] ?? call.Positional.FirstOrDefault(), ShellKind.Python, scope, isAlone);
                break;
            case "evaluate":
                Script(call, call.Positional.FirstOrDefault(), ShellKind.Groovy, scope, isAlone);
                break;
            case "load" when (call["path"] ?? call.Positional.FirstOrDefault()) is { } loaded and not GroovyClosure:
                Load(call, loaded, scope);
                break;
            case "checkout" or "git" or "svn" or "gitlabCommitStatus" when call.Name is "checkout" or "git" or "svn":
                Checkout(call, scope);
                break;
            case "archiveArtifacts" or "archive":
                Exchange(call, ExchangeKind.Upload, call["artifacts"] ?? call["includes"] ?? call.Positional.FirstOrDefault(), scope, ExchangeReaders.Everybody);
                break;
            case "stash":
                Exchange(call, ExchangeKind.Upload, call["includes"], scope, ExchangeReaders.Nobody, takesAll: call["includes"] is null);
                break;
            case "unstash" or "unarchive":
                Exchange(call, ExchangeKind.Download, node: null, scope, ExchangeReaders.Nobody);
                break;
            case "copyArtifacts":
                Exchange(call, ExchangeKind.Download, call["target"], scope, ExchangeReaders.Nobody);
                break;
            case "input":
                Approve(call, scope);
                break;
            case "httpRequest" or "nexusArtifactUploader" or "build" or "s3Upload" or "ansiblePlaybook" or "ftpPublisher" or "sshPublisher" or "kubernetesDeploy" or "rtUpload":
                fetches.Take(call, scope.Directory?.Value);
                Plugin(call, scope);
                break;
            case "recordIssues" or "dependencyCheckPublisher" or "publishHTML" or "scanForIssues" or "publishIssues":
                AddStep(call, scope, call.Name, step => step with { Plugin = KnownPlugin(call), Effects = StepEffects.PublishesResults });
                break;
            case "library":
                Add(reuses.Library(call["identifier"] ?? call.Positional.FirstOrDefault()));
                break;
            case "properties":
                Properties(call);
                break;
            case "withEnv" or "dir" or "timeout" or "lock" or "catchError" or "warnError" or "container" or "podTemplate" or "withDockerContainer" or "throttle":
                VisitScope(call, scope);
                return;
            case { } when KnownPlugin(call) is { } plugin:
                Tool(call, plugin, scope);
                break;
        }

        if (Bindings.Knows(call.Name))
        {
            VisitBound(call, scope);
            return;
        }

        VisitBlock(call, scope);
    }

    // What a file of the repository does, its pipeline is asked for.
    private void Called(GroovyCall call, StepScope scope)
    {
        var isLoad = call is { Name: "load", Receiver: null };
        var path = isLoad ? LoadedFile.PathOf(call) : values.Targets(call) is [{ Path: var found }, ..] ? found : null;
        if (path is not null && path != file.Path && (!isLoad || resources?.Has(path) is true))
        {
            var span = file.PlaceOf(call.NameStart, call.NameStart + call.Name!.Length);
            AddStep(call, scope, call.Name!, step => step with { Uses = ReuseReader.Own(path, span, isLoad) });
        }
    }

    // Arguments, and the block behind.
    private void VisitBlock(GroovyCall call, StepScope scope)
    {
        foreach (var argument in call.Arguments)
        {
            VisitValue(argument.Value, scope);
        }
    }

    private void VisitMethodCall(GroovyCall call, GroovyNode receiver, StepScope scope)
    {
        // docker.image('x').inside('-v …') { … }, docker.image('x').withRun('…') { … }
        if (receiver is GroovyCall { Name: "image", Receiver: GroovyName { Name: "docker" } } image && call.Name is "inside" or "withRun" or "run")
        {
            var options = call.Positional.FirstOrDefault() is { } given && file.Said(given) is { } said ? said : null;
            if (reuses.Image(image.Positional.FirstOrDefault()) is { } reference)
            {
                var container = new Container { Name = call.Name is "inside" ? null : "container", Image = reference, Options = options };
                var inner = call.Name is "inside" ? scope with { Container = container } : scope with { Services = scope.Services.Add(container) };
                _ = JobOf(inner);
                VisitBlock(call, inner);
                return;
            }
        }

        if (call is { Name: "me", Receiver: GroovyName { Name: "Eval" } } or { Name: "evaluate" or "parse", Receiver: GroovyNew { Type: "GroovyShell" or "groovy.lang.GroovyShell" } })
        {
            Script(call, call.Positional.LastOrDefault(), ShellKind.Groovy, scope, isAlone: false);
        }

        if (call.Name is "push" && dockerImages?.Of(receiver) is { } pushed)
        {
            Push(call, pushed, scope);
        }

        VisitValue(receiver, scope);

        // docker.withRegistry('https://…', 'id') { … }, docker.withServer('tcp://…', 'id') { … }
        if (receiver is GroovyName { Name: "docker" } && call.Name is "withRegistry" or "withServer")
        {
            VisitBound(call, call.Name is "withRegistry" ? scope with { Registry = RegistryOf(call) } : scope);
            return;
        }

        VisitBlock(call, scope);
    }

    private void VisitBound(GroovyCall call, StepScope scope)
    {
        var bound = Bindings.Of(call, values.Listed);
        foreach (var (secret, at) in bound.Select(binding => (binding.Secret, binding.At)).Distinct())
        {
            secretUses.Add(new SecretUse { Kind = SecretUseKind.Named, Name = secret, Text = file.Written(at), Span = file.PlaceOf(at), Place = SecretPlace.JobVariable, Job = scope.Job.Job.Id });
        }

        scope = scope with
        {
            Variables =
            [
                .. scope.Variables,
                .. bound.Where(binding => binding.Variable is not null)
                    .Select(binding => new Setting { Name = binding.Variable!, NameSpan = file.PlaceOf(binding.At), Value = $"credentials('{binding.Secret}')", Span = file.PlaceOf(binding.At), Secrets = [binding.Secret], IsPath = binding.IsPath }),
            ],
        };

        // The path of a file is no secret; whoever knows it has nothing.
        using (values.With(bound.Where(binding => binding is { Variable: not null, IsPath: false }).Select(binding => KeyValuePair.Create(binding.Variable!, binding.Secret))))
        {
            VisitBlock(call, scope);
        }
    }

    private void VisitScope(GroovyCall call, StepScope scope)
    {
        var body = call.Body;
        var job = scope.Job.Job;
        switch (call.Name)
        {
            case "withEnv":
                scope = scope with { Variables = [.. scope.Variables, .. Entries(call)] };
                break;
            case "dir" when (call["path"] ?? call.Positional.FirstOrDefault()) is { } folder and not GroovyClosure:
                scope = scope with { Directory = FolderOf(folder, scope.Directory?.Value ?? "") };
                break;
            case "timeout":
                scope = scope with { Timeout = file.PlaceOf(call.Start, call.Start + "timeout".Length) };
                job.Timeout ??= job.Steps.Count == 0 ? scope.Timeout : null;
                break;
            case "lock" or "throttle":
                scope = scope with { Concurrency = file.PlaceOf(call.Start, call.Start + call.Name.Length) };
                break;
            case "catchError" or "warnError":
                // The result of the build is that of a failure, unless it says another one.
                var isPassedOver = call.Name is "warnError" || (call["buildResult"] is GroovyText { Plain: "SUCCESS" or "UNSTABLE" } or GroovyConstant { Text: "null" });
                scope = isPassedOver ? scope with { Tolerated = new Located<string>("true", file.PlaceOf(call.Start, call.Start + call.Name.Length)) } : scope;
                break;
            case "container" when file.Said(call["name"] ?? call.Positional.FirstOrDefault()) is { } name:
                scope = scope with { Container = scope.Services.FirstOrDefault(service => service.Name == name.Value) is { } own ? own with { Name = null } : scope.Container };
                break;
            case "withDockerContainer":
                var image = reuses.Image(call["image"] ?? call.Positional.FirstOrDefault());
                scope = image is null ? scope : scope with { Container = new Container { Image = image, Options = file.Said(call["args"]) } };
                break;
            case "podTemplate":
                var pod = pods.Read(call.Arguments.Where(argument => argument.Value != body).Select(argument => argument.Value).Concat(call["yaml"] is null ? [] : [call with { Arguments = [.. call.Arguments.Where(argument => argument.Name is "yaml")] }]));
                scope = scope with { Services = [.. scope.Services, .. pod.Containers], HostAccess = [.. scope.HostAccess, .. pod.Access] };
                break;
        }

        VisitBlock(call, scope);
    }

    // What only the run knows stands in it as a shell would write it, so that nobody takes it for a name.
    private Located<string> FolderOf(GroovyNode node, string outer)
    {
        var text = new ProgramText(node, file, values);
        if (text.Pasted.IsEmpty)
        {
            return new Located<string>(Within(outer, text.Text), text.Span);
        }

        var first = text.Pasted[0];
        var rest = first.Offset == 0 && WorkspaceNames.Contains(first.Text) ? $".{text.Text[first.Text.Length..]}" : text.Text;
        var isOfWorkspace = rest != text.Text;
        var written = text.Pasted.Length > (isOfWorkspace ? 1 : 0) && !rest.Contains('$', StringComparison.Ordinal) ? $"${{{rest}}}" : rest;
        return new Located<string>(isOfWorkspace || written.StartsWith('$') ? written : Within(outer, written), text.Span);
    }

    // Blocks within each other go on from where the outer one stands, unless it says a path from the root.
    private static string Within(string outer, string inner) =>
        outer.Length == 0 || inner is ['/' or '\\' or '~', ..] or [_, ':', ..] ? inner
        : FolderPath.Join(outer, inner) is { } joined && !outer.Contains('$', StringComparison.Ordinal) ? (joined.Length == 0 ? "." : joined)
        : $"{outer.TrimEnd('/')}/{inner}";

    private static readonly ImmutableArray<string> WorkspaceNames = ["WORKSPACE", "env.WORKSPACE", "$WORKSPACE", "${WORKSPACE}", "${env.WORKSPACE}", "$env.WORKSPACE"];

    private IEnumerable<Setting> Entries(GroovyCall call)
    {
        foreach (var entry in ((call["overrides"] ?? call.Positional.FirstOrDefault()) as GroovyList)?.Items ?? [])
        {
            var text = new ProgramText(entry, file, values);
            if (text.Text.IndexOf('=', StringComparison.Ordinal) is > 0 and var end)
            {
                var name = text.Text[..end];
                var value = text.Text[(end + 1)..];
                yield return new Setting
                {
                    Name = name,
                    NameSpan = text.PlaceOf(0, end),
                    Value = credentials.Masked(value, text.PlaceOf(end + 1, value.Length), (offset, length) => text.PlaceOf(end + 1 + offset, length), name, $"withEnv/{name}"),
                    Span = text.PlaceOf(end + 1, value.Length),
                    Secrets = [.. text.Pasted.SelectMany(pasted => pasted.Secrets).Distinct(StringComparer.Ordinal)],
                    Interpolations = [.. text.Pasted.Where(pasted => pasted.Offset > end).Select(pasted => pasted with { Offset = pasted.Offset - end - 1 })],
                };
            }
        }
    }

    private void VisitStage(GroovyCall call, StepScope scope)
    {
        var name = file.Said(call["name"] ?? call.Positional.FirstOrDefault());
        var span = name?.Span ?? file.PlaceOf(call.Start, call.Start + "stage".Length);
        var job = NewJob(name?.Value ?? "stage", span, scope.Job.Job.Stage);
        if (call.Body is not { } body)
        {
            // 'stage "x"' names all that follows.
            scope.Job.Job = job;
            before = [new Located<string>(job.Id, job.Span)];
            return;
        }

        foreach (var statement in body.Body)
        {
            Visit(statement, scope with { Job = new JobHolder(job) });
        }

        before = [new Located<string>(job.Id, job.Span)];
    }

    private void VisitParallel(GroovyCall call, StepScope scope)
    {
        var start = before;
        var ends = ImmutableArray.CreateBuilder<Located<string>>();
        foreach (var argument in call.Arguments)
        {
            before = start;
            if (argument is { Name: { } name, Value: GroovyClosure branch })
            {
                var job = NewJob(name, file.PlaceOf(argument.Start, Math.Max(argument.NameEnd, argument.Start + 1)), scope.Job.Job.Id);
                foreach (var statement in branch.Body)
                {
                    Visit(statement, scope with { Job = new JobHolder(job) });
                }

                ends.Add(new Located<string>(job.Id, job.Span));
            }
            else
            {
                VisitValue(argument.Value, scope);
            }
        }

        before = ends.Count > 0 ? ends.ToImmutable() : start;
    }

    private StepScope WithNode(StepScope scope, GroovyCall call, GroovyNode? label)
    {
        var span = file.PlaceOf(call.Start, call.Start + (call.Name?.Length ?? 1));
        return scope with { Runner = RunnerOf(label, span), HostAccess = [.. scope.HostAccess, .. AccessOf(label, span)] };
    }

    private Runner RunnerOf(GroovyNode? label, Place span) =>
        new() { Span = span, Kind = RunnerKind.Unknown, Labels = file.Said(label) is { } said ? [said] : [] };

    // https://www.jenkins.io/doc/book/security/controller-isolation/
    private ImmutableArray<HostAccess> AccessOf(GroovyNode? label, Place span)
    {
        if (label is null || file.Said(label) is { Value.Length: 0 })
        {
            return [new HostAccess(HostAccessKind.MaybeController, "node", span)];
        }

        if (file.Said(label) is { } said && said.Value.Split('|', '&', '(', ')', ' ').Any(part => part is "master" or "built-in" or "builtin" or "controller"))
        {
            return [new HostAccess(HostAccessKind.Controller, said.Value, said.Span)];
        }

        var value = values.Of(label).Provenance;
        return value is { Origin: Origin.Outsider or Origin.Contributor, Charset: >= Charset.Line } ? [new HostAccess(HostAccessKind.NamedByOthers, file.Said(label)?.Value ?? file.Written(label), file.PlaceOf(label))] : [];
    }

    // The job of a place, with what is around the place.
    private static JobBuilder JobOf(StepScope scope)
    {
        var job = scope.Job.Job;
        job.Runner ??= scope.Runner;
        job.Container ??= scope.Container;
        job.Services = [.. job.Services.Union(scope.Services)];
        job.HostAccess = [.. job.HostAccess.Union(scope.HostAccess)];
        job.Concurrency ??= scope.Concurrency;
        return job;
    }

    private void AddStep(GroovyCall call, StepScope scope, string key, Func<Step, Step> make)
    {
        if (++steps > MostSteps)
        {
            return;
        }

        IsPipeline = true;
        var job = JobOf(scope);
        job.Timeout ??= scope.Timeout;
        job.Steps.Add(make(new Step
        {
            Key = job.KeyOf(key),
            Span = file.PlaceOf(call),
            Variables = scope.Variables,
            WorkingDirectory = scope.Directory,
            ContinueOnError = scope.Tolerated,
            Condition = scope.Condition,
        }));
    }

    private void Script(GroovyCall call, GroovyNode? node, ShellKind shell, StepScope scope, bool isAlone)
    {
        if (node is null or GroovyClosure)
        {
            return;
        }

        if (resources?.Read(values.Listed(node)) is { } resource && call.Name is not "evaluate")
        {
            Resource(call, resource, shell, scope);
            return;
        }

        var text = new ProgramText(node, file, values);
        pastes += text.Pasted.Length;
        if (IsTooLong)
        {
            return;
        }

        if (text.Text.StartsWith("#!", StringComparison.Ordinal) && shell is ShellKind.Posix)
        {
            var line = text.Text.AsSpan(0, text.Text.IndexOf('\n', StringComparison.Ordinal) is > 0 and var end ? end : text.Text.Length);
            shell = line.Contains("python", StringComparison.Ordinal) ? ShellKind.Python : line.Contains("pwsh", StringComparison.Ordinal) ? ShellKind.PowerShell : line.Contains("node", StringComparison.Ordinal) ? ShellKind.JavaScript
                : line.Contains("sh", StringComparison.Ordinal) ? shell : ShellKind.Unknown;
        }

        var job = scope.Job.Job;
        var masked = credentials.Masked(text.Text, text.Span, text.PlaceOf, name: null, $"jobs/{job.Id}/{call.Name}");
        var script = new Script { Shell = shell, Starts = StartOf(text.Text), Text = masked, Span = text.Span, Anchors = text.Anchors, Interpolations = text.Pasted };
        if (shell is ShellKind.Groovy)
        {
            script = script with { Fetched = fetches.Of(node, scope.Directory?.Value, call.Receiver is GroovyName { Name: "Eval" } ? "Eval.me" : call.Name!) };
        }
        else
        {
            // What is written is run by another step.
            var run = fetches.Take(script, scope.Directory?.Value);
            script = script with { Fetched = call.Name is "writeFile" ? null : run };
        }

        var flow = ScriptFlow.Of(script, FlowStart);
        var ignored = call["returnStatus"] is GroovyConstant { Text: "true" } status ? isAlone || statuses?.Fails(call) is false ? new Located<string>("true", file.PlaceOf(status)) : statuses?.Fails(call) is null ? new Located<string>("returnStatus", file.PlaceOf(status)) : null : null;
        AddStep(call, scope, KeyOf(call.Name!, masked), step => step with
        {
            Scripts = [script with { Sinks = flow.Sinks }],
            ContinueOnError = ignored ?? step.ContinueOnError,
        });
        if (call.Name is not "writeFile")
        {
            // In a file no list of processes shows it; that it is written is told of by itself.
            PastedSecrets(call, node, text, shell, job);
        }
    }

    // What is loaded is a file, of which its path says no more than which one it is.
    private void Load(GroovyCall call, GroovyNode path, StepScope scope)
    {
        var text = new ProgramText(path, file, values);
        var fetched = fetches.OfFile(path, scope.Directory?.Value);
        var chosen = text.Pasted.FirstOrDefault(pasted => pasted.Provenance.IsForeign);
        if (fetched is null && (chosen is null || LoadedFile.PathOf(call) is not null))
        {
            return;
        }

        AddStep(call, scope, KeyOf(call.Name!, text.Text), step => step with
        {
            Scripts =
            [
                new Script
                {
                    Shell = ShellKind.Groovy,
                    Text = text.Text,
                    Span = text.Span,
                    Anchors = text.Anchors,
                    Fetched = fetched,
                    Sinks = chosen is null ? [] : [new TextSink(SinkKind.Path, chosen.Provenance, chosen.Text, call.Name!, chosen.Span, chosen.Offset)],
                },
            ],
        });
    }

    // A script that lies in a file of its own, into which nothing is pasted.
    private void Resource(GroovyCall call, JenkinsText resource, ShellKind shell, StepScope scope)
    {
        var masked = credentials.Masked(resource.Text, resource.Whole, (offset, length) => resource.PlaceOf(offset, offset + length), name: null, $"jobs/{scope.Job.Job.Id}/{resource.Path}");
        var script = new Script { Shell = shell, Starts = StartOf(resource.Text), Text = masked, Span = resource.Whole, Anchors = resource.Anchors };
        var flow = ScriptFlow.Of(script, FlowStart);
        AddStep(call, scope, $"{call.Name} {resource.Path}", step => step with { Scripts = [script with { Sinks = flow.Sinks }] });
    }

    // https://www.jenkins.io/doc/pipeline/steps/workflow-durable-task-step/#sh-shell-script: -xe, unless the script says what reads it.
    private static ScriptStart StartOf(string text) => ShellStart.OfFirstLine(text) ?? ScriptStart.StopsAtError;

    private FlowStart FlowStart => new() { Variable = values.Variable, Answer = command => GitAnswers.Of(command, Origin.Contributor) };

    private static ShellKind ShellOf(string path) => path[(path.LastIndexOf('.') + 1)..] switch
    {
        "sh" or "bash" => ShellKind.Posix,
        "ps1" => ShellKind.PowerShell,
        "bat" or "cmd" => ShellKind.Cmd,
        "py" => ShellKind.Python,
        _ => ShellKind.Unknown,
    };

    private static string KeyOf(string name, string text)
    {
        const int Longest = 40;
        var words = string.Join(' ', text.Split([' ', '\n', '\r', '\t'], 12, StringSplitOptions.RemoveEmptyEntries).Take(3));
        return $"{name} {(words.Length > Longest ? words[..Longest] : words)}".TrimEnd();
    }

    private void PastedSecrets(GroovyCall call, GroovyNode node, ProgramText text, ShellKind shell, JobBuilder job)
    {
        foreach (var pasted in text.Pasted.Where(pasted => !pasted.Secrets.IsEmpty))
        {
            foreach (var secret in pasted.Secrets)
            {
                if (pastedSecrets.Add($"{job.Id}/{secret}/{call.Start}"))
                {
                    secretUses.Add(new SecretUse
                    {
                        Kind = SecretUseKind.Pasted,
                        Name = secret,
                        Text = pasted.Text,
                        Span = pasted.Span,
                        Place = SecretPlace.Script,
                        Job = job.Id,
                        Step = job.Steps.Count > 0 ? job.Steps[^1].Key : null,
                        Fix = shell is ShellKind.Posix ? SingleQuotes(node, text) : null,
                    });
                }
            }
        }
    }

    // "curl -u $USER:$PASSWORD" says the same in single quotes, where nothing is pasted but variables of the environment, and nothing is escaped.
    private Fix? SingleQuotes(GroovyNode node, ProgramText text)
    {
        if (node is not GroovyText { Quote: GroovyQuote.Double or GroovyQuote.TripleDouble } literal || text.Pasted.Any(pasted => pasted.Secrets.IsEmpty))
        {
            return null;
        }

        var quote = literal.Quote is GroovyQuote.Double ? "'" : "'''";
        var written = file.Written(literal);
        var inner = written[(literal.Quote is GroovyQuote.Double ? 1 : 3)..^(literal.Quote is GroovyQuote.Double ? 1 : 3)];
        return inner.Contains('\\', StringComparison.Ordinal) || inner.Contains('\'', StringComparison.Ordinal) || literal.Pieces.Any(piece => piece.Pasted is not (null or GroovyName) || (piece.Pasted is GroovyName variable && values.SecretIn(variable.Name) is null))
            ? null
            : new Fix("Let the shell read the secret from its environment.", [new Edit(file.PlaceOf(literal), $"{quote}{inner}{quote}")]);
    }

    private void Checkout(GroovyCall call, StepScope scope)
    {
        var written = file.Written(call);
        var isOwn = call.Name is "checkout" && call.Positional.FirstOrDefault() is GroovyName { Name: "scm" };
        var texts = call.Arguments.SelectMany(argument => argument.Value.All()).ToList();
        var isForeign = !isOwn && (KnownVariables.NamesProposal(written) || texts.OfType<GroovyName>().Concat<GroovyNode>(texts.OfType<GroovyProperty>())
            .Select(node => values.Of(node).Provenance).Any(found => found.Origin is Origin.Outsider || found.Sources.Any(source => source.StartsWith(Provenance.ProposedCode, StringComparison.Ordinal))));
        var named = call["branch"] ?? texts.OfType<GroovyMap>().Select(map => map["name"]).FirstOrDefault(name => name is not null);
        AddStep(call, scope, call.Name!, step => step with
        {
            Checkout = new Checkout
            {
                Span = named is null ? file.PlaceOf(call) : file.PlaceOf(named),
                Ref = named is null ? "" : file.Said(named)?.Value ?? file.Written(named),
                Origin = isForeign ? Origin.Outsider : Origin.Contributor,
                Directory = scope.Directory?.Value,
                KeepsCredentials = false,
            },
        });
    }

    private void Exchange(GroovyCall call, ExchangeKind kind, GroovyNode? node, StepScope scope, ExchangeReaders readers, bool takesAll = false)
    {
        var origin = Origin.Constant;
        if (call.Name is "copyArtifacts" && file.Said(call["projectName"]) is { } project)
        {
            var isOfChange = project.Value.Split('/', '-', '_', ' ').Any(word => word.ToUpperInvariant() is "PR" or "PULL" or "PULLREQUEST" or "MR" or "GHPRB") || KnownVariables.NamesProposal(project.Value) || values.Of(call["projectName"]!).Provenance.Origin is Origin.Outsider;
            origin = isOfChange ? Origin.Outsider : Origin.Unknown;
        }

        AddStep(call, scope, call.Name!, step => step with
        {
            Exchanges =
            [
                new Exchange
                {
                    Kind = kind,
                    Span = file.PlaceOf(call.Start, call.Start + call.Name!.Length),
                    Origin = origin,
                    Paths = takesAll || node is not null ? [.. PathsOf(takesAll ? new Located<string>("**", file.PlaceOf(call.Start, call.Start + call.Name!.Length)) : file.Said(node), scope, ""), .. PathsOf(file.Said(call["excludes"]), scope, "!")] : [],
                    IncludesHidden = true,
                    Readers = readers,
                },
            ],
        });
    }

    // A list of patterns from the folder that the steps around stand in.
    private static IEnumerable<Located<string>> PathsOf(Located<string>? patterns, StepScope scope, string mark)
    {
        var folder = scope.Directory is { } inner ? $"{inner.Value.TrimEnd('/')}/" : "";
        return patterns is null ? [] : patterns.Value.Split(',').Select(pattern => new Located<string>($"{mark}{folder}{pattern.Trim()}", patterns.Span));
    }

    private void Write(GroovyCall call, StepScope scope)
    {
        var content = call["text"] ?? call["json"] ?? call["data"] ?? call.Positional.FirstOrDefault();
        if (content is not null && file.Said(call["file"]) is { } path && values.Of(content).Secrets is { IsEmpty: false } secrets)
        {
            var folder = scope.Directory is { } inner ? $"{inner.Value.TrimEnd('/')}/" : "";
            AddStep(call, scope, call.Name!, step => step with { Files = [new WrittenFile($"{folder}{path.Value}", file.PlaceOf(call)) { Text = secrets[0], Secrets = secrets }] });
        }
    }

    // https://www.jenkins.io/doc/pipeline/steps/pipeline-utility-steps/#unzip-extract-zip-file: what a program of that name would do.
    private void Unpack(GroovyCall call, Located<string> archive, StepScope scope)
    {
        var target = file.Said(call["dir"])?.Value;
        if (!IsPlain(archive.Value) || (target is not null && !IsPlain(target)))
        {
            return;
        }

        var text = call.Name is "untar" ? $"tar -xf {archive.Value}{(target is null ? "" : $" -C {target}")}" : $"unzip {archive.Value}{(target is null ? "" : $" -d {target}")}";
        AddStep(call, scope, KeyOf(call.Name!, archive.Value), step => step with { Scripts = [new Script { Shell = ShellKind.Posix, Text = text, Span = file.PlaceOf(call), Anchors = [new TextAnchor(0, file.PlaceOf(call).Region.StartLine, file.PlaceOf(call).Region.StartColumn)] }] });

        static bool IsPlain(string path) => path.Length > 0 && path[0] is not '-' && path.All(character => char.IsAsciiLetterOrDigit(character) || character is '.' or '_' or '-' or '/');
    }

    // https://www.jenkins.io/doc/book/pipeline/docker/#building-containers: what 'docker push' would do. What only the run knows stands in its name as a shell would write it.
    private void Push(GroovyCall call, GroovyCall image, StepScope scope)
    {
        const string open = "$IMAGE";
        var name = image.Positional.FirstOrDefault() is GroovyText { Plain: { } said } && IsImage(said) ? said : open;
        var tag = (call["tag"] ?? call.Positional.FirstOrDefault()) is GroovyText { Plain: { } chosen } && IsImage(chosen) && name is not open ? $":{chosen}" : "";
        var span = file.PlaceOf(call.NameStart, call.NameStart + call.Name!.Length);
        var text = $"docker push {(scope.Registry is { } registry ? $"{registry}/" : "")}{(tag.Length == 0 ? name : $"{Untagged(name)}{tag}")}";
        AddStep(call, scope, KeyOf(call.Name!, name), step => step with { Scripts = [new Script { Shell = ShellKind.Posix, Text = text, Span = span }] });

        static bool IsImage(string text) => text.Length > 0 && text[0] is not '-' && text.All(character => char.IsAsciiLetterOrDigit(character) || character is '.' or '_' or '-' or '/' or ':' or '@');
        static string Untagged(string name) => name.LastIndexOf(':') is var colon && colon > name.LastIndexOf('/') ? name[..colon] : name;
    }

    // docker.withRegistry('http://localhost:5000', 'id'), docker.withRegistry(url: …)
    private static string? RegistryOf(GroovyCall call) =>
        (call["url"] ?? call.Positional.FirstOrDefault()) is GroovyText { Plain: { } said } && Uri.TryCreate(said, UriKind.Absolute, out var address) && address.Host.Length > 0 ? address.Authority : null;

    private void Plugin(GroovyCall call, StepScope scope) => AddStep(call, scope, call.Name!, step => step with
    {
        Inputs =
        [
            .. call.Arguments.Where(argument => argument.Name is not null && argument.Value is GroovyText or GroovyConstant).Select(argument =>
                SettingOf(argument.Name!, file.PlaceOf(argument.Start, argument.NameEnd), new ProgramText(argument.Value, file, values), $"{call.Name}")),
        ],
    });

    // A step of a plugin that the catalogue knows, by a name that no method of the file has.
    private Located<string>? KnownPlugin(GroovyCall call) =>
        call.Name is { } name && Catalogue.Find(ComponentKind.Library, name) is not null && values.Targets(call).Count == 0 ? new Located<string>(name, file.PlaceOf(call.NameStart, call.NameStart + name.Length)) : null;

    private void Tool(GroovyCall call, Located<string> plugin, StepScope scope) => AddStep(call, scope, call.Name!, step => step with
    {
        Plugin = plugin,
        Inputs =
        [
            .. call.Arguments.Where(argument => argument.Name is not null && argument.Value is GroovyText or GroovyConstant).Select(argument =>
                SettingOf(argument.Name!, file.PlaceOf(argument.Start, argument.NameEnd), new ProgramText(argument.Value, file, values), $"{call.Name}")),
        ],
    });

    private void Approve(GroovyCall call, StepScope scope)
    {
        var gate = GateOf(call.Start, call.End, call["submitter"], call["message"] ?? call.Positional.FirstOrDefault());
        var job = scope.Job.Job;
        approvals = [gate];

        // What comes behind it in the same job waits as well.
        job.Condition ??= new Condition { Text = gate.Text, Span = gate.Span, Gates = [gate] };
        AddStep(call, scope, "input", step => step);
    }

    private Gate GateOf(int start, int end, GroovyNode? submitter, GroovyNode? message)
    {
        var text = file.Said(message)?.Value is { } said ? $"input '{said}'" : "input";
        return new Gate(GateKind.Approval, text, file.PlaceOf(start, Math.Min(end, start + "input".Length))) { IsOpen = submitter is null || file.Said(submitter) is { Value: "" or "authenticated" } };
    }

    // properties([disableConcurrentBuilds(), pipelineTriggers([cron('H 4 * * *')])])
    private void Properties(GroovyCall call)
    {
        foreach (var inner in call.Parts.SelectMany(part => part.All()).OfType<GroovyCall>())
        {
            if (inner.Name is "disableConcurrentBuilds")
            {
                Concurrency ??= file.PlaceOf(inner);
            }
            else if (inner.Name is "pipelineTriggers")
            {
                foreach (var trigger in inner.Parts.SelectMany(part => part is GroovyList list ? list.Items : [part]).OfType<GroovyCall>())
                {
                    Trigger(trigger);
                }
            }
        }
    }

    private void Trigger(GroovyCall call)
    {
        var isOfOutsiders = call.Name is "issueCommentTrigger" or "githubPullRequests" or "ghprbTrigger" or "GenericTrigger" or "gitlab" or "githubPullRequest";
        triggers.Add(new Trigger { Name = call.Name ?? "trigger", Span = file.PlaceOf(call.Start, call.Start + (call.Name?.Length ?? 1)), StartedBy = isOfOutsiders ? Origin.Outsider : Origin.Contributor, Privileged = !isOfOutsiders, Occasion = call.Name is "cron" or "parameterizedCron" ? Occasion.Schedule : Occasion.Other });
        if (call.Name is "GenericTrigger" or "gitlab" && (call["token"] ?? call["secretToken"]) is GroovyText { IsPlain: true } token)
        {
            var text = new ProgramText(token, file, values);
            _ = credentials.Password(text.Text, text.Span, text.PlaceOf, "token of a webhook", $"triggers/{call.Name}");
        }
    }

    private static bool IsRuntime(GroovyCall call) => call.Receiver is GroovyName { Name: "Runtime" } or GroovyProperty { Name: "Runtime" };

    // Code that works only outside of the sandbox, in the server itself.
    private void Reached(GroovyNode node, StepScope scope)
    {
        var found = node switch
        {
            GroovyProperty { Name: "instance" or "instanceOrNull", Receiver: GroovyName { Name: "Jenkins" or "Hudson" } } => true,
            GroovyProperty { Name: "instance", Receiver: GroovyProperty { Name: "Jenkins" or "Hudson" } } => true,
            GroovyCall { Name: "getInstance" or "get" or "getActiveInstance", Receiver: GroovyName { Name: "Jenkins" or "Hudson" } } => true,
            GroovyCall { Name: "getInstance" or "get", Receiver: GroovyProperty { Name: "Jenkins" } } => true,
            GroovyCall { Name: "me" or "x" or "xy", Receiver: GroovyName { Name: "Eval" } } => true,
            GroovyCall { Receiver: GroovyCall { Name: "getRuntime" } runtime } => IsRuntime(runtime) && reached.Add(runtime),
            GroovyCall { Name: "getRuntime" } runtime => IsRuntime(runtime) && reached.Add(runtime),
            GroovyProperty { Name: "runtime", Receiver: GroovyName { Name: "Runtime" } } => true,
            GroovyCall { Name: "execute", Receiver: { } program } => program is GroovyText or GroovyList or GroovyOperation { IsConcatenation: true, Operands: [GroovyText, ..] } || (program is GroovyName named && values.SetTo(named.Name) is GroovyText or GroovyList or GroovyOperation { IsConcatenation: true, Operands: [GroovyText, ..] }),
            GroovyCall { Name: "exit", Receiver: GroovyName { Name: "System" } } => true,
            GroovyCall { Name: "forName", Receiver: GroovyName { Name: "Class" } } => true,
            GroovyNew { Type: "GroovyShell" or "GroovyClassLoader" or "ProcessBuilder" or "URLClassLoader" or "groovy.lang.GroovyShell" or "java.lang.ProcessBuilder" } => true,
            _ => false,
        };
        if (found)
        {
            var written = file.Written(node);
            var job = scope.Job.Job;
            var kind = node is GroovyCall { Name: "availableProcessors" or "totalMemory" or "freeMemory" or "maxMemory", Receiver: GroovyCall { Name: "getRuntime" } } ? HostAccessKind.ControllerSize : HostAccessKind.ControllerCode;
            job.HostAccess = [.. job.HostAccess.Union([new HostAccess(kind, written.Length > 60 ? string.Concat(written.AsSpan(0, 59), "…") : written, file.PlaceOf(node))])];
        }
    }
}
