using System.Collections.Immutable;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.CircleCi;

/// <summary>A job as a workflow has it run.</summary>
/// <param name="Name">The job, as the workflow names it.</param>
/// <param name="Keys">What is handed to it; null where nothing is.</param>
internal sealed record Invocation(YamlScalar Name, YamlMapping? Keys)
{
    /// <summary>The keys of a workflow's job that are no parameters of it.</summary>
    public static ImmutableArray<string> Own { get; } = ["name", "requires", "context", "type", "filters", "matrix", "pre-steps", "post-steps", "serial-group", "override-with"];

    /// <summary>The jobs that a workflow, or a group of jobs, lists.</summary>
    /// <param name="jobs">What stands under <c>jobs</c>.</param>
    public static IEnumerable<Invocation> In(YamlNode? jobs)
    {
        foreach (var item in (jobs as YamlSequence)?.Items ?? [])
        {
            if (item is YamlScalar { IsNull: false } name)
            {
                yield return new Invocation(name, Keys: null);
            }
            else if (item is YamlMapping { Entries: [var entry, ..] })
            {
                yield return new Invocation(entry.Key, entry.Value as YamlMapping);
            }
        }
    }

    /// <summary>The name that it has in its workflow, where one is given.</summary>
    public YamlScalar? Given => Keys?["name"] as YamlScalar is { IsNull: false } name ? name : null;

    /// <summary>The type that the workflow says; null where it says none.</summary>
    public string? Type => (Keys?["type"] as YamlScalar)?.Value;

    /// <summary>The values of its matrix, by parameter.</summary>
    /// <param name="scope">What names mean where it stands.</param>
    public IReadOnlyDictionary<string, Argument> Matrix(Scope scope) => Binder.Matrix(Keys?["matrix"], scope);

    /// <summary>The names by which other jobs can wait for it: its own, that of its matrix, and that of each job that its matrix makes.</summary>
    /// <param name="scope">What names mean where it stands.</param>
    /// <param name="texts">Puts values into names.</param>
    public IEnumerable<string> Names(Scope scope, TextResolver texts)
    {
        yield return Given?.Value ?? Name.Value;
        var matrix = Matrix(scope);
        if (matrix.Count == 0)
        {
            if (Given is not null && scope.Library.HasMarks && Marks.MayBeIn(Given.Value))
            {
                yield return texts.Resolve(Given, scope, takesDefaults: true).Text;
            }

            yield break;
        }

        // The whole of a matrix is called as the job is.
        yield return ((Keys?["matrix"] as YamlMapping)?["alias"] as YamlScalar)?.Value ?? Name.Value;
        foreach (var row in Rows(matrix))
        {
            if (Given is not null)
            {
                yield return texts.Resolve(Given, Within(scope, row)).Text;
                continue;
            }

            // The values stand in the order of the parameters' names; that of the file is taken as well.
            yield return Numbered(row.OrderBy(argument => argument.Name, StringComparer.Ordinal));
            yield return Numbered(row);
        }
    }

    /// <summary>The names that one stands for which it requires: as it is written, and with the values of each job that its matrix makes.</summary>
    /// <param name="name">As it is written.</param>
    /// <param name="scope">What names mean where it stands.</param>
    /// <param name="texts">Puts values into names.</param>
    public IEnumerable<string> Required(YamlScalar name, Scope scope, TextResolver texts) =>
        scope.Library.HasMarks && Marks.MayBeIn(name.Value) ? Each(name, scope, texts).Select(each => each.Text).Prepend(name.Value) : [name.Value];

    /// <summary>A text of it, with the values of each job that its matrix makes.</summary>
    /// <param name="text">As it is written.</param>
    /// <param name="scope">What names mean where it stands.</param>
    /// <param name="texts">Puts values into texts.</param>
    public IEnumerable<ResolvedText> Each(YamlScalar text, Scope scope, TextResolver texts) =>
        !Marks.MayBeIn(text.Value) || Matrix(scope) is not { Count: > 0 } matrix
            ? [texts.Resolve(text, scope, takesDefaults: true)]
            : Rows(matrix).Select(row => texts.Resolve(text, Within(scope, row), takesDefaults: true)).DistinctBy(each => each.Text);

    private ImmutableArray<ImmutableArray<Argument>> Rows(IReadOnlyDictionary<string, Argument> matrix) => Binder.Rows(Keys?["matrix"], matrix.Values);

    private static Scope Within(Scope scope, ImmutableArray<Argument> row) =>
        row.ToDictionary(argument => argument.Name, StringComparer.Ordinal) is var values ? scope with { Matrix = values, Arguments = values } : scope;

    private string Numbered(IEnumerable<Argument> row) => Name.Value + string.Concat(row.Select(argument => argument.Values is [{ Node: YamlScalar value }] ? "-" + value.Value : ""));
}
