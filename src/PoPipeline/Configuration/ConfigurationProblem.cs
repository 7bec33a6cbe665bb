using PoPipeline.Rules.Model;

namespace PoPipeline.Configuration;

/// <summary>Something wrong in a policy file.</summary>
/// <param name="Place">Where.</param>
/// <param name="Message">What is wrong and what would be right, in sentences.</param>
public sealed record ConfigurationProblem(Place Place, string Message)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Place}: {Message}";
}
