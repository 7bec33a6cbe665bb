using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Deployments;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.ArgoCd;

/// <summary>What the generators of an ApplicationSet fill in, and who writes it.</summary>
/// <remarks>Source: https://argo-cd.readthedocs.io/en/stable/operator-manual/applicationset/Generators/.</remarks>
internal sealed class GeneratedTexts
{
    // More generators than that nobody wrote by hand.
    private const int Most = 500;

    // Functions after which a text is one word of the language around it.
    private static readonly string[] Quoting = ["quote", "squote", "toJson", "toYaml"];
    private static readonly string[] Narrowing = ["slugify", "normalize", "sha256sum", "sha1sum", "b64enc"];

    private readonly List<(string Kind, YamlMapping Body, YamlScalar Key)> generators = [];

    /// <summary>Reads the generators of an ApplicationSet, those within others included.</summary>
    /// <param name="list">They.</param>
    public GeneratedTexts(YamlNode? list)
    {
        var open = new Queue<YamlNode?>([list]);
        while (open.TryDequeue(out var next) && generators.Count < Most)
        {
            foreach (var entry in ((next as YamlSequence)?.Items ?? []).OfType<YamlMapping>().SelectMany(generator => generator.Entries).Where(entry => entry.Key.Value is not "selector").Take(Most))
            {
                var body = entry.Value as YamlMapping ?? new YamlMapping(entry.Value.Span, [], isFlow: false);
                generators.Add((entry.Key.Value, body, entry.Key));
                if (entry.Key.Value is "matrix" or "merge")
                {
                    open.Enqueue(body["generators"]);
                }
            }
        }
    }

    /// <summary>The generators, each with its kind.</summary>
    public IReadOnlyList<(string Kind, YamlMapping Body, YamlScalar Key)> All => generators;

    /// <summary>What makes one of each change that is proposed; null where nothing does.</summary>
    public Located<string>? Proposals => generators.Where(generator => generator.Kind is "pullRequest").Select(generator => new Located<string>(generator.Kind, generator.Key.Span)).FirstOrDefault();

    /// <summary>Whether each of those that look at proposals takes only such as have a label.</summary>
    public bool AreGuarded =>
        generators.Where(generator => generator.Kind is "pullRequest").All(generator => generator.Body.Entries.Select(entry => entry.Value).OfType<YamlMapping>().Any(server => server["labels"] is YamlSequence { Items.IsEmpty: false }));

    /// <summary>The templates that generators have of their own.</summary>
    public IEnumerable<YamlMapping> Templates => generators.Select(generator => generator.Body["template"]).OfType<YamlMapping>();

    /// <summary>What is filled into a text that means more than itself.</summary>
    /// <param name="text">The text.</param>
    /// <param name="part">What it becomes a part of.</param>
    public IEnumerable<FilledText> In(YamlScalar text, FilledPart part)
    {
        for (var at = 0; at < text.Value.Length;)
        {
            var start = text.Value.IndexOf("{{", at, StringComparison.Ordinal);
            var end = start < 0 ? -1 : text.Value.IndexOf("}}", start, StringComparison.Ordinal);
            if (end < 0)
            {
                yield break;
            }

            var written = text.Value[start..(end + 2)];
            if (Of(written) is { Charset: not Charset.Fixed } provenance)
            {
                yield return new FilledText(written, text.PlaceOf(start, written.Length), part, provenance);
            }

            at = end + 2;
        }
    }

    /// <summary>Who controls what is filled in, of several the least trusted one.</summary>
    /// <param name="text">A text with its marks: <c>{{ .branch }}</c>.</param>
    public Provenance Of(string text)
    {
        var words = text.Split([' ', '{', '}', '.', '|', '(', ')', '"', '`', '-', '[', ']', '\t', '\n', '$'], StringSplitOptions.RemoveEmptyEntries);
        if (!text.Contains("{{", StringComparison.Ordinal) || words.Length == 0 || words.Any(word => Quoting.Contains(word, StringComparer.Ordinal)))
        {
            return Provenance.Constant;
        }

        var all = Provenance.Join(generators.Select(generator => Of(generator.Kind, words)));
        return words.Any(word => Narrowing.Contains(word, StringComparer.Ordinal)) ? all.AtMost(Charset.Limited) : all;
    }

    private static Provenance Of(string kind, string[] words) => kind switch
    {
        "pullRequest" => Provenance.Join(words.Select(word => word switch
        {
            "title" => From(Origin.Outsider, Charset.Line, "the title of the change"),
            "branch" => From(Origin.Outsider, Charset.Line, "the branch of the change") with { IsOneWord = true },
            "author" or "branch_slug" => From(Origin.Outsider, Charset.Limited, word),
            "labels" => From(Origin.Contributor, Charset.Line, "the labels of the change"),
            _ => Provenance.Constant,
        })),
        "scmProvider" => Provenance.Join(words.Select(word => word switch
        {
            "branch" => From(Origin.Contributor, Charset.Line, "the branch") with { IsOneWord = true },
            "repository" or "organization" or "labels" => From(Origin.Contributor, Charset.Limited, word),
            _ => Provenance.Constant,
        })),

        // What is in a file of the repository can have any name.
        "git" => From(Origin.Contributor, Charset.Free, "a folder or a file of the repository"),
        _ => Provenance.Constant,
    };

    private static Provenance From(Origin origin, Charset charset, string source) => new(origin, charset) { Sources = ImmutableArray.Create(source) };
}
