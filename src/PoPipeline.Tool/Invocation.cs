using System.Collections.Immutable;

namespace PoPipeline.Tool;

/// <summary>A command line that was understood, or what is wrong with it.</summary>
internal sealed record Invocation
{
    /// <summary>The verb; null where the help or the version of the whole is asked for.</summary>
    public Verb? Verb { get; init; }

    /// <summary>The first word of a verb of two, where the second is missing or is not known; null otherwise.</summary>
    public string? Group { get; init; }

    /// <summary>Whether help is asked for.</summary>
    public bool Help { get; init; }

    /// <summary>Whether the version is asked for.</summary>
    public bool Version { get; init; }

    /// <summary>What is wrong, and what would be right; null where nothing is.</summary>
    public string? Error { get; init; }

    /// <summary>The values of options and operands, by the argument of the build that they become.</summary>
    public ImmutableArray<Value> Values { get; init; } = [];

    /// <summary>How much is logged.</summary>
    public string Verbosity => Values.LastOrDefault(value => value.Argument == Usage.Verbosity.Argument)?.Text
        ?? (Values.Any(value => value == new Value(Usage.Quiet.Argument, "true")) ? "quiet" : "normal");

    /// <summary>The values by their argument.</summary>
    public Dictionary<string, ICollection<string>> Arguments =>
        Values.GroupBy(value => value.Argument, StringComparer.OrdinalIgnoreCase).ToDictionary(values => values.Key, ICollection<string> (values) => [.. values.Select(value => value.Text)]);

    /// <summary>The command line of the host: the target, then the arguments of the build.</summary>
    public IEnumerable<string> HostArguments =>
        [$"--target={Verb?.Target}", .. Values.Select(value => $"--{value.Argument}={value.Text}")];
}
