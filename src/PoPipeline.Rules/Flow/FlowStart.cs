using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Shell;

namespace PoPipeline.Rules.Flow;

/// <summary>What is known before a script starts: the flow through it begins with this.</summary>
public sealed record FlowStart
{
    /// <summary>Who controls a variable of the environment, by its name; null for one that is not known.</summary>
    public Func<string, Provenance?> Variable { get; init; } = _ => null;

    /// <summary>Who controls what is in a file, by its path as the script writes it and where the script does, from 0; null for one that is not known.</summary>
    public Func<string, int, Provenance?> File { get; init; } = (_, _) => null;

    /// <summary>Who controls a field of the event that started the run, by its path below the event: <c>pull_request.title</c>, empty for all of it.</summary>
    public Func<string, Provenance?> Event { get; init; } = _ => null;

    /// <summary>Who controls what a program answers, by its words; null for one of which nothing is known.</summary>
    public Func<Command, Provenance?> Answer { get; init; } = _ => null;

    /// <summary>Whether the lines of a file become variables of other jobs, by its path as the script writes it.</summary>
    public Func<string, bool> IsHanded { get; init; } = _ => false;

    /// <summary>Who controls a variable in the steps behind, where a shell expands what the script writes for them; null where nothing is known.</summary>
    public Func<string, Provenance?> Later { get; init; } = static _ => null;
}
