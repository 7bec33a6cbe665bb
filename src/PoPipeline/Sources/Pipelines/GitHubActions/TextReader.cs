using System.Collections.Immutable;
using PoPipeline.Rules.Credentials;
using PoPipeline.Rules.Model;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.GitHubActions;

/// <summary>Reads the texts of one file: what is pasted into them, which secrets they use, which credentials they hold.</summary>
internal sealed class TextReader
{
    private readonly ImmutableArray<SecretUse>.Builder secrets = ImmutableArray.CreateBuilder<SecretUse>();
    private readonly ImmutableArray<Credential>.Builder credentials = ImmutableArray.CreateBuilder<Credential>();

    /// <summary>The uses of secrets so far.</summary>
    public ImmutableArray<SecretUse> SecretUses => secrets.ToImmutable();

    /// <summary>The literal credentials so far.</summary>
    public ImmutableArray<Credential> Credentials => credentials.ToImmutable();

    /// <summary>Adds a use that is not in a text.</summary>
    public void Add(SecretUse use) => secrets.Add(use);

    /// <summary>Reads a named value.</summary>
    public Setting Setting(YamlEntry entry, TextUse use)
    {
        var value = entry.Value as YamlScalar;
        return new Setting
        {
            Name = entry.Key.Value,
            NameSpan = entry.Key.Span,
            Value = value is null ? "" : Masked(value, entry.Key.Value, use with { Subject = $"{use.Subject}/{entry.Key.Value}" }),
            Span = entry.Value.Span,
            Interpolations = value is null ? [] : Interpolations(value, use),
        };
    }

    /// <summary>Reads named values: <c>env</c>, <c>with</c>.</summary>
    public ImmutableArray<Setting> Settings(YamlNode? node, TextUse use)
    {
        switch (node)
        {
            case YamlMapping mapping:
                var settings = ImmutableArray.CreateBuilder<Setting>(mapping.Entries.Length);
                foreach (var entry in mapping.Entries)
                {
                    settings.Add(Setting(entry, use));
                }

                return settings.DrainToImmutable();
            case YamlScalar { IsNull: false } computed:
                Interpolations(computed, use);
                return [];
            default:
                return [];
        }
    }

    /// <summary>The text, literal credentials masked and kept.</summary>
    /// <param name="text">The text.</param>
    /// <param name="name">The name of the variable or input that holds it; null for a script.</param>
    /// <param name="use">What it is for.</param>
    public string Masked(YamlScalar text, string? name, TextUse use) =>
        Keep(text, name is null ? CredentialFormats.Find(text.Value) : CredentialFormats.FindIn(name, text.Value), use);

    /// <summary>Keeps a text that can only be a credential.</summary>
    public void Password(YamlScalar text, TextUse use) =>
        Keep(text, CredentialFormats.FindPassword("password of a container registry", text.Value), use);

    /// <summary>What the platform pastes into a text.</summary>
    public ImmutableArray<Interpolation> Interpolations(YamlScalar text, TextUse use)
    {
        if (!text.HasExpression())
        {
            return [];
        }

        var found = ImmutableArray.CreateBuilder<Interpolation>();
        for (var start = text.Value.IndexOf("${{", StringComparison.Ordinal); start >= 0;)
        {
            var end = text.Value.IndexOf("}}", start, StringComparison.Ordinal);
            if (end < 0)
            {
                break;
            }

            end += 2;
            found.Add(new Interpolation
            {
                Text = text.Value[start..end],
                Span = text.RegionOf(start, end - start),
                Offset = start,
                Origin = Origin.Unknown,
                Freedom = Freedom.Free,
                Mechanism = Mechanism.Pasted,
            });
            start = text.Value.IndexOf("${{", end, StringComparison.Ordinal);
        }

        return found.DrainToImmutable();
    }

    private string Keep(YamlScalar text, ImmutableArray<CredentialMatch> matches, TextUse use)
    {
        foreach (var match in matches)
        {
            credentials.Add(new Credential { Format = match.Format, Masked = match.Masked, Span = text.RegionOf(match.Offset, match.Length), Subject = use.Subject });
        }

        return CredentialFormats.MaskAll(text.Value, matches);
    }
}
