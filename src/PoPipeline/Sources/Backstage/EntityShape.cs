using System.Collections.Frozen;
using System.Collections.Immutable;

namespace PoPipeline.Sources.Backstage;

/// <summary>
/// What the catalogue demands of each kind of entity: fields with their types, of which a <c>!</c> says that it must be there. A type is <c>text</c>, which is not
/// empty, <c>any-text</c>, <c>flag-or-text</c>, <c>mapping</c>, <c>[…]</c> for a list, <c>{…}</c> for a mapping of such values, <c>(a|b)</c> for words, or the name of a shape
/// in capitals. Other fields than these are allowed.
/// </summary>
internal static class EntityShape
{
    private const string Owned = "type:text! lifecycle:text! owner:text! system:text";

    private static readonly FrozenDictionary<string, ImmutableArray<EntityField>> Shapes = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["Component"] = $"{Owned} subcomponentOf:text providesApis:[text] consumesApis:[text] dependsOn:[text]",
        ["API"] = $"{Owned} definition:text!",
        ["API of a server"] = $"{Owned} definition:text remotes:[REMOTE]",
        ["REMOTE"] = "type:text! url:text!",
        ["Resource"] = "type:text! owner:text! system:text dependsOn:[text]",
        ["System"] = "owner:text! domain:text type:text",
        ["Domain"] = "owner:text! subdomainOf:text type:text",
        ["Group"] = "type:text! children:[text]! parent:text members:[text] profile:PROFILE",
        ["User"] = "memberOf:[text]! profile:PROFILE",
        ["PROFILE"] = "displayName:text email:text picture:text",
        ["Location"] = "type:text target:text targets:[text] presence:(required|optional)",
        ["Template"] = "type:text! steps:[STEP]! owner:text lifecycle:text secrets:SECRETS presentation:PRESENTATION output:OUTPUT formDecorators:[DECORATOR] EXPERIMENTAL_formDecorators:[DECORATOR] EXPERIMENTAL_recovery:RECOVERY",
        ["STEP"] = "action:any-text! id:any-text name:any-text input:mapping if:flag-or-text backstage:permissions:PERMISSIONS",
        ["PERMISSIONS"] = "tags:[any-text]",
        ["FORM"] = "backstage:permissions:PERMISSIONS",
        ["SECRETS"] = "schema:mapping",
        ["PRESENTATION"] = "buttonLabels:LABELS",
        ["LABELS"] = "backButtonText:any-text createButtonText:any-text reviewButtonText:any-text",
        ["RECOVERY"] = "EXPERIMENTAL_strategy:any-text",
        ["DECORATOR"] = "id:any-text input:mapping",
        ["OUTPUT"] = "links:[LINK] text:[NOTE]",
        ["LINK"] = "if:flag-or-text url:text entityRef:text title:text icon:text",
        ["NOTE"] = "if:flag-or-text title:text icon:text content:any-text",
        ["METADATA"] = "name:text! namespace:text title:text description:any-text labels:{any-text} annotations:{any-text} tags:[text] links:[ADDRESS] uid:text etag:text",
        ["ADDRESS"] = "url:text! title:text icon:text type:text",
    }.ToFrozenDictionary(shape => shape.Key, shape => shape.Value.Split(' ').Select(EntityField.Of).ToImmutableArray(), StringComparer.Ordinal);

    /// <summary>The fields of a shape; empty where nothing is known of it.</summary>
    /// <param name="shape">The shape.</param>
    public static ImmutableArray<EntityField> FieldsOf(string shape) => Shapes.GetValueOrDefault(shape, []);
}

/// <summary>A field of a shape.</summary>
/// <param name="Name">The key.</param>
/// <param name="Type">The type, as <see cref="EntityShape"/> writes them.</param>
/// <param name="IsNeeded">Whether it must be there.</param>
internal sealed record EntityField(string Name, string Type, bool IsNeeded)
{
    /// <summary>Takes a field apart: <c>name:type!</c>.</summary>
    /// <param name="text">The text.</param>
    public static EntityField Of(string text)
    {
        // A key may hold a colon of its own; no type does.
        var colon = text.LastIndexOf(':');
        return new EntityField(text[..colon], text[(colon + 1)..].TrimEnd('!'), text.EndsWith('!'));
    }
}
