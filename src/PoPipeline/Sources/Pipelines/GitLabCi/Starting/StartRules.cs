using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.GitLabCi.Starting;

/// <summary>Reads <c>rules</c>, each expression once.</summary>
internal sealed class StartRules
{
    // What !reference puts in may hold lists of its own: https://docs.gitlab.com/ci/yaml/yaml_optimization/#reference-tags.
    private const int MaximumLevels = 10;

    // Of the rules of one job, and of the characters of all expressions: nothing is known of what is behind them.
    private const int MaximumRules = 200;
    private const int MaximumCharacters = 256 * 1024;

    private readonly Dictionary<YamlNode, ImmutableArray<StartRule>> known = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<YamlNode, StartRule> read = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<YamlScalar, (RuleExpression? Root, RuleExpressionError? Error)> parsed = new(ReferenceEqualityComparer.Instance);
    private int characters;

    /// <summary>The entries of a list, those of lists inside it among them.</summary>
    public ImmutableArray<StartRule> Of(YamlNode rules)
    {
        if (!known.TryGetValue(rules, out var found))
        {
            found = [.. Flatten(rules, MaximumLevels).Take(MaximumRules + 1).Select((node, index) => index < MaximumRules ? Once(node) : new StartRule { Span = node.Span, Node = null })];
            known[rules] = found;
        }

        return found;
    }

    /// <summary>What an expression says; GitLab takes texts alone, not what YAML reads as a boolean.</summary>
    public (RuleExpression? Root, RuleExpressionError? Error) Parse(YamlScalar scalar)
    {
        if (!parsed.TryGetValue(scalar, out var found))
        {
            found = scalar.IsPlain && scalar.Value is "true" or "false"
                ? (null, new RuleExpressionError($"An expression is a text: write '{scalar.Value}' between quotes", 0, scalar.Value.Length))
                : (characters += scalar.Value.Length) > MaximumCharacters ? (new OpaqueExpression(0, scalar.Value.Length), null)
                : RuleExpressionParser.Parse(scalar.Value);
            parsed[scalar] = found;
        }

        return found;
    }

    /// <summary>An entry from its key to the end of its value, where both stand in one place.</summary>
    public static Place PlaceOf(YamlEntry entry)
    {
        var (key, value) = (entry.Key.Span, entry.Value.Span);
        return key.Path == value.Path && (value.Region.StartLine, value.Region.StartColumn).CompareTo((key.Region.EndLine, key.Region.EndColumn)) >= 0 ? key.To(value) : key;
    }

    private static IEnumerable<YamlNode> Flatten(YamlNode node, int levels) => node switch
    {
        YamlSequence sequence when levels > 0 => sequence.Items.SelectMany(item => Flatten(item, levels - 1)),
        _ => [node],
    };

    // References put the same rules into the lists of many jobs.
    private StartRule Once(YamlNode node)
    {
        if (!read.TryGetValue(node, out var rule))
        {
            rule = Read(node);
            read[node] = rule;
        }

        return rule;
    }

    private StartRule Read(YamlNode node)
    {
        // What a merge key would put in is not known here.
        if (node is not YamlMapping mapping || mapping.Entry("<<") is not null)
        {
            return new StartRule { Span = node.Span, Node = null };
        }

        var condition = Written(mapping["if"]) as YamlScalar;
        var (root, error) = condition is null ? (null, null) : Parse(condition);
        var changes = Written(mapping["changes"]);
        return new StartRule
        {
            Span = mapping.Span,
            Node = mapping,
            If = condition,
            Expression = root,
            Error = error,
            When = Written(mapping["when"]) as YamlScalar,
            AllowFailure = Written(mapping["allow_failure"]) as YamlScalar,
            HasChanges = changes is not null,
            ComparesTo = (changes as YamlMapping)?["compare_to"] is not null,
            HasExists = Written(mapping["exists"]) is not null,
        };
    }

    private static YamlNode? Written(YamlNode? node) => node is YamlScalar { IsNull: true } ? null : node;
}
