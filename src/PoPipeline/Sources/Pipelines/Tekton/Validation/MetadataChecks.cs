using System.Text.RegularExpressions;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.Tekton.Validation;

/// <summary>What holds for the name and the labels of a resource.</summary>
/// <remarks>Source: https://kubernetes.io/docs/concepts/overview/working-with-objects/names/.</remarks>
internal static partial class MetadataChecks
{
    // Tekton's own, which is less than what Kubernetes takes: names of pods are made from it.
    private const int Longest = 63;

    /// <summary>Finds what is wrong with them.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="problems">Takes what is wrong.</param>
    public static void Validate(TektonResource resource, ProblemList problems)
    {
        if (resource.Root["metadata"] is not YamlMapping metadata)
        {
            problems.Add(ProblemKind.Missing, $"A {resource.Kind} needs 'metadata' with a 'name'", resource.Span);
            return;
        }

        var name = metadata["name"] as YamlScalar;
        var generated = metadata["generateName"] as YamlScalar;
        if (name is { IsNull: false, Value.Length: > 0 })
        {
            Name(name, name.Value, problems);
        }
        else if (generated is { IsNull: false, Value.Length: > 0 })
        {
            Name(generated, generated.Value.TrimEnd('-') + (generated.Value.EndsWith('-') ? "-0" : ""), problems);
        }
        else
        {
            problems.Add(ProblemKind.Missing, $"A {resource.Kind} needs a 'name' or a 'generateName'", metadata.Span.Start);
        }

        Labels(resource, problems);
    }

    /// <summary>Finds what is wrong with the labels of a resource.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="problems">Takes what is wrong.</param>
    public static void Labels(TektonResource resource, ProblemList problems)
    {
        foreach (var entry in resource.Labels?.Entries ?? [])
        {
            if (entry.Value is YamlScalar { IsNull: false } value)
            {
                Label(entry.Key.Value, value, problems);
            }
        }
    }

    private static void Name(YamlScalar written, string name, ProblemList problems)
    {
        if (PlainText.IsFilledIn(written) || name.Contains('$', StringComparison.Ordinal))
        {
            return;
        }

        if (PlainText.KindOf(written) is not FieldKind.Text)
        {
            problems.Add(ProblemKind.Type, $"'name' has to be a text, so that '{written.Value}' needs quotes", written.Span);
        }
        else if (!Subdomain().IsMatch(name))
        {
            problems.Add(ProblemKind.Id, $"'{written.Value}' is no name of a resource: it has small letters, digits, '-' and '.', and starts and ends with a letter or digit", written.Span);
        }
        else if (name.Length > Longest)
        {
            problems.Add(ProblemKind.Id, $"The name has {Counted.Of(name.Length, "letter")}, and can have {Longest}", written.Span);
        }
    }

    private static void Label(string key, YamlScalar value, ProblemList problems)
    {
        if (PlainText.IsFilledIn(value) || value.Value.Contains('$', StringComparison.Ordinal))
        {
            return;
        }

        if (PlainText.KindOf(value) is not FieldKind.Text)
        {
            problems.Add(ProblemKind.Type, $"The label '{key}' has to be a text, so that '{value.Value}' needs quotes", value.Span);
        }
        else if (value.Value.Length > Longest || !LabelValue().IsMatch(value.Value))
        {
            problems.Add(ProblemKind.Type, $"The label '{key}' has letters, digits, '-', '_' and '.', {Longest} at most, and starts and ends with a letter or digit", value.Span);
        }
    }

    [GeneratedRegex("^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Subdomain();

    [GeneratedRegex("^(?:[A-Za-z0-9](?:[-A-Za-z0-9_.]*[A-Za-z0-9])?)?$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LabelValue();
}
