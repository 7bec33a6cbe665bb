using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Pipelines.Jenkins.Groovy;

namespace PoPipeline.Sources.Pipelines.Jenkins;

/// <content>Declarative pipelines.</content>
/// <remarks>Source: https://www.jenkins.io/doc/book/pipeline/syntax/#declarative-pipeline.</remarks>
internal sealed partial class PipelineWalk
{
    // The triggers for which a condition on the branch is never true: a change is built under a name of its own.
    private static readonly ImmutableArray<string> OfChanges = [JenkinsReader.Change];

    private bool skipsCheckout;

    private void VisitDeclarative(GroovyClosure body, StepScope scope)
    {
        foreach (var section in Sections(body))
        {
            switch (section.Name)
            {
                case "libraries":
                    foreach (var library in section.Body?.Body.OfType<GroovyCall>().Where(call => call.Name is "lib") ?? [])
                    {
                        Add(reuses.Library(library.Positional.FirstOrDefault()));
                    }

                    break;
                case "triggers":
                    foreach (var trigger in section.Body?.Body.OfType<GroovyCall>() ?? [])
                    {
                        Trigger(trigger);
                    }

                    break;
            }
        }

        VisitSections(body, scope, name: null, SecretPlace.PipelineVariable);
    }

    private static IEnumerable<GroovyCall> Sections(GroovyClosure body) => body.Body.OfType<GroovyCall>();

    // A pipeline or a stage: what it sets for its steps, then those.
    private void VisitSections(GroovyClosure body, StepScope scope, Located<string>? name, SecretPlace place)
    {
        var own = Sections(body).ToList();
        var (keptSkips, keptApprovals) = (skipsCheckout, approvals);
        Condition? condition = null;
        foreach (var section in own)
        {
            switch (section.Name)
            {
                case "agent":
                    scope = WithAgent(scope, section);
                    break;
                case "options":
                    foreach (var option in section.Body?.Body.OfType<GroovyCall>() ?? [])
                    {
                        skipsCheckout |= option.Name is "skipDefaultCheckout" && option.Positional.FirstOrDefault() is not GroovyConstant { Text: "false" };
                        if (option.Name is "timeout")
                        {
                            scope = scope with { Timeout = file.PlaceOf(option.Start, option.Start + "timeout".Length) };
                        }
                        else if (option.Name is "disableConcurrentBuilds" && name is null)
                        {
                            Concurrency ??= file.PlaceOf(option);
                        }
                        else if (option.Name is "lock")
                        {
                            scope = scope with { Concurrency = file.PlaceOf(option) };
                        }
                    }

                    break;
                case "when" when section.Body is { } conditions:
                    condition = ConditionOf(conditions, section);
                    break;
                case "input" when name is not null:
                    var fields = section.Body?.Body.OfType<GroovyCall>().ToList() ?? [];
                    GroovyNode? Field(string field) => section[field] ?? fields.FirstOrDefault(call => call.Name == field)?.Positional.FirstOrDefault();
                    approvals = [.. approvals, GateOf(section.Start, section.End, Field("submitter"), Field("message"))];
                    break;
            }
        }

        var bound = ImmutableArray.CreateBuilder<KeyValuePair<string, string>>();
        foreach (var assignment in own.Where(section => section.Name is "environment").SelectMany(section => section.Body?.Body ?? []).OfType<GroovyAssignment>())
        {
            if (assignment.Target is not GroovyName variable)
            {
                continue;
            }

            if (assignment.Value is GroovyCall { Name: "credentials" } credential)
            {
                var secret = (credential.Positional.FirstOrDefault() as GroovyText)?.Plain ?? SecretUse.AnyName;
                var setting = new Setting { Name = variable.Name, NameSpan = file.PlaceOf(variable), Value = file.Written(credential), Span = file.PlaceOf(credential), Secrets = [secret] };

                // One of a user and a password comes as three variables.
                foreach (var suffix in (string[])["", "_PSW"])
                {
                    bound.Add(KeyValuePair.Create(variable.Name + suffix, secret));
                    if (place is SecretPlace.PipelineVariable)
                    {
                        variables.Add(setting with { Name = variable.Name + suffix });
                    }
                    else
                    {
                        scope = scope with { Variables = scope.Variables.Add(setting with { Name = variable.Name + suffix }) };
                    }
                }

                secretUses.Add(new SecretUse { Kind = SecretUseKind.Named, Name = secret, Text = file.Written(credential), Span = file.PlaceOf(credential), Place = place, Job = name?.Value });
                continue;
            }

            if (assignment.Value is not GroovyText { IsPlain: true })
            {
                // Whatever is called there runs before the steps.
                VisitValue(assignment.Value, new StepScope(new JobHolder(jobs[0])));
            }

            var value = SettingOf(variable.Name, file.PlaceOf(variable), new ProgramText(assignment.Value, file, values), name is null ? "environment" : $"{name.Value}/environment");
            if (place is SecretPlace.PipelineVariable)
            {
                variables.Add(value);
            }
            else
            {
                scope = scope with { Variables = scope.Variables.Add(value) };
            }
        }

        using (values.With(bound))
        {
            VisitWork(own, scope, name, condition);
        }

        (skipsCheckout, approvals) = (keptSkips, name is null ? keptApprovals : approvals.IsEmpty ? keptApprovals : approvals);
    }

    private void VisitWork(List<GroovyCall> own, StepScope scope, Located<string>? name, Condition? condition)
    {
        if (name is null && !own.Exists(section => section.Name is "stages"))
        {
            // One that is not finished yet still names its machine.
            _ = JobOf(scope);
        }

        foreach (var section in own)
        {
            if (section.Body is not { } body)
            {
                continue;
            }

            switch (section.Name)
            {
                case "stages":
                    VisitStages(body, scope, name, isParallel: false, condition);
                    break;
                case "parallel":
                    VisitStages(body, scope, name, isParallel: true, condition);
                    break;
                case "matrix":
                    foreach (var inner in Sections(body))
                    {
                        scope = inner.Name is "agent" ? WithAgent(scope, inner) : scope;
                        if (inner is { Name: "stages", Body: { } cells })
                        {
                            VisitStages(cells, scope, name, isParallel: false, condition);
                        }
                    }

                    break;
                case "steps" when name is not null:
                    VisitSteps(body, scope, name, condition);
                    break;
            }
        }

        foreach (var post in own.Where(section => section.Name is "post").SelectMany(section => section.Body is { } body ? Sections(body) : []))
        {
            if (post.Body is { } body)
            {
                var job = name is not null && jobs.LastOrDefault(job => job.Id == name.Value) is { } ended ? ended : NewJob($"post {post.Name}", file.PlaceOf(post.Start, post.Start + post.Name!.Length), stage: null);

                // What ends a group of stages is left out with them.
                job.Condition ??= condition;

                // What is done whatever came of it, or when it went well, is done in each run.
                var ends = post.Name is "always" or "cleanup" or "success" ? scope.Condition : And(scope.Condition, post.Callee, Truths.Unknown, isAfterFailure: post.Name is "failure" or "aborted" or "unsuccessful" or "unstable" or "regression");
                foreach (var statement in body.Body)
                {
                    // What is done at the end changes nothing of what was before.
                    Visit(statement, scope with { Job = new JobHolder(job), Condition = ends });
                }
            }
        }
    }

    private void VisitSteps(GroovyClosure body, StepScope scope, Located<string> name, Condition? condition)
    {
        var job = NewJob(name.Value, name.Span, scope.Job.Job.Stage);
        job.Condition = condition is null ? job.Condition : job.Condition is null ? condition : condition with { Gates = [.. condition.Gates, .. job.Condition.Gates] };
        job.Timeout = scope.Timeout;
        var inner = scope with { Job = new JobHolder(job) };
        if (scope.Runner is not null && !skipsCheckout)
        {
            // Jenkins puts the code of the run into the workspace, unless it is told not to.
            job.Steps.Add(new Step { Key = job.KeyOf("checkout"), Span = name.Span, Checkout = new Checkout { Span = name.Span, Origin = Origin.Contributor, KeepsCredentials = false } });
        }

        _ = JobOf(inner);
        foreach (var statement in body.Body)
        {
            Visit(statement, inner);
        }

        before = [new Located<string>(job.Id, job.Span)];
    }

    private void VisitStages(GroovyClosure body, StepScope scope, Located<string>? around, bool isParallel, Condition? condition)
    {
        var start = before;
        var ends = ImmutableArray.CreateBuilder<Located<string>>();
        foreach (var stage in Sections(body).Where(call => call.Name is "stage"))
        {
            before = isParallel ? start : before;
            var name = file.Said(stage["name"] ?? stage.Positional.FirstOrDefault()) ?? new Located<string>("stage", file.PlaceOf(stage.Start, stage.Start + "stage".Length));
            if (stage.Body is { } inner)
            {
                var holder = new JobHolder(new JobBuilder { Id = name.Value, Span = name.Span, Stage = around?.Value });
                VisitSections(inner, scope with { Job = holder }, name, SecretPlace.JobVariable);
                ends.AddRange(before);
            }
        }

        before = isParallel && ends.Count > 0 ? [.. ends.Distinct()] : before;
        if (condition is not null)
        {
            // The condition of a group holds for each of its stages.
            foreach (var job in jobs.Where(job => job.Stage == around?.Value && around is not null))
            {
                job.Condition ??= condition;
            }
        }
    }

    private StepScope WithAgent(StepScope scope, GroovyCall agent)
    {
        var span = file.PlaceOf(agent.Start, agent.Start + "agent".Length);
        if (agent.Body is not { } body)
        {
            return agent.Positional.FirstOrDefault() switch
            {
                GroovyName { Name: "none" } => scope with { Runner = null },
                GroovyName { Name: "any" } => scope with { Runner = new Runner { Span = span, Kind = RunnerKind.Unknown }, HostAccess = [new HostAccess(HostAccessKind.MaybeController, "agent any", file.PlaceOf(agent))] },
                _ => scope with { Runner = new Runner { Span = span, Kind = RunnerKind.Unknown } },
            };
        }

        scope = scope with { Runner = new Runner { Span = span, Kind = RunnerKind.Unknown }, Container = null, Services = [], HostAccess = [] };
        foreach (var kind in Sections(body))
        {
            var fields = kind.Body?.Body.OfType<GroovyCall>().ToList() ?? [];
            GroovyNode? Field(string name) => kind[name] ?? fields.FirstOrDefault(field => field.Name == name)?.Positional.FirstOrDefault();
            var label = kind.Name is "label" ? kind.Positional.FirstOrDefault() : kind.Name is "any" ? null : Field("label");
            if (label is not null)
            {
                scope = scope with { Runner = RunnerOf(label, span), HostAccess = [.. scope.HostAccess, .. AccessOf(label, span)] };
            }

            switch (kind.Name)
            {
                case "docker" when reuses.Image(Field("image") ?? kind.Positional.FirstOrDefault()) is { } image:
                    scope = scope with { Container = new Container { Image = image, Options = file.Said(Field("args")) } };
                    break;
                case "dockerfile" when file.Said(Field("args")) is { } options:
                    scope = scope with { Container = new Container { Image = ReuseReader.Built(file.PlaceOf(kind)), Options = options } };
                    break;
                case "kubernetes":
                    var pod = pods.Read(kind.Body is null ? [kind] : kind.Body.Body);
                    scope = scope with { Services = pod.Containers, HostAccess = [.. scope.HostAccess, .. pod.Access] };
                    if (file.Said(Field("defaultContainer")) is { } named && pod.Containers.FirstOrDefault(container => container.Name == named.Value) is { } own)
                    {
                        scope = scope with { Container = own with { Name = null } };
                    }

                    break;
            }
        }

        return scope;
    }

    private Condition ConditionOf(GroovyClosure conditions, GroovyCall section)
    {
        var text = file.Written(conditions).Trim('{', '}', ' ', '\n', '\r', '\t');
        var top = Sections(conditions).ToList();
        var all = top.SelectMany(call => call is { Name: "allOf", Body: { } body } ? Sections(body) : [call]).ToList();
        var isOfBranch = all.Any(call => call.Name is "branch" or "buildingTag" or "tag"
            || (call is { Name: "not", Body: { } body } && Sections(body).Any(inner => inner.Name is "changeRequest"))
            || (call.Name is "environment" && (call["name"] as GroovyText)?.Plain is "BRANCH_NAME"));
        return new Condition
        {
            Text = text,
            Span = file.PlaceOf(section.Start, section.Start + "when".Length),
            NeverOn = isOfBranch ? OfChanges : [],
            NeverFor = WhenRuns.NeverFor(all),
            OnDefaultBranch = WhenRuns.Of(top, RunKind.DefaultBranch),
            OnProposals = WhenRuns.Of(top, RunKind.Change),
            OnReleases = WhenRuns.Of(top, RunKind.Tag),
            IsNever = WhenRuns.Of(top, RunKind.Any) is Holding.Never,
            Gates = isOfBranch ? [new Gate(GateKind.TrustedEvent, text, file.PlaceOf(conditions))] : [],
            Faults = [.. conditions.Body.SelectMany(statement => statement.All()).OfType<GroovyCall>().SelectMany(FaultsOf)],
        };
    }

    // https://www.jenkins.io/doc/book/pipeline/syntax/#when: a text that is returned is true, whatever it says.
    private IEnumerable<ConditionFault> FaultsOf(GroovyCall call)
    {
        if (call is { Name: "expression", Body: { } body })
        {
            var result = body.Body.LastOrDefault() is GroovyJump { Word: "return", Value: { } value } ? value : body.Body.LastOrDefault();
            if (result is GroovyText { Plain: { Length: > 0 } } constant)
            {
                yield return new ConditionFault(ConditionFaultKind.AlwaysTrue, file.Written(constant), file.PlaceOf(constant), "a text that is not empty counts as true, whatever it says");
            }
            else if (result is GroovyText { IsPlain: false } pasted)
            {
                yield return new ConditionFault(ConditionFaultKind.AlwaysTrue, file.Written(pasted), file.PlaceOf(pasted), "a text that is not empty counts as true, also 'false'");
            }
        }
        else if (call is { Name: "contains", Receiver: GroovyText { Plain: { } list } } && call.Positional.FirstOrDefault() is GroovyProperty { Receiver: GroovyName { Name: "env" } } && list.Contains(',', StringComparison.Ordinal))
        {
            yield return new ConditionFault(ConditionFaultKind.SubstringMatch, file.Written(call), file.PlaceOf(call), "a part of a name in the list passes as well");
        }
        else if (call is { Name: "contains" } && call.Receiver is GroovyProperty { Receiver: GroovyName { Name: "env" }, Name: "BRANCH_NAME" or "CHANGE_BRANCH" or "CHANGE_TITLE" or "TAG_NAME" or "GIT_BRANCH" } or GroovyName { Name: "BRANCH_NAME" })
        {
            yield return new ConditionFault(ConditionFaultKind.SubstringMatch, file.Written(call), file.PlaceOf(call), "any name that holds the word passes, and whoever pushes a branch names it");
        }
    }
}
