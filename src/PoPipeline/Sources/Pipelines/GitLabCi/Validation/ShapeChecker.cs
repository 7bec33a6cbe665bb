using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Pipelines.GitLabCi.Merging;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.GitLabCi.Validation;

/// <summary>Compares nodes with what may stand there.</summary>
/// <param name="problems">Takes what is found.</param>
/// <param name="areKeysWhole">Whether nothing else adds keys, so that one that is missing is missing.</param>
internal sealed class ShapeChecker(ProblemList problems, bool areKeysWhole)
{
    private const string Merge = "<<";

    // GitLab flattens lists in lists up to this depth.
    private const int MaximumNesting = 10;

    // Many jobs may take the same keys from one template.
    private readonly Dictionary<CiShape, HashSet<(YamlNode Node, string Label)>> known = new(ReferenceEqualityComparer.Instance);

    /// <summary>Whether GitLab puts something into a text before it reads the value.</summary>
    public static bool IsInterpolated(string text) => text.Contains(Interpolated.Start, StringComparison.Ordinal);

    /// <summary>Reports what a node is not.</summary>
    /// <param name="node">The node.</param>
    /// <param name="label">What it is called: the key that it stands under.</param>
    /// <param name="shape">What may stand there.</param>
    /// <param name="owner">Where the key stands.</param>
    public void Check(YamlNode node, string label, CiShape shape, Place? owner = null)
    {
        // Nothing is as good as no keyword at all.
        if (shape.IsAny || problems.IsFull || node is YamlScalar { IsNull: true } || node is YamlSequence { Tag: References.Tag } || (node is YamlScalar text && IsInterpolated(text.Value)))
        {
            return;
        }

        if (node is not YamlScalar && !IsNew(node, label, shape))
        {
            return;
        }

        switch (node)
        {
            case YamlScalar scalar when shape.Scalar is not ScalarKind.None:
                CheckScalar(scalar, label, shape);
                break;
            case YamlSequence sequence when shape.Item is { } item:
                CheckList(sequence, label, shape, item);
                break;
            case YamlMapping mapping when shape.Keys is not null:
                CheckMapping(mapping, shape, owner);
                break;
            case YamlScalar when shape is { AllowsOne: true, Item: { Scalar: not ScalarKind.None } one }:
                Check(node, label, one, owner);
                break;
            case YamlMapping mapping when shape is { AllowsOne: true, Item: { Keys: not null } one }:
                CheckMapping(mapping, one, owner);
                break;
            default:
                problems.Add(ProblemKind.Type, $"'{label}' must be {Kinds(shape)}, not {Describe(node)}", node.Span);
                break;
        }
    }

    /// <summary>Reports keys that stand twice.</summary>
    public void CheckDuplicates(YamlMapping mapping)
    {
        var seen = new Dictionary<string, YamlNode>(StringComparer.Ordinal);
        foreach (var entry in mapping.Entries)
        {
            var key = entry.Key.Value;
            if (seen.TryAdd(key, entry.Value) || key is Merge)
            {
                continue;
            }

            // What says nothing is no loss.
            var isEmpty = seen[key] is YamlMapping { Entries.IsEmpty: true } or YamlSequence { Items.IsEmpty: true } or YamlScalar { IsNull: true };
            var isSame = YamlEquality.AreEqual(seen[key], entry.Value);
            var how = isSame ? " with the same value" : isEmpty ? ", and says nothing the first time" : "; GitLab takes the last one alone";
            problems.Add(ProblemKind.Key, $"The key '{key}' stands twice{how}", entry.Key.Span, isSame || isEmpty ? ProblemEffect.None : ProblemEffect.Altered);
            seen[key] = entry.Value;
        }
    }

    /// <summary>What a node is, in a message.</summary>
    public static string Describe(YamlNode node) => node switch
    {
        YamlMapping => "a mapping",
        YamlSequence => "a list",
        YamlScalar { IsNull: true } => "nothing",
        _ => "a single value",
    };

    private static string Kinds(CiShape shape)
    {
        var one = shape.AllowsOne ? shape.Item : null;
        List<string> kinds = [];
        if ((shape.Scalar, one?.Scalar) is not (ScalarKind.None, null or ScalarKind.None))
        {
            kinds.Add("a single value");
        }

        if (shape.Item is not null)
        {
            kinds.Add("a list");
        }

        if ((shape.Keys ?? one?.Keys) is not null)
        {
            kinds.Add("a mapping");
        }

        return kinds.Count > 1 ? $"{string.Join(", ", kinds[..^1])} or {kinds[^1]}" : kinds[0];
    }

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    private bool IsNew(YamlNode node, string label, CiShape shape)
    {
        if (!known.TryGetValue(shape, out var nodes))
        {
            known.Add(shape, nodes = []);
        }

        return nodes.Add((node, label));
    }

    private void CheckScalar(YamlScalar scalar, string label, CiShape shape)
    {
        var value = scalar.Value;
        var hasVariable = value.Contains('$', StringComparison.Ordinal);
        switch (shape.Scalar)
        {
            case ScalarKind.Text when RubyScalars.IsBoolean(scalar) || RubyScalars.IsNumber(scalar):
                problems.Add(ProblemKind.Type, $"'{label}' must be a text, and '{value}' without quotes is {(RubyScalars.IsBoolean(scalar) ? "a truth value" : "a number")}", scalar.Span);
                break;
            case ScalarKind.Boolean when !RubyScalars.IsBoolean(scalar):
                problems.Add(ProblemKind.Type, $"'{label}' must be 'true' or 'false'{(value is "true" or "false" ? " without quotes" : "")}", scalar.Span);
                break;
            case ScalarKind.Whole when RubyScalars.WholeOf(scalar) is not { } number || number < shape.Minimum || number > shape.Maximum:
                problems.Add(ProblemKind.Type, $"'{label}' must be a whole number{(shape.Maximum == int.MaxValue ? "" : $" from {shape.Minimum} to {shape.Maximum}")}", scalar.Span);
                break;
            case ScalarKind.Duration or ScalarKind.Expiry when RubyScalars.IsNumber(scalar):
                problems.Add(ProblemKind.Type, $"'{label}' must be a text, and '{value}' without quotes is a number; write '{value} seconds'", scalar.Span);
                break;
            case ScalarKind.Duration or ScalarKind.Expiry when !hasVariable && !Durations.IsDuration(value) && !(shape.Scalar is ScalarKind.Expiry && value is "never"):
                problems.Add(ProblemKind.Type, $"'{value}' is not a time; '{label}' takes one like '30 minutes', '1h 30m' or '1 week'{(shape.Scalar is ScalarKind.Expiry ? ", or 'never'" : "")}", scalar.Span);
                break;
            case ScalarKind.Pattern when value is not ['/', _, .., '/']:
                problems.Add(ProblemKind.Pattern, $"'{label}' must be a regular expression between slashes, like '/Coverage: \\d+/'", scalar.Span);
                break;
            case ScalarKind.CacheKey when value.Contains('/', StringComparison.Ordinal) || value.Contains("%2F", StringComparison.OrdinalIgnoreCase) || !value.AsSpan().ContainsAnyExcept('.'):
                problems.Add(ProblemKind.Type, $"'{label}' becomes part of a path: it must have no '/', and more than dots", scalar.Span);
                break;
            case ScalarKind.Text when !shape.Words.IsEmpty && !shape.Words.Contains(value, StringComparer.Ordinal) && !shape.Tolerated.Contains(value, StringComparer.Ordinal) && !(hasVariable && shape.Expands):
                problems.Add(ProblemKind.Type, $"'{value}' is not a value of '{label}'{Names.Meant(value, shape.Words)}", scalar.Span);
                break;
        }
    }

    private void CheckList(YamlSequence sequence, string label, CiShape shape, CiShape item)
    {
        var count = CheckItems(sequence, label, shape, item, depth: 1);
        if (count == 0 && shape.Least > 0)
        {
            problems.Add(ProblemKind.Type, $"'{label}' must not be empty", sequence.Span);
        }
        else if (count > shape.Most)
        {
            problems.Add(ProblemKind.Type, $"'{label}' has {Counted.Of(count, "entry", "entries")}, and GitLab takes no more than {shape.Most}", sequence.Span);
        }
    }

    // How many entries there are, those of the lists within counted.
    private int CheckItems(YamlSequence sequence, string label, CiShape shape, CiShape item, int depth)
    {
        var count = 0;
        foreach (var entry in sequence.Items)
        {
            if (entry is YamlSequence inner && shape.IsNested && depth < MaximumNesting && inner.Tag is not References.Tag)
            {
                count += CheckItems(inner, label, shape, item, depth + 1);
                continue;
            }

            count++;
            if (entry is YamlMapping && item is { Keys: null, Scalar: ScalarKind.Text })
            {
                problems.Add(ProblemKind.Type, $"An entry of '{label}' must be a text, not a mapping; put a text that holds ': ' in quotes", entry.Span);
            }
            else
            {
                Check(entry, label, item);
            }
        }

        return count;
    }

    private void CheckMapping(YamlMapping mapping, CiShape shape, Place? owner)
    {
        CheckDuplicates(mapping);
        var isWhole = areKeysWhole && mapping.Entry(Merge) is null;
        foreach (var key in shape.Required)
        {
            if (isWhole && mapping.Entry(key) is null)
            {
                problems.Add(ProblemKind.Key, $"{Capital(shape.Section)} needs the key '{key}'", owner ?? StartOf(mapping));
            }
        }

        foreach (var entry in mapping.Entries)
        {
            var key = entry.Key.Value;
            if (key is Merge || IsInterpolated(key))
            {
                continue;
            }

            if ((shape.Keys!.GetValueOrDefault(key) ?? shape.Others) is { } value)
            {
                Check(entry.Value, key, value, entry.Key.Span);
            }
            else if (!problems.IsFull)
            {
                problems.Add(ProblemKind.Key, $"'{key}' is not a key of {shape.Section}{Names.Meant(key, shape.Keys!.Keys)}", entry.Key.Span);
            }
        }
    }

    private static Place StartOf(YamlMapping mapping) => mapping.Entries is [var first, ..] ? first.Key.Span : mapping.Span;
}
