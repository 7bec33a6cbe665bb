using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.GitHubActions.Validation;

/// <summary>What a node must be.</summary>
internal abstract record Shape
{
    /// <summary>Reports what the node is not.</summary>
    /// <param name="node">The node.</param>
    /// <param name="label">What the node is called in a message: the key that it stands under.</param>
    /// <param name="context">Where it is looked at.</param>
    public abstract void Validate(YamlNode node, Label label, ValidationContext context);

    /// <summary>What a node is, in a message.</summary>
    protected static string Describe(YamlNode node) => node switch
    {
        YamlMapping => "a mapping",
        YamlSequence => "a list",
        YamlScalar { IsNull: true } => "nothing",
        _ => "a single value",
    };

    /// <summary>Whether the node is one expression that stands for the whole value; its type is checked by the caller.</summary>
    protected static bool IsExpression(YamlNode node) => node is YamlScalar scalar && ScalarExpressions.IsOne(scalar);
}
