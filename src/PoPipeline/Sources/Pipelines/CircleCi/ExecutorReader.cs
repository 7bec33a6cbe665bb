using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Shell;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.CircleCi;

/// <summary>Reads the machine and the containers of a job.</summary>
/// <param name="texts">Puts parameters into texts.</param>
/// <param name="references">Reads images.</param>
/// <param name="settings">Reads variables.</param>
internal sealed class ExecutorReader(TextResolver texts, ReferenceReader references, SettingReader settings)
{
    private const string Windows = "windows";

    /// <summary>The machine.</summary>
    /// <param name="executor">Where the job runs.</param>
    /// <param name="job">Where the job is named.</param>
    public Runner Runner(Executor executor, Place job)
    {
        var machine = executor["machine"];
        var label = (executor["resource_class"] ?? (machine is { Node: YamlMapping keys } && keys.Entry("resource_class") is { } inner ? new Written(inner.Value, machine.Scope) : null)) is { Node: YamlScalar { IsNull: false } written } found
            ? texts.Resolve(written, found.Scope, takesDefaults: true) : null;
        var image = machine switch
        {
            { Node: YamlMapping mapping } => mapping["image"] as YamlScalar,
            { Node: YamlScalar { IsNull: false } scalar } when CoreSchema.BooleanOf(scalar) is null && Marks.Whole(scalar.Value) is null => scalar,
            _ => null,
        };

        // A class of somebody's own is named with the namespace of its owner.
        var isOwn = label is not null && label.Text.Contains('/', StringComparison.Ordinal);
        return new Runner
        {
            Span = label?.Span ?? machine?.Node.Span ?? executor.Named ?? job,
            Kind = isOwn ? RunnerKind.SelfHosted : label is { Interpolations.IsEmpty: false } || executor.Foreign is not null ? RunnerKind.Unknown : RunnerKind.Hosted,
            Labels = label is null ? [] : [new Located<string>(label.Text, label.Span)],
            Image = isOwn || image is null ? null : references.Machine(image, machine!.Scope),
        };
    }

    /// <summary>The containers: that of the job first, then those beside it.</summary>
    /// <param name="executor">Where the job runs.</param>
    public ImmutableArray<Container> Containers(Executor executor)
    {
        if (executor["docker"] is not { Node: YamlSequence several } docker)
        {
            return [];
        }

        var containers = ImmutableArray.CreateBuilder<Container>();
        foreach (var item in several.Items.OfType<YamlMapping>())
        {
            if (item["image"] is not YamlScalar { IsNull: false } written)
            {
                continue;
            }

            var all = Variants(written, docker.Scope).Select(one => references.Image(written, one)).OfType<Reference>().DistinctBy(reference => (reference.Name, reference.Version?.Value)).ToImmutableArray();
            if (all.IsEmpty)
            {
                continue;
            }

            containers.Add(new Container
            {
                Name = containers.Count == 0 ? null : (item["name"] as YamlScalar)?.Value ?? all[0].Name,
                Image = all[0],
                Others = all[1..],
                Command = [.. Words(item["entrypoint"], docker.Scope), .. Words(item["command"], docker.Scope)],
                Variables = settings.Read(item["environment"], docker.Scope),
            });
        }

        return containers.DrainToImmutable();
    }

    // Each value of a matrix makes a job, whose image may be another one.
    private static IEnumerable<Scope> Variants(YamlScalar image, Scope scope)
    {
        const int Most = 50;
        var varied = Marks.In(image.Value).Select(mark => mark.Content.StartsWith("parameters.", StringComparison.Ordinal) ? scope.Arguments.GetValueOrDefault(mark.Content["parameters.".Length..]) : null).FirstOrDefault(argument => argument?.Values.Length > 1);
        return varied is null ? [scope]
            : varied.Values.Take(Most).Select(value => scope with { Arguments = new Dictionary<string, Argument>(scope.Arguments, StringComparer.Ordinal) { [varied.Name] = varied with { Values = [value] } } });
    }

    private IEnumerable<Located<string>> Words(YamlNode? node, Scope scope) =>
        ((node as YamlSequence)?.Items ?? (node is null ? [] : [node])).OfType<YamlScalar>().Where(word => !word.IsNull)
            .Select(word => texts.Resolve(word, scope)).Select(word => new Located<string>(Rules.Credentials.CredentialFormats.MaskAll(word.Text), word.Span));

    /// <summary>What reads the scripts of a job, where no step says it.</summary>
    /// <param name="executor">Where the job runs.</param>
    /// <param name="runner">The machine.</param>
    public ShellKind ShellOf(Executor executor, Runner runner)
    {
        if (executor["shell"] is { Node: YamlScalar { IsNull: false } shell } found)
        {
            return Shell(texts.Resolve(shell, found.Scope, takesDefaults: true).Text);
        }

        return IsWindows(runner.Image?.Text) || runner.Labels.Any(label => IsWindows(label.Value)) || executor.Foreign?.Name.StartsWith("circleci/windows/", StringComparison.Ordinal) == true ? ShellKind.PowerShell : ShellKind.Posix;
    }

    /// <summary>How the shell takes the failure of a command where nothing is said of it: <c>-eo pipefail</c>.</summary>
    /// <remarks>Source: https://circleci.com/docs/reference/configuration-reference/#default-shell-options.</remarks>
    public const ScriptStart Usual = ScriptStart.StopsAtError | ScriptStart.PipesFail;

    /// <summary>How what reads the scripts of a job takes the failure of a command, where no step says it.</summary>
    /// <param name="executor">Where the job runs.</param>
    public ScriptStart StartOf(Executor executor) => executor["shell"] is { Node: YamlScalar { IsNull: false } shell } found ? ShellStart.Of(texts.Resolve(shell, found.Scope, takesDefaults: true).Text) : Usual;

    /// <summary>The language of a shell.</summary>
    /// <param name="text">Its path, with options.</param>
    public static ShellKind Shell(string text)
    {
        // What the shell is handed after its name are its options.
        var program = text.Trim().Split(' ')[0];
        program = program[(program.LastIndexOfAny(['/', '\\']) + 1)..];
        program = program.EndsWith(".exe", StringComparison.OrdinalIgnoreCase) ? program[..^4] : program;
        return program switch
        {
            "bash" or "sh" or "ash" or "dash" or "zsh" or "ksh" or "busybox" => ShellKind.Posix,
            "pwsh" or "powershell" => ShellKind.PowerShell,
            "cmd" => ShellKind.Cmd,
            "python" or "python2" or "python3" => ShellKind.Python,
            "node" => ShellKind.JavaScript,
            _ => ShellKind.Unknown,
        };
    }

    private static bool IsWindows(string? name) => name?.Contains(Windows, StringComparison.OrdinalIgnoreCase) == true;
}
