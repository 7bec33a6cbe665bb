namespace PoPipeline.Sources.Backstage;

/// <summary>References to entities, which leave out what goes without saying: <c>service</c>, <c>default/service</c>, <c>template:default/service</c>.</summary>
internal static class EntityReference
{
    /// <summary>The whole reference, in small letters, as the catalogue compares them.</summary>
    /// <param name="text">As written.</param>
    /// <param name="kind">The kind where none is written.</param>
    public static string Full(string text, string kind)
    {
        var rest = text.Trim();
        var colon = rest.IndexOf(':', StringComparison.Ordinal);
        if (colon >= 0)
        {
            kind = rest[..colon];
            rest = rest[(colon + 1)..];
        }

        return $"{kind}:{(rest.Contains('/', StringComparison.Ordinal) ? rest : $"default/{rest}")}".ToLowerInvariant();
    }
}
