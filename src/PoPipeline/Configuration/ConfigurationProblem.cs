using PoPipeline.Escaping;
using PoPipeline.Rules.Model;

namespace PoPipeline.Configuration;

/// <summary>Something wrong in a policy file.</summary>
/// <param name="Place">Where.</param>
/// <param name="Message">What is wrong and what would be right, in sentences.</param>
public sealed record ConfigurationProblem(Place Place, string Message)
{
    /// <summary>One line, in which text of others is escaped.</summary>
    public override string ToString() => Untrusted.Plain($"{Place}: {Message}");
}
