using System.Buffers;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Shell;

namespace PoPipeline.Rules.Data;

/// <summary>The agents of the catalogue that pipelines run as commands.</summary>
public static class Agents
{
    private static readonly Lazy<SearchValues<string>> Programs = new(() => SearchValues.Create(
        [.. Catalogue.All(ComponentKind.Command).Where(command => command.Agent is not null).Select(command => command.Name + " ")], StringComparison.Ordinal));

    /// <summary>Whether a text may run an agent.</summary>
    /// <param name="script">A script.</param>
    public static bool MayBeIn(ReadOnlySpan<char> script) => script.ContainsAny(Programs.Value);

    /// <summary>Whether a command runs one.</summary>
    /// <param name="command">The command.</param>
    public static bool IsOne(Command command)
    {
        ArgumentNullException.ThrowIfNull(command);
        return Catalogue.Find(ComponentKind.Command, command.Name)?.Agent is { } agent && (agent.Words.IsEmpty || command.Words.Any(word => agent.Words.Contains(word.Text, StringComparer.Ordinal)));
    }

    /// <summary>How what a reference is to runs an agent; null where it runs none.</summary>
    /// <param name="reference">The reference.</param>
    public static AgentFacts? Of(Reference reference)
    {
        ArgumentNullException.ThrowIfNull(reference);
        return Catalogue.Find(reference)?.Agent;
    }
}
