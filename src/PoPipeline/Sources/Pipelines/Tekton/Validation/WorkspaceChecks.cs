using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.Tekton.Validation;

/// <summary>What holds for workspaces: declared by tasks and pipelines, and bound by runs.</summary>
/// <remarks>Source: https://tekton.dev/docs/pipelines/workspaces/.</remarks>
internal static class WorkspaceChecks
{
    private static readonly string[] Sources = ["volumeClaimTemplate", "persistentVolumeClaim", "emptyDir", "configMap", "secret", "projected", "csi"];

    private static readonly (string Source, string Field)[] Needed = [("persistentVolumeClaim", "claimName"), ("configMap", "name"), ("secret", "secretName"), ("projected", "sources"), ("csi", "driver")];

    /// <summary>Finds what is wrong with those of a task.</summary>
    /// <param name="spec">The task.</param>
    /// <param name="steps">Its steps.</param>
    /// <param name="isAlone">Whether it stands alone, so that none comes from around.</param>
    /// <param name="problems">Takes what is wrong.</param>
    public static void OfTask(YamlMapping spec, List<YamlMapping> steps, bool isAlone, ProblemList problems)
    {
        var names = ParameterChecks.Unique(spec["workspaces"], "workspace", problems);
        var paths = steps.Append(spec["stepTemplate"] as YamlMapping).SelectMany(step => ParameterChecks.Items(step?["volumeMounts"])).Select(mount => (mount["mountPath"] as YamlScalar)?.Value).OfType<string>().Select(Clean).ToHashSet(StringComparer.Ordinal);
        foreach (var workspace in ParameterChecks.Items(spec["workspaces"]))
        {
            var name = workspace["name"] as YamlScalar;
            var path = workspace["mountPath"] as YamlScalar;
            if (name is not null && !paths.Add(Clean(path is { IsNull: false, Value.Length: > 0 } ? path.Value : $"/workspace/{name.Value}")) && path is { IsNull: false })
            {
                problems.Add(ProblemKind.Id, $"The workspace '{name.Value}' lies at '{path.Value}', where something else does", path.Span);
            }
        }

        foreach (var name in steps.Concat(ParameterChecks.Items(spec["sidecars"])).SelectMany(step => ParameterChecks.Named(step["workspaces"])).Where(name => !names.Contains(name.Value)))
        {
            problems.Add(ProblemKind.Context, $"A step takes the workspace '{name.Value}', which the task does not declare{Names.Meant(name.Value, names)}", name.Span);
        }

        if (isAlone)
        {
            Used(spec, names, problems);
        }
    }

    /// <summary>Finds what is wrong with those that a run binds.</summary>
    /// <param name="list">The list.</param>
    /// <param name="problems">Takes what is wrong.</param>
    public static void OfRun(YamlNode? list, ProblemList problems)
    {
        _ = ParameterChecks.Unique(list, "workspace", problems);
        foreach (var binding in ParameterChecks.Items(list))
        {
            var sources = binding.Entries.Where(entry => Sources.Contains(entry.Key.Value, StringComparer.Ordinal) && entry.Value is not YamlScalar { IsNull: true }).ToList();
            var name = binding["name"] as YamlScalar;
            if (sources.Count > 1)
            {
                problems.Add(ProblemKind.Key, $"The workspace '{name?.Value}' is bound to more than one volume", sources[1].Key.Span);
            }
            else if (sources.Count == 0)
            {
                problems.Add(ProblemKind.Missing, $"The workspace '{name?.Value}' is bound to nothing; {Names.OneOf(Sources)}", name?.Span ?? binding.Span.Start);
            }

            foreach (var (source, field) in Needed)
            {
                if (binding[source] is YamlMapping volume && volume[field] is null or YamlScalar { IsNull: true } or YamlScalar { Value.Length: 0 } or YamlSequence { Items.IsEmpty: true })
                {
                    problems.Add(ProblemKind.Missing, $"What stands in '{source}' needs a '{field}'", binding.Entry(source)!.Key.Span);
                }
            }
        }
    }

    // The admission does not look, and the text stays as it is written.
    private static void Used(YamlMapping spec, HashSet<string> names, ProblemList problems)
    {
        foreach (var entry in spec.Entries.Where(entry => entry.Key.Value is "steps" or "stepTemplate" or "sidecars"))
        {
            foreach (var text in ParameterChecks.Scalars(entry.Value))
            {
                foreach (var put in Substitution.In(text.Value, isDynamic: false).Where(put => put.Path.StartsWith("workspaces.", StringComparison.Ordinal)))
                {
                    var rest = put.Path["workspaces.".Length..];
                    var name = rest.LastIndexOf('.') is > 0 and var dot ? rest[..dot] : rest;
                    if (!names.Contains(name))
                    {
                        problems.Add(ProblemKind.Context, $"'{put.Text}' takes the workspace '{name}', which the task does not declare{Names.Meant(name, names)}", text.PlaceOf(put.Offset, put.Text.Length), ProblemEffect.Altered);
                    }
                }
            }
        }
    }

    private static string Clean(string path) => path.Length > 1 ? path.TrimEnd('/') : path;
}
