using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.GitHubActions.Validation;

/// <summary>Checks the matrix of a job.</summary>
internal static class MatrixValidator
{
    // https://docs.github.com/en/actions/reference/limits
    private const int MaximumJobs = 256;

    private static readonly ListShape Row = new(new ValueShape(Availability.Strategy)) { Expression = Availability.Strategy };
    private static readonly MapShape Combination = MapShape.Of("a combination", new ValueShape(Availability.Strategy)) with { Expression = Availability.Strategy, MayBeEmpty = true };
    private static readonly ListShape Combinations = new(Combination) { Expression = Availability.Strategy };

    /// <summary>Reports what is wrong with a matrix.</summary>
    public static void Validate(YamlEntry entry, ValidationContext context)
    {
        if (entry.Value is not YamlMapping matrix)
        {
            (MapShape.Of("a matrix", Row) with { Expression = Availability.Strategy }).Validate(entry.Value, "matrix", context);
            return;
        }

        MappingKeys.CheckDuplicates(matrix, context);
        foreach (var row in matrix.Entries.Where(row => row.Key.Value is not MappingKeys.Merge))
        {
            (MatrixTypes.IsSpecial(row) ? Combinations : Row).Validate(row.Value, row.Key.Value, context);
            if (!MatrixTypes.IsSpecial(row) && row.Value is YamlSequence values)
            {
                Duplicates(row.Key.Value, values, context);
            }
        }

        Exclude(matrix, context);
        if (AtLeast(matrix) is > MaximumJobs and var jobs)
        {
            context.Add(ProblemKind.Matrix, $"The matrix makes {jobs} jobs or more; a run has {MaximumJobs} of a matrix at most", entry.Key.Span);
        }
    }

    // Each combination that is left out may leave out as many as the rows make that it does not name.
    private static long AtLeast(YamlMapping matrix)
    {
        var rows = matrix.Entries.Where(row => !MatrixTypes.IsSpecial(row)).ToList();
        if (rows.Count == 0)
        {
            return (matrix["include"] as YamlSequence)?.Items.Length ?? 0;
        }

        if (rows.Any(row => row.Value is not YamlSequence) || (matrix.Entry("exclude") is { } entry && entry.Value is not YamlSequence))
        {
            return 0;
        }

        var all = Product(rows);
        foreach (var item in (matrix["exclude"] as YamlSequence)?.Items ?? [])
        {
            all -= item is YamlMapping left ? Product(rows.Where(row => !left.Entries.Any(named => named.Key.Value.Equals(row.Key.Value, StringComparison.OrdinalIgnoreCase)))) : all;
        }

        return all;
    }

    private static long Product(IEnumerable<YamlEntry> rows)
    {
        const long Enough = int.MaxValue;
        return rows.Aggregate(1L, (product, row) => Math.Min(product * ((YamlSequence)row.Value).Items.Length, Enough));
    }

    private static void Duplicates(string name, YamlSequence row, ValidationContext context)
    {
        for (var index = 1; index < Math.Min(row.Items.Length, 256); index++)
        {
            if (row.Items.Take(index).Any(earlier => AreEqual(earlier, row.Items[index])))
            {
                context.Add(ProblemKind.Matrix, $"A value of '{name}' stands twice in the matrix, so that the same job runs twice", row.Items[index].Span);
            }
        }
    }

    // An alias is the same node: that, too, is a value that stands twice.
    private static bool AreEqual(YamlNode left, YamlNode right) => (left, right) switch
    {
        (YamlScalar first, YamlScalar second) => first.Value == second.Value && first.IsPlain == second.IsPlain && !ScalarExpressions.HasAny(first),
        (YamlSequence first, YamlSequence second) => first.Items.Length == second.Items.Length && first.Items.Zip(second.Items).All(pair => AreEqual(pair.First, pair.Second)),
        (YamlMapping first, YamlMapping second) => first.Entries.Length == second.Entries.Length
            && first.Entries.All(entry => second[entry.Key.Value] is { } other && AreEqual(entry.Value, other)),
        _ => false,
    };

    private static void Exclude(YamlMapping matrix, ValidationContext context)
    {
        if (matrix["exclude"] is not YamlSequence exclude || matrix.Entries.Any(entry => entry.Key.Value is MappingKeys.Merge))
        {
            return;
        }

        var rows = matrix.Entries.Where(entry => !MatrixTypes.IsSpecial(entry)).ToList();
        foreach (var entry in exclude.Items.OfType<YamlMapping>().SelectMany(item => item.Entries))
        {
            var row = rows.Find(row => row.Key.Value.Equals(entry.Key.Value, StringComparison.OrdinalIgnoreCase));
            if (row is null)
            {
                context.Add(ProblemKind.Matrix, $"'exclude' names '{entry.Key.Value}', which is no row of the matrix; {Names.OneOf(rows.Select(found => found.Key.Value))}", entry.Key.Span);
            }
            else if (row.Value is YamlSequence values && !values.Items.Any(value => Matches(value, entry.Value)))
            {
                context.Add(ProblemKind.Matrix, $"'exclude' names a value that '{row.Key.Value}' does not have in the matrix, so it leaves nothing out", entry.Value.Span);
            }
        }
    }

    private static bool Matches(YamlNode value, YamlNode filter) => (value, filter) switch
    {
        (YamlScalar scalar, _) when ScalarExpressions.HasAny(scalar) => true,
        (_, YamlScalar scalar) when ScalarExpressions.HasAny(scalar) => true,
        (YamlScalar first, YamlScalar second) => first.Value.Equals(second.Value, StringComparison.OrdinalIgnoreCase),
        (YamlSequence first, YamlSequence second) => first.Items.Length == second.Items.Length && first.Items.Zip(second.Items).All(pair => Matches(pair.First, pair.Second)),
        (YamlMapping first, YamlMapping second) => second.Entries.All(entry => first[entry.Key.Value] is { } found && Matches(found, entry.Value)),
        _ => false,
    };
}
