using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.CircleCi;

/// <summary>Reads a job as a workflow, or somebody who takes it out of an orb, has it run.</summary>
/// <param name="texts">Puts parameters into texts.</param>
/// <param name="references">Reads what is reused.</param>
/// <param name="steps">Takes commands apart.</param>
/// <param name="budget">How much is taken apart.</param>
/// <param name="continues">The pipeline of this repository that a file starts, by its path; null where it is none.</param>
internal sealed class JobReader(TextResolver texts, ReferenceReader references, StepExpander steps, ReadingBudget budget, Func<string, string?> continues)
{
    // Raised above this a step that hangs is as good as not limited; the platform ends it after ten minutes without output.
    private static readonly TimeSpan LongestSilence = TimeSpan.FromHours(1);

    private readonly SettingReader settings = new(texts);

    /// <summary>Whether a job of a workflow waits for somebody.</summary>
    /// <param name="invocation">The job.</param>
    public static bool IsApproval(Invocation invocation) => invocation.Type is "approval";

    /// <summary>Reads a job of a workflow.</summary>
    /// <param name="invocation">How the workflow has it run.</param>
    /// <param name="id">What it is called there.</param>
    /// <param name="scope">What names mean in the workflow.</param>
    /// <param name="secrets">Takes the uses of secrets.</param>
    public Job Read(Invocation invocation, string id, Scope scope, JobFindings secrets)
    {
        // What the workflow hands over may hold values of the matrix.
        var matrix = invocation.Matrix(scope);
        var own = matrix.Count == 0 ? scope : scope with { Matrix = matrix };
        foreach (var context in Contexts(invocation, scope))
        {
            secrets.Add(new SecretUse { Kind = SecretUseKind.Group, Name = context.Value, Text = context.Value, Span = context.Span, Place = SecretPlace.Other, Job = id });
        }

        var job = new Job
        {
            Id = id,
            Span = invocation.Name.Span,
            Start = IsApproval(invocation) ? new Start(StartKind.Blocking, invocation.Keys!.Entry("type")!.Key.Span) : null,
            Timeout = invocation.Name.Span,
            Concurrency = invocation.Keys?.Entry("serial-group")?.Key.Span,
        };
        var named = invocation.Keys?["override-with"] is YamlScalar { IsNull: false } other && scope.Library.Job(other.Value) is { } better ? (Part: better, Name: other) : (Part: scope.Library.Job(invocation.Name.Value), invocation.Name);
        if (IsApproval(invocation) || named.Part is not { } part)
        {
            return job;
        }

        if (part.Definition is null)
        {
            if (ReferenceReader.Taken(part.Orb!, named.Name.Value, named.Name.Span) is not { } reference)
            {
                return job;
            }

            var given = invocation.Keys is null ? null : new YamlMapping(invocation.Keys.Span, [.. invocation.Keys.Entries.Where(entry => !Invocation.Own.Contains(entry.Key.Value) && entry.Value is not YamlSequence)], isFlow: false);
            var executor = given is null ? null : Executor.Of(given, own, texts);
            var called = new ExpandedStep(named.Name, given, named.Name.Span, own, reference, []);
            var handed = new YamlSequence(named.Name.Span, [.. (invocation.Keys?.Entries ?? []).Where(entry => !Invocation.Own.Contains(entry.Key.Value) && entry.Value is YamlSequence).Select(entry => entry.Value).Where(node => ((YamlSequence)node).Items.All(item => item is YamlMapping { Entries.Length: 1 } or YamlScalar { Value: "checkout" }))], isFlow: false);
            return Steps(job, [executor ?? new Executor([])], [.. Around("pre-steps"), .. steps.Expand(handed, own), called, .. Around("post-steps")], secrets);
        }

        var keys = part.Definition.Value as YamlMapping;
        if (keys is null || keys["type"] is YamlScalar { Value: not "build" })
        {
            return job;
        }

        var bound = Binder.Bind(part, invocation.Keys, own, matrix);
        return Steps(job, [.. Executor.All(keys, bound, texts)], [.. Around("pre-steps"), .. steps.Expand(keys["steps"], bound), .. Around("post-steps")], secrets);

        ImmutableArray<ExpandedStep> Around(string key) => invocation.Keys?[key] is { } list ? steps.Expand(list, own) : [];
    }

    /// <summary>Reads a job, or a command, that others take out of an orb.</summary>
    /// <param name="part">The job or the command.</param>
    /// <param name="id">What it is called.</param>
    /// <param name="secrets">Takes the uses of secrets.</param>
    public Job Offered(Part part, string id, JobFindings secrets)
    {
        var keys = part.Definition!.Value as YamlMapping;
        var job = new Job { Id = id, Span = part.Definition.Key.Span, Timeout = part.Definition.Key.Span };
        var scope = Binder.Offer(part);
        return keys is null ? job : Steps(job, [Executor.Of(keys, scope, texts)], steps.Expand(keys["steps"], scope), secrets);
    }

    /// <summary>Reads a job that runs by itself, without a workflow.</summary>
    /// <param name="part">The job.</param>
    /// <param name="secrets">Takes the uses of secrets.</param>
    public Job Alone(Part part, JobFindings secrets)
    {
        var keys = part.Definition!.Value as YamlMapping;
        var job = new Job { Id = part.Definition.Key.Value, Span = part.Definition.Key.Span, Timeout = part.Definition.Key.Span };
        var scope = Binder.Bind(part, given: null, new Scope(part.Library, Scope.None));
        return keys is null ? job : Steps(job, [Executor.Of(keys, scope, texts)], steps.Expand(keys["steps"], scope), secrets);
    }

    private Job Steps(Job job, ImmutableArray<Executor> executors, ImmutableArray<ExpandedStep> expanded, JobFindings secrets)
    {
        var reader = new ExecutorReader(texts, references, settings);
        var executor = executors[0];
        var runner = reader.Runner(executor, job.Span);
        var all = executors.Select(reader.Containers).ToImmutableArray();
        var containers = all.FirstOrDefault(one => !one.IsEmpty, []);
        if (executors.Length > 1)
        {
            // Each value of a matrix makes a job of its own, which runs elsewhere.
            var others = executors.Select(one => reader.Runner(one, job.Span)).ToImmutableArray();
            runner = runner with
            {
                Kind = others.Any(one => one.Kind is RunnerKind.SelfHosted) ? RunnerKind.SelfHosted : runner.Kind,
                Labels = [.. others.SelectMany(one => one.Labels).DistinctBy(label => label.Value)],
                Image = others.Select(one => one.Image).FirstOrDefault(image => image is { Immutable: false }) ?? runner.Image,
            };
            containers = containers.IsEmpty ? [] : containers.SetItem(0, containers[0] with { Others = [.. containers[0].Others, .. all.Where(one => !one.IsEmpty).Select(one => one[0].Image).Where(image => image.Text != containers[0].Image.Text).DistinctBy(image => image.Text)] });
        }

        ImmutableArray<Setting> variables = [.. (containers.IsEmpty ? [] : containers[0].Variables), .. executor.Levels.Reverse().SelectMany(level => settings.Read(level.Keys["environment"], level.Scope))];
        var walk = new JobSteps(job.Id, reader.ShellOf(executor, runner), reader.StartOf(executor), variables, texts, settings, secrets, budget, continues);
        var read = ImmutableArray.CreateBuilder<Step>(expanded.Length);
        foreach (var step in expanded)
        {
            read.Add(walk.Read(step));
        }

        secrets.Add(walk.Continued);
        return job with
        {
            Runner = runner,
            Container = containers.FirstOrDefault(),
            Services = containers.Length > 1 ? containers[1..] : [],
            Variables = variables,
            Steps = read.MoveToImmutable(),
            IdTokens = walk.IdTokens,
            Timeout = expanded.Any(Hangs) ? null : job.Timeout,
        };
    }

    private bool Hangs(ExpandedStep step) =>
        step.Name.Value is "run" && (step.Value as YamlMapping)?["no_output_timeout"] is YamlScalar { IsNull: false } limit && SpanOf(texts.Resolve(limit, step.Scope, takesDefaults: true).Text) > LongestSilence;

    // '20m', '1.25h', '5s'.
    private static TimeSpan? SpanOf(string text) =>
        text.Length > 1 && double.TryParse(text.AsSpan(0, text.Length - 1), System.Globalization.NumberStyles.AllowDecimalPoint, System.Globalization.CultureInfo.InvariantCulture, out var count) && count < 100_000
            ? text[^1] switch { 'h' => TimeSpan.FromHours(count), 'm' => TimeSpan.FromMinutes(count), 's' => TimeSpan.FromSeconds(count), _ => null }
            : null;

    private IEnumerable<Located<string>> Contexts(Invocation invocation, Scope scope) =>
        ((invocation.Keys?["context"] as YamlSequence)?.Items ?? (invocation.Keys?["context"] is { } one ? [one] : [])).OfType<YamlScalar>().Where(context => !context.IsNull)
            .SelectMany(context => invocation.Each(context, scope, texts)).Select(context => new Located<string>(context.Text, context.Span));
}
