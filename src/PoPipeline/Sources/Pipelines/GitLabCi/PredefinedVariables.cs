using System.Collections.Frozen;
using PoPipeline.Rules.Model.Pipelines;

namespace PoPipeline.Sources.Pipelines.GitLabCi;

/// <summary>The variables that GitLab and its runners give to every job, and who controls what they hold; what rules find in them before any job runs is told by <see cref="Starting.RuleVariables"/>.</summary>
internal static class PredefinedVariables
{
    private static readonly Lazy<FrozenDictionary<string, PredefinedVariable>> Known = new(Read);

    /// <summary>All of them, by name.</summary>
    public static FrozenDictionary<string, PredefinedVariable> All => Known.Value;

    /// <summary>The variable of this name; null where GitLab gives none of it.</summary>
    /// <param name="name">The name, without a dollar sign.</param>
    public static PredefinedVariable? Find(string name) => All.GetValueOrDefault(name);

    private static FrozenDictionary<string, PredefinedVariable> Read()
    {
        using var document = EmbeddedData.Read("variables");
        return document.RootElement.GetProperty("variables").EnumerateObject().ToFrozenDictionary(
            variable => variable.Name,
            variable => new PredefinedVariable(
                variable.Name,
                new Provenance(Enum.Parse<Origin>(variable.Value.GetProperty("origin").GetString()!), Enum.Parse<Charset>(variable.Value.GetProperty("charset").GetString()!))
                {
                    Sources = [variable.Name],
                    IsOneWord = variable.Value.TryGetProperty("oneWord", out var oneWord) && oneWord.GetBoolean(),
                },
                variable.Value.TryGetProperty("secret", out var secret) && secret.GetBoolean()),
            StringComparer.Ordinal);
    }
}
