using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using PoPipeline.Rules.Credentials;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Decisions.Binding;

/// <summary>
/// What a YAML node says, whatever it looks like: mappings in the order of their keys, scalars as text, without comments, quotes and blanks. It
/// is one line, in which every key is there, also one that no reader knows.
/// </summary>
/// <param name="credentials">The literal credentials of the file, which are masked.</param>
internal sealed class CanonicalText(ImmutableArray<Credential> credentials)
{
    private readonly SpanIndex<Credential> credentials = new(credentials.Select(credential => new Spanned<Credential>(credential.Span.Region, credential)));
    private readonly Dictionary<YamlNode, string> texts = new(ReferenceEqualityComparer.Instance);

    /// <summary>The text of a node.</summary>
    /// <param name="node">The node.</param>
    /// <param name="key">The key that it stands at, which may tell that it is a credential; empty for none.</param>
    public string Of(YamlNode node, string key)
    {
        if (!texts.TryGetValue(node, out var text))
        {
            var builder = new StringBuilder();
            Append(builder, node, key);
            texts.Add(node, text = builder.ToString());
        }

        return text;
    }

    /// <summary>A list of texts.</summary>
    public static string Of(IEnumerable<string> lines)
    {
        var builder = new StringBuilder("[");
        foreach (var line in lines)
        {
            _ = builder.Length > 1 ? builder.Append(',') : builder;
            AppendText(builder, line);
        }

        return builder.Append(']').ToString();
    }

    /// <summary>Named texts.</summary>
    public static string Of(params (string Name, string Value)[] members)
    {
        var builder = new StringBuilder("{");
        foreach (var (name, value) in members)
        {
            _ = builder.Length > 1 ? builder.Append(',') : builder;
            AppendText(builder, name);
            _ = builder.Append(':');
            AppendText(builder, value);
        }

        return builder.Append('}').ToString();
    }

    private void Append(StringBuilder text, YamlNode node, string key)
    {
        switch (node)
        {
            case YamlMapping mapping:
                _ = text.Append('{');
                var isFirst = true;
                foreach (var entry in mapping.Entries.OrderBy(entry => entry.Key.Value, StringComparer.Ordinal))
                {
                    _ = isFirst ? text : text.Append(',');
                    isFirst = false;
                    AppendText(text, entry.Key.Value);
                    _ = text.Append(':');
                    Append(text, entry.Value, entry.Key.Value);
                }

                _ = text.Append('}');
                break;
            case YamlSequence sequence:
                _ = text.Append('[');
                for (var i = 0; i < sequence.Items.Length; i++)
                {
                    _ = i > 0 ? text.Append(',') : text;
                    Append(text, sequence.Items[i], key);
                }

                _ = text.Append(']');
                break;
            case YamlScalar scalar:
                AppendText(text, Masked(scalar, key));
                break;
        }
    }

    private string Masked(YamlScalar scalar, string key)
    {
        if (!credentials.At(scalar.Span.Region).Any())
        {
            return scalar.Value;
        }

        // A script that holds one must stay bound in all its other words.
        var found = CredentialFormats.FindIn(key, scalar.Value);
        found = found.IsEmpty ? CredentialFormats.Find(scalar.Value) : found;
        return found.IsEmpty ? new string('*', scalar.Value.Length) : CredentialFormats.MaskAll(scalar.Value, found);
    }

    private static void AppendText(StringBuilder text, string value)
    {
        _ = text.Append('"');
        for (var i = 0; i < value.Length; i++)
        {
            var start = i;
            while (i < value.Length && IsPlain(value[i]))
            {
                i++;
            }

            _ = text.Append(value, start, i - start);
            if (i == value.Length)
            {
                break;
            }

            var character = value[i];
            var isPair = char.IsHighSurrogate(character) && i + 1 < value.Length && char.IsLowSurrogate(value[i + 1]);
            _ = character switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append("\\\\"),
                '\n' => text.Append("\\n"),
                '\r' => text.Append("\\r"),
                '\t' => text.Append("\\t"),
                < ' ' => text.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}"),
                _ when isPair => text.Append(character).Append(value[++i]),
                _ when char.IsSurrogate(character) => text.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}"),
                _ => throw new UnreachableException(),
            };
        }

        _ = text.Append('"');
    }

    // What is written as it is, and needs no look at its neighbour.
    private static bool IsPlain(char character) => character is >= ' ' and not ('"' or '\\') && !char.IsSurrogate(character);
}
