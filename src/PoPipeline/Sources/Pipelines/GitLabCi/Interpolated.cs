using System.Collections.Immutable;
using System.Text;
using PoPipeline.Sources.Pipelines.GitLabCi.Merging;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.GitLabCi;

/// <summary>Puts the inputs of an <c>include</c> into the file that is included, where they are known.</summary>
/// <remarks>Source: https://docs.gitlab.com/ci/inputs/. What is not known stays as it is written, with its marks.</remarks>
internal static class Interpolated
{
    /// <summary>How what is put in begins.</summary>
    public const string Start = "$[[";

    /// <summary>How it ends.</summary>
    public const string End = "]]";

    private const string Inputs = "inputs.";

    /// <summary>The content of an included file with the inputs that it is given, or their defaults.</summary>
    /// <param name="content">The content.</param>
    /// <param name="header">The document that declares the inputs; null where there is none.</param>
    /// <param name="inputs">What is handed over; null where the file is read for itself, so that nobody knows what it will be.</param>
    /// <param name="budget">What it may take.</param>
    public static YamlMapping Names(YamlMapping content, YamlMapping? header, YamlMapping? inputs, MergeBudget budget)
    {
        if (inputs is null || (header?["spec"] as YamlMapping)?["inputs"] is not YamlMapping declared)
        {
            return content;
        }

        var values = new Dictionary<string, YamlNode>(StringComparer.Ordinal);
        foreach (var input in declared.Entries.TakeWhile(_ => budget.Take(1)))
        {
            if ((inputs[input.Key.Value] ?? (input.Value as YamlMapping)?["default"]) is { } value)
            {
                values[input.Key.Value] = value;
            }
        }

        return values.Count == 0 ? content : (YamlMapping)Of(content, values, budget);
    }

    /// <summary>The name of the input that a block names; null where it names none, or changes it by a function.</summary>
    /// <param name="block">The text between the marks.</param>
    public static string? NameIn(ReadOnlySpan<char> block)
    {
        var pipe = block.IndexOf('|');
        var name = (pipe < 0 ? block : block[..pipe]).Trim();
        return name.StartsWith(Inputs, StringComparison.Ordinal) ? name[Inputs.Length..].ToString() : null;
    }

    /// <summary>Whether a block writes its value so that a shell takes it for one word.</summary>
    /// <param name="block">The text between the marks.</param>
    public static bool IsEscaped(ReadOnlySpan<char> block) => block[(block.LastIndexOf('|') + 1)..].Trim() is "posix_escape";

    /// <summary>A text with the defaults of the inputs in it, which most of those who include the file take; null where one has none, or is changed by a function.</summary>
    /// <param name="text">The text.</param>
    /// <param name="header">The document that declares the inputs; null where there is none.</param>
    public static string? Filled(string text, YamlMapping? header)
    {
        var declared = (header?["spec"] as YamlMapping)?["inputs"] as YamlMapping;
        var filled = new StringBuilder();
        var rest = text.AsSpan();
        while (rest.IndexOf(Start) is >= 0 and var start && rest[start..].IndexOf(End) is >= 0 and var length)
        {
            var block = rest.Slice(start + Start.Length, length - Start.Length);
            if (block.Contains('|') || NameIn(block) is not { } name || (declared?[name] as YamlMapping)?["default"] is not YamlScalar value)
            {
                return null;
            }

            _ = filled.Append(rest[..start]).Append(value.Value);
            rest = rest[(start + length + End.Length)..];
            if (filled.Length > YamlReader.MaximumScalar)
            {
                return null;
            }
        }

        return filled.Append(rest).ToString();
    }

    private static YamlNode Of(YamlNode node, Dictionary<string, YamlNode> values, MergeBudget budget)
    {
        switch (node)
        {
            case YamlScalar scalar:
                return scalar.Value.Contains(Start, StringComparison.Ordinal) ? Of(scalar, values, budget) : scalar;
            case YamlMapping mapping when budget.Take(mapping.Entries.Length):
                return new YamlMapping(mapping.Span, [.. mapping.Entries.Select(entry => new YamlEntry(Of(entry.Key, values, budget) as YamlScalar ?? entry.Key, Of(entry.Value, values, budget)))], mapping.IsFlow);
            case YamlSequence sequence when budget.Take(sequence.Items.Length):
                return new YamlSequence(sequence.Span, [.. sequence.Items.Select(item => Of(item, values, budget))], sequence.IsFlow) { Tag = sequence.Tag };
            default:
                return node;
        }
    }

    private static YamlNode Of(YamlScalar scalar, Dictionary<string, YamlNode> values, MergeBudget budget)
    {
        var text = new StringBuilder();
        var rest = scalar.Value.AsSpan();
        while (rest.IndexOf(Start) is >= 0 and var start && rest[start..].IndexOf(End) is >= 0 and var length)
        {
            var block = rest.Slice(start + Start.Length, length - Start.Length);
            var whole = rest.Slice(start, length + End.Length);
            var value = NameIn(block) is { } name && !block.Contains('|') ? values.GetValueOrDefault(name) : null;

            // A list or a mapping takes the place of the whole value.
            if (value is not null and not YamlScalar && whole.Length == scalar.Value.Trim().Length)
            {
                return value;
            }

            _ = text.Append(rest[..start]).Append(value is YamlScalar known ? known.Value : whole);
            rest = rest[(start + whole.Length)..];

            // A long text that is put in thousands of times makes one that nobody reads; it stays as it is written.
            if (text.Length > YamlReader.MaximumScalar || !budget.Take(1))
            {
                return scalar;
            }
        }

        var put = text.Append(rest).ToString();
        return put == scalar.Value || !budget.Take(put.Length / MergeBudget.CharactersOfAnEntry) ? scalar : scalar.As(put);
    }
}
