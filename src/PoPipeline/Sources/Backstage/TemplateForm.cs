using System.Collections.Immutable;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Backstage;

/// <summary>What whoever uses a template is asked: its parameters, wherever a form may define one.</summary>
internal sealed class TemplateForm
{
    private readonly Dictionary<string, YamlMapping?> parameters = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ImmutableArray<string>> choices = new(StringComparer.Ordinal);

    /// <summary>Reads the forms of a template.</summary>
    /// <param name="spec">What the template is made of.</param>
    public TemplateForm(YamlMapping? spec)
    {
        // A form is a schema, in which further questions hang on answers to others.
        var open = new Stack<YamlNode>();
        if (spec?["parameters"] is { } forms)
        {
            open.Push(forms);
        }

        while (open.TryPop(out var node))
        {
            Read(node, open);
        }
    }

    /// <summary>Whether it may ask for more than is known here.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>Its questions.</summary>
    public IEnumerable<KeyValuePair<string, YamlMapping?>> Questions => parameters;

    /// <summary>Whether a parameter is defined.</summary>
    /// <param name="name">The name.</param>
    public bool Defines(string name) => IsOpen || parameters.ContainsKey(name);

    /// <summary>The answers of which one is chosen; empty where anything may be answered.</summary>
    /// <param name="name">The parameter.</param>
    public ImmutableArray<string> ChoicesOf(string name)
    {
        if (!choices.TryGetValue(name, out var known))
        {
            var question = parameters.GetValueOrDefault(name);
            known = question?["enum"] is YamlSequence { Items: { IsEmpty: false } items } && items.All(item => item is YamlScalar) ? [.. items.OfType<YamlScalar>().Select(item => item.Value)]
                : question?["const"] is YamlScalar constant ? [constant.Value]
                : [];
            choices[name] = known;
        }

        return known;
    }

    /// <summary>Whether the answer is hidden while it is typed, and kept in the open afterwards.</summary>
    /// <param name="name">The parameter.</param>
    public bool IsSecret(string name) => parameters.GetValueOrDefault(name) is { } question && question["ui:widget"] is YamlScalar { Value: "password" };

    private void Read(YamlNode node, Stack<YamlNode> open)
    {
        switch (node)
        {
            case YamlSequence list:
                foreach (var item in list.Items)
                {
                    open.Push(item);
                }

                break;
            case YamlMapping mapping:
                foreach (var entry in mapping.Entries)
                {
                    if (entry.Key.Value is "$ref" or "patternProperties" || entry.Key.Value.StartsWith('$'))
                    {
                        IsOpen = true;
                    }

                    if (entry.Key.Value is "properties" && entry.Value is YamlMapping properties)
                    {
                        foreach (var property in properties.Entries)
                        {
                            // What a condition repeats of a question adds nothing to its choices.
                            if (!parameters.TryGetValue(property.Key.Value, out var known) || known?["enum"] is null)
                            {
                                parameters[property.Key.Value] = property.Value as YamlMapping ?? known;
                            }
                        }
                    }

                    open.Push(entry.Value);
                }

                break;
        }
    }
}
