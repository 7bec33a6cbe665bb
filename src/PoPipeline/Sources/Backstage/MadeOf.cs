using PoPipeline.Rules.Model;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Backstage;

/// <summary>Finds the template that an entity says it is made of.</summary>
internal static class MadeOf
{
    private const string Kind = "template";

    /// <summary>What an entity says; null where it says nothing.</summary>
    /// <param name="entity">The entity.</param>
    public static Located<string>? In(BackstageEntity entity) =>
        Of(entity.Spec?["scaffoldedFrom"]) ?? Of((entity.Metadata?["annotations"] as YamlMapping)?["backstage.io/source-template"]);

    /// <summary>What the catalogue says of an entity, its relations included; null where it says nothing.</summary>
    /// <param name="entity">The entity.</param>
    public static Located<string>? InAnswer(BackstageEntity entity) =>
        (entity.Root["relations"] as YamlSequence)?.Items.OfType<YamlMapping>()
            .Where(relation => relation["type"] is YamlScalar { Value: "scaffoldedFrom" })
            .Select(relation => Of(relation["targetRef"])).FirstOrDefault(target => target is not null)
        ?? In(entity);

    private static Located<string>? Of(YamlNode? node) =>
        node is YamlScalar { IsNull: false, Value.Length: > 0 } text ? new Located<string>(EntityReference.Full(text.Value, Kind), text.Span) : null;
}
