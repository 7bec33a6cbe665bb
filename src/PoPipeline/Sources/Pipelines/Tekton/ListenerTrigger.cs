using System.Collections.Immutable;
using System.Text.RegularExpressions;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.Tekton;

/// <summary>What makes runs from a template when somebody sends an event to a listener.</summary>
/// <param name="Node">All of it.</param>
/// <param name="Resource">What it stands in.</param>
/// <remarks>Source: https://tekton.dev/docs/triggers/eventlisteners/ and https://tekton.dev/docs/triggers/interceptors/.</remarks>
internal sealed partial record ListenerTrigger(YamlMapping Node, TektonResource Resource)
{
    // What only those who may push make a forge send.
    private static readonly ImmutableArray<string> OfPushes = ["push", "create", "delete", "release", "Push Hook", "Tag Push Hook", "Release Hook", "repo:push", "repo:refs_changed"];

    /// <summary>All of a set of resources.</summary>
    /// <param name="resources">The resources.</param>
    public static IEnumerable<ListenerTrigger> In(ResourceSet resources) => resources.All.SelectMany(In);

    /// <summary>The template that it makes runs from; null where the repository does not hold it.</summary>
    /// <param name="resources">The resources.</param>
    public TektonResource? TemplateIn(ResourceSet resources)
    {
        var template = Node["template"] as YamlMapping;
        return (template?["ref"] ?? template?["name"]) is YamlScalar name ? resources.Find("TriggerTemplate", name.Value) : null;
    }

    /// <summary>What it is called; what it stands in where it has no name.</summary>
    public string Name => ((Named ?? Node)["name"] as YamlScalar)?.Value ?? ((Named ?? Node)["triggerRef"] as YamlScalar)?.Value ?? Resource.Name;

    /// <summary>The trigger that it names where it only names one; itself where it says all; null where the repository does not hold what it names.</summary>
    /// <param name="resources">The resources.</param>
    public ListenerTrigger? Referred(ResourceSet resources) =>
        Node["triggerRef"] is not YamlScalar { IsNull: false } name ? this
        : resources.Find("Trigger", name.Value) is { Spec: { } spec } ? new ListenerTrigger(spec, Resource) { Named = Node }
        : null;

    /// <summary>What stands for it where it is named; null where it stands there itself.</summary>
    public YamlMapping? Named { get; private init; }

    /// <summary>The events that it lets through, as far as it asks for any.</summary>
    public PipelineEvents Events
    {
        get
        {
            var place = Named ?? Node;
            var span = (place["name"] as YamlScalar)?.Span ?? place.Entries.FirstOrDefault()?.Key.Span ?? place.Span;
            var names = Interceptors.SelectMany(Names).Distinct(StringComparer.Ordinal).ToList();
            return new PipelineEvents(names.Count == 0
                ? [Of("any event", Origin.Outsider, span)]
                : [.. names.Select(name => Of(name, OfPushes.Contains(name, StringComparer.Ordinal) ? Origin.Contributor : Origin.Outsider, span))]);
        }
    }

    /// <summary>What looks at each event before it.</summary>
    public IEnumerable<YamlMapping> Interceptors => In(Around).Concat(In(Node));

    /// <summary>The group of triggers that selects it, whose interceptors look first; null where none does.</summary>
    public YamlMapping? Around { get; init; }

    /// <summary>Whether something asks the sender to prove who they are, as far as the file tells.</summary>
    /// <remarks>Source: https://tekton.dev/docs/triggers/interceptors/. What looks at an event and is none of Tekton's own may ask, too.</remarks>
    public bool IsProven => Interceptors.Any(Proves);

    private static IEnumerable<YamlMapping> In(YamlMapping? node) => (node?["interceptors"] as YamlSequence)?.Items.OfType<YamlMapping>() ?? [];

    private static bool Proves(YamlMapping interceptor)
    {
        var name = ((interceptor["ref"] as YamlMapping)?["name"] as YamlScalar)?.Value ?? interceptor.Entries.Select(entry => entry.Key.Value).FirstOrDefault(key => key is "github" or "gitlab" or "bitbucket" or "cel" or "webhook");
        return name switch
        {
            "github" or "gitlab" or "bitbucket" => Given(interceptor).Any(given => given.Name is "secretRef"),
            "cel" => Given(interceptor).Any(given => Parameters.Texts(given.Value).Any(text => text.Value.Contains("compareSecret(", StringComparison.Ordinal))),
            null => false,
            _ => true,
        };
    }

    private static IEnumerable<(string Name, YamlNode Value)> Given(YamlMapping interceptor) =>
        Parameters.Values(interceptor["params"] as YamlSequence).Select(given => (given.Name.Value, given.Value))
            .Concat(interceptor.Entries.Select(entry => entry.Value).OfType<YamlMapping>().SelectMany(old => old.Entries).Select(entry => (entry.Key.Value, entry.Value)));

    private static IEnumerable<ListenerTrigger> In(TektonResource resource) => resource.Kind switch
    {
        "EventListener" => (resource.Spec?["triggers"] as YamlSequence)?.Items.OfType<YamlMapping>().Select(node => new ListenerTrigger(node, resource)) ?? [],
        "Trigger" => resource.Spec is { } spec ? [new ListenerTrigger(spec, resource)] : [],
        _ => [],
    };

    private static Trigger Of(string name, Origin startedBy, Place span) => new() { Name = name, Span = span, StartedBy = startedBy, Privileged = true, Occasion = OccasionOf(name), IsPartial = true };

    // What an expression behind may limit further.
    private static Occasion OccasionOf(string name) => name switch
    {
        "push" or "Push Hook" or "repo:push" or "repo:refs_changed" => Occasion.Push,
        "pull_request" or "Merge Request Hook" => Occasion.Proposal,
        "release" or "Release Hook" or "Tag Push Hook" => Occasion.Release,
        "any event" => Occasion.Unknown,
        _ => name.StartsWith("pullrequest:", StringComparison.Ordinal) || name.StartsWith("pr:", StringComparison.Ordinal) ? Occasion.Proposal : Occasion.Other,
    };

    // Of each forge by a list, or by what an expression compares the header with that tells the event.
    private static IEnumerable<string> Names(YamlMapping interceptor)
    {
        foreach (var (name, value) in Given(interceptor))
        {
            if (name is "eventTypes")
            {
                foreach (var text in Parameters.Texts(value))
                {
                    yield return text.Value;
                }
            }
            else if (name is "filter" && value is YamlScalar filter)
            {
                foreach (Match match in Header().Matches(filter.Value))
                {
                    foreach (Match text in Text().Matches(match.Groups["rest"].Value))
                    {
                        yield return text.Groups["name"].Value;
                    }
                }
            }
        }
    }

    [GeneratedRegex("""header\.(?:match|canonical)\(\s*["']x-(?:github-event|gitlab-event|event-key|gitea-event)["']\s*(?<rest>,\s*["'][^"'\n]{1,60}["']|\)\s*(?:==|in)\s*(?:["'][^"'\n]{1,60}["']|\[[^\]\n]{1,300}\]))""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Header();

    [GeneratedRegex("""["'](?<name>[^"'\n]{1,60})["']""", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Text();
}
