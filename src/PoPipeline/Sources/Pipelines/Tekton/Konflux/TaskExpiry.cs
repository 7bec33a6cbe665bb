using System.Globalization;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.Tekton.Konflux;

/// <summary>Looks at the time from which on a task is no longer taken for a part of a build.</summary>
/// <remarks>Source: <c>tasks.unsupported</c> and <c>annotations.expires_on_format</c> of https://github.com/conforma/policy.</remarks>
internal static class TaskExpiry
{
    private const string Annotation = "build.appstudio.redhat.com/expires-on";

    /// <summary>Finds what is wrong with it.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="problems">Takes what is wrong.</param>
    public static void Validate(TektonResource resource, ProblemList problems)
    {
        if (resource.Kind is "Task" && resource.Annotations?[Annotation] is YamlScalar { IsNull: false } time
            && !(time.Value.Length >= 20 && time.Value[10] is 'T' && DateTimeOffset.TryParse(time.Value, CultureInfo.InvariantCulture, DateTimeStyles.None, out _)))
        {
            problems.Add(ProblemKind.Type, $"'{time.Value}' is no time of the form '2027-01-31T00:00:00Z', so that the task never expires", time.Span, ProblemEffect.Altered);
        }
    }
}
