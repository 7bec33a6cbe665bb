using System.Collections.Immutable;
using PoPipeline.Rules.Credentials;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.CircleCi;

/// <summary>Reads variables of the environment: a mapping, or a list of <c>NAME=value</c>.</summary>
/// <remarks>Source: https://circleci.com/docs/guides/security/env-vars/: what is written there is taken as it is, no variable in it is looked up.</remarks>
/// <param name="texts">Puts parameters into texts.</param>
internal sealed class SettingReader(TextResolver texts)
{
    // Lists within lists.
    private const int Deepest = 8;

    /// <summary>The variables.</summary>
    /// <param name="node">What stands under <c>environment</c>; null where nothing does.</param>
    /// <param name="scope">What names in it mean.</param>
    public ImmutableArray<Setting> Read(YamlNode? node, Scope scope)
    {
        var found = ImmutableArray.CreateBuilder<Setting>();
        Add(node, scope, found, 0);
        return found.DrainToImmutable();
    }

    private void Add(YamlNode? node, Scope scope, ImmutableArray<Setting>.Builder found, int depth)
    {
        switch (node)
        {
            case YamlMapping mapping:
                found.AddRange(mapping.Entries.Where(entry => entry.Value is YamlScalar).Select(entry => Read(entry, (YamlScalar)entry.Value, scope)));
                break;
            case YamlSequence sequence when depth < Deepest:
                foreach (var item in sequence.Items)
                {
                    Add(item, scope, found, depth + 1);
                }

                break;
            case YamlScalar { IsNull: false } text when text.Value.IndexOf('=', StringComparison.Ordinal) is > 0 and var at:
                var resolved = texts.Resolve(text, scope);
                var split = resolved.Text.IndexOf('=', StringComparison.Ordinal);
                found.Add(new Setting
                {
                    Name = text.Value[..at].Trim(),
                    NameSpan = text.PlaceOf(0, at),
                    Value = Masked(text.Value[..at].Trim(), resolved.Text[(split + 1)..]),
                    Span = resolved.PlaceOf(Math.Min(split + 1, resolved.Text.Length - 1), Math.Max(1, resolved.Text.Length - split - 1)),
                    Interpolations = [.. resolved.Interpolations.Where(one => one.Offset > split).Select(one => one with { Offset = one.Offset - split - 1 })],
                });
                break;
        }
    }

    private Setting Read(YamlEntry entry, YamlScalar value, Scope scope)
    {
        var resolved = texts.Resolve(value, scope);
        return new Setting
        {
            Name = entry.Key.Value,
            NameSpan = entry.Key.Span,
            Value = Masked(entry.Key.Value, resolved.Text),
            Span = resolved.Span,
            Interpolations = resolved.Interpolations,
        };
    }

    private static string Masked(string name, string value) => CredentialFormats.MaskAll(value, CredentialFormats.FindIn(name, value));
}
