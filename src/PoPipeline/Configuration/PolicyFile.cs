using PoPipeline.Rules.Model;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Configuration;

/// <summary>A policy file while it is read: what is wrong with it is collected, so that it can all be mended at once.</summary>
/// <param name="path">The file.</param>
/// <param name="tightens">Whether it extends another policy, and so may only demand more.</param>
internal sealed class PolicyFile(string path, bool tightens)
{
    private const int MaximumProblems = 50;

    private readonly List<ConfigurationProblem> problems = [];

    /// <summary>The file.</summary>
    public string Path { get; } = path;

    /// <summary>Whether it extends another policy, and so may only demand more.</summary>
    public bool Tightens { get; } = tightens;

    /// <summary>What is wrong, in the order of the file.</summary>
    public IEnumerable<ConfigurationProblem> Problems =>
        problems.OrderBy(problem => problem.Place.Region.StartLine).ThenBy(problem => problem.Place.Region.StartColumn).Take(MaximumProblems);

    /// <summary>Says that something is wrong.</summary>
    public void Reject(YamlNode node, string message) => Reject(node.Span, message);

    /// <summary>Says that something is wrong.</summary>
    public void Reject(Place place, string message) => problems.Add(new ConfigurationProblem(place, message));
}
