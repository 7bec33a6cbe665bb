using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Pipelines.GitHubActions.Schemas;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.GitHubActions.Validation;

/// <summary>The name and password for a registry.</summary>
internal sealed record CredentialsShape : Shape
{
    private static readonly MapShape Both = SchemaShapes.Map(PublishedSchema.Workflow, "the credentials", "container-registry-credentials",
        ("username", new TextShape(Availability.Credentials) { IsRequired = true }),
        ("password", new TextShape(Availability.Credentials) { IsRequired = true })) with
    { Required = ["username", "password"], Expression = Availability.Credentials };

    /// <inheritdoc/>
    public override void Validate(YamlNode node, Label label, ValidationContext context)
    {
        Both.Validate(node, label, context);
        if ((node as YamlMapping)?["password"] is YamlScalar { Value.Length: > 0 } password && !ScalarExpressions.HasAny(password))
        {
            context.Add(ProblemKind.Credentials, "The password of a registry is written out; anybody who can read the repository can read it: put it into a secret", password.Span);
        }
    }
}
