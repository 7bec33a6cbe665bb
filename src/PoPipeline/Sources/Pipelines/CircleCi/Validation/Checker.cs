using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.CircleCi.Validation;

/// <summary>What every check of a configuration needs: the problems so far, and the shapes of values.</summary>
/// <param name="problems">Takes the problems.</param>
internal sealed class Checker(ProblemList problems)
{
    /// <summary>The problems so far.</summary>
    public ProblemList Found => problems;

    /// <summary>Adds a problem.</summary>
    /// <param name="kind">What kind.</param>
    /// <param name="message">What is wrong.</param>
    /// <param name="span">Where.</param>
    public void Add(ProblemKind kind, string message, Place span) => problems.Add(kind, message, span);

    /// <summary>Whether a text is known only when the pipeline is compiled, so that nothing can be said of it here.</summary>
    /// <param name="node">The text.</param>
    public static bool IsOpen(YamlNode? node) => node is YamlScalar scalar && Marks.MayBeIn(scalar.Value);

    /// <summary>The mapping that a node must be; null where it is none, which is a problem unless it is open.</summary>
    /// <param name="node">The node.</param>
    /// <param name="what">What it is, with an article.</param>
    /// <param name="mayBeNull">Whether nothing may stand there.</param>
    public YamlMapping? Mapping(YamlNode? node, string what, bool mayBeNull = false)
    {
        if (node is YamlMapping mapping)
        {
            return mapping;
        }

        if (node is not null && !IsOpen(node) && !(mayBeNull && node is YamlScalar { IsNull: true }))
        {
            Add(ProblemKind.Type, $"{what} is a mapping, and this is {Kind(node)}", node.Span);
        }

        return null;
    }

    /// <summary>The list that a node must be; null where it is none, which is a problem unless it is open.</summary>
    /// <param name="node">The node.</param>
    /// <param name="what">What it is, with an article.</param>
    public YamlSequence? Sequence(YamlNode? node, string what)
    {
        if (node is YamlSequence sequence)
        {
            return sequence;
        }

        if (node is not null && !IsOpen(node))
        {
            Add(ProblemKind.Type, $"{what} is a list, and this is {Kind(node)}", node.Span);
        }

        return null;
    }

    /// <summary>Tells of keys that are not known, and of those that must be there and are not.</summary>
    /// <param name="mapping">The mapping.</param>
    /// <param name="what">What it is, with an article.</param>
    /// <param name="known">The keys that it may have.</param>
    /// <param name="needed">Those that it must have.</param>
    public void Keys(YamlMapping mapping, string what, IReadOnlyCollection<string> known, params string[] needed)
    {
        foreach (var entry in mapping.Entries.Where(entry => !known.Contains(entry.Key.Value) && !IsOpen(entry.Key)))
        {
            // Of some the schema knows less than the platform.
            problems.Add(ProblemKind.Key, $"'{entry.Key.Value}' is no key of {Lower(what)}{Checker.Meant(entry.Key.Value, known)}", entry.Key.Span, ProblemEffect.Unknown);
        }

        foreach (var key in needed.Where(key => mapping.Entry(key) is null))
        {
            Add(ProblemKind.Missing, $"{what} needs the key '{key}'", mapping.Span.Start);
        }
    }

    /// <summary>Tells of a value that is no text.</summary>
    /// <param name="node">The value; null where there is none.</param>
    /// <param name="what">What it is, in quotes or with an article.</param>
    /// <returns>The text; null where it is none.</returns>
    public YamlScalar? Text(YamlNode? node, string what)
    {
        if (node is YamlScalar { IsNull: false } text)
        {
            return text;
        }

        if (node is not null)
        {
            Add(ProblemKind.Type, $"{what} is a text, and this is {Kind(node)}", node.Span);
        }

        return null;
    }

    /// <summary>Tells of a value that is neither true nor false.</summary>
    /// <param name="node">The value; null where there is none.</param>
    /// <param name="what">What it is.</param>
    public void Boolean(YamlNode? node, string what)
    {
        if (node is not null && !IsOpen(node) && !(node is YamlScalar scalar && IsBoolean(scalar)))
        {
            Add(ProblemKind.Type, $"{what} is 'true' or 'false', and this is {Kind(node)}", node.Span);
        }
    }

    /// <summary>Tells of a value that is no whole number between two.</summary>
    /// <param name="node">The value; null where there is none.</param>
    /// <param name="what">What it is.</param>
    /// <param name="least">The least.</param>
    /// <param name="most">The most; null where there is no bound.</param>
    public void Integer(YamlNode? node, string what, int least, int? most)
    {
        if (node is null || IsOpen(node))
        {
            return;
        }

        if (node is not YamlScalar scalar || CoreSchema.NumberOf(scalar) is not { } number || number != Math.Floor(number))
        {
            Add(ProblemKind.Type, $"{what} is a whole number, and this is {Kind(node)}", node.Span);
        }
        else if (number < least || number > most)
        {
            Add(ProblemKind.Type, $"{what} is {(most is null ? $"{least} or more" : $"between {least} and {most}")}", node.Span);
        }
    }

    /// <summary>Tells of a text that is none of those that are accepted.</summary>
    /// <param name="node">The text; null where there is none.</param>
    /// <param name="what">What it is.</param>
    /// <param name="words">Those.</param>
    public void OneOf(YamlNode? node, string what, params string[] words)
    {
        if (node is not null && !IsOpen(node) && !(node is YamlScalar scalar && words.Contains(scalar.Value, StringComparer.Ordinal)))
        {
            Add(ProblemKind.Type, $"{(node is YamlScalar text ? $"'{text.Value}' is no value of {what}" : $"{what} is a text")}; {Names.OneOf(words)}", node.Span);
        }
    }

    /// <summary>Tells of a value that is neither a text nor a list of texts.</summary>
    /// <param name="node">The value; null where there is none.</param>
    /// <param name="what">What it is.</param>
    /// <param name="mayBeOne">Whether a text alone will do.</param>
    public void Texts(YamlNode? node, string what, bool mayBeOne)
    {
        if (node is null || IsOpen(node) || (mayBeOne && node is YamlScalar { IsNull: false }))
        {
            return;
        }

        if (node is not YamlSequence sequence)
        {
            Add(ProblemKind.Type, $"{what} is a list of texts, and this is {Kind(node)}", node.Span);
            return;
        }

        foreach (var item in sequence.Items.Where(item => item is not YamlScalar { IsNull: false }))
        {
            Add(ProblemKind.Type, $"{what} is a list of texts, and this is {Kind(item)}", item.Span);
        }
    }

    /// <summary>Whether a value is true or false; the platform reads the words of YAML 1.1.</summary>
    public static bool IsBoolean(YamlScalar scalar) =>
        CoreSchema.BooleanOf(scalar) is not null || (scalar.IsPlain && scalar.Value.ToUpperInvariant() is "YES" or "NO" or "ON" or "OFF");

    /// <summary>What was most likely meant, as a clause behind "'x' is not …", with a semicolon before it; empty where there is nothing that it could be.</summary>
    /// <param name="word">What was written.</param>
    /// <param name="words">What there is.</param>
    public static string Meant(string word, IReadOnlyCollection<string> words) => words.Count == 0 ? "" : Names.Meant(word, words);

    /// <summary>What a node is, with an article.</summary>
    public static string Kind(YamlNode node) => node switch
    {
        YamlMapping => "a mapping",
        YamlSequence => "a list",
        YamlScalar { IsNull: true } => "nothing",
        YamlScalar scalar when CoreSchema.NumberOf(scalar) is not null => "a number",
        YamlScalar scalar when CoreSchema.BooleanOf(scalar) is not null => $"'{scalar.Value}'",
        _ => "a text",
    };

    private static string Lower(string text) => char.ToLowerInvariant(text[0]) + text[1..];
}
