using System.Collections.Immutable;

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
