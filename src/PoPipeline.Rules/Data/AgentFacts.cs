using System.Collections.Immutable;

namespace PoPipeline.Rules.Data;

/// <summary>How a component runs an agent: a model that decides by itself, after what it is told and reads, which programs to start and what to write.</summary>
public sealed record AgentFacts
{
    /// <summary>The inputs that become a part of what the agent is told; empty for a command, all words of which may be.</summary>
    public ImmutableArray<string> Prompts { get; init; } = [];

    /// <summary>The words and options of a command, one of which must be there for it to run the agent; empty where it always does.</summary>
    public ImmutableArray<string> Words { get; init; } = [];

    /// <summary>The input that lets in more people than those who may write to the repository; null where the component asks nobody for rights.</summary>
    public string? OpenedBy { get; init; }

    /// <summary>Whether the agent reads by itself what has started the run: a comment, an issue, a proposal.</summary>
    public bool ReadsEvent { get; init; }
}
