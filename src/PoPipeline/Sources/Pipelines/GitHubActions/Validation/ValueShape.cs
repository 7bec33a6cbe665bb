using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.GitHubActions.Validation;

/// <summary>Any value, nested or not, in which expressions may stand.</summary>
/// <param name="Availability">What they may use; null where nothing is looked at.</param>
internal sealed record ValueShape(Availability? Availability = null) : Shape
{
    /// <inheritdoc/>
    public override void Validate(YamlNode node, Label label, ValidationContext context)
    {
        switch (node)
        {
            case YamlMapping mapping:
                MappingKeys.CheckDuplicates(mapping, context);
                foreach (var entry in mapping.Entries)
                {
                    Validate(entry.Value, entry.Key.Value, context);
                }

                break;
            case YamlSequence sequence:
                foreach (var item in sequence.Items)
                {
                    Validate(item, label, context);
                }

                break;
            case YamlScalar scalar when Availability is not null && ScalarExpressions.IsOne(scalar):
                ScalarExpressions.CheckOne(scalar, Availability, context);
                break;
            case YamlScalar scalar when Availability is not null:
                ScalarExpressions.CheckText(scalar, Availability, context);
                break;
        }
    }
}
