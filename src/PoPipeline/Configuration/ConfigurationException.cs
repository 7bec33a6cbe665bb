using System.Collections.Immutable;
using PoPipeline.Escaping;
using PoPipeline.Rules.Model;

namespace PoPipeline.Configuration;

/// <summary>The policy is not usable. Nothing is judged with half of a policy.</summary>
public sealed class ConfigurationException : Exception
{
    /// <summary>Says what is wrong.</summary>
    /// <param name="problems">What is wrong, in the order of the file.</param>
    public ConfigurationException(ImmutableArray<ConfigurationProblem> problems)
        : base(string.Join('\n', problems)) => Problems = problems;

    /// <summary>What is wrong, in the order of the file.</summary>
    public ImmutableArray<ConfigurationProblem> Problems { get; }
}

/// <summary>Something wrong in a policy file.</summary>
/// <param name="Place">Where.</param>
/// <param name="Message">What is wrong and what would be right, in sentences.</param>
public sealed record ConfigurationProblem(Place Place, string Message)
{
    /// <summary>One line, in which text of others is escaped.</summary>
    public override string ToString() => Untrusted.Plain($"{Place}: {Message}");
}
