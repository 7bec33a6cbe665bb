using System.Collections.Immutable;
using PoPipeline.Rules.Flow;
using PoPipeline.Rules.Model.Pipelines;

namespace PoPipeline.Sources.Pipelines.GitHubActions;

/// <summary>The variables that the steps of a job set for those behind them, as far as the steps were looked at.</summary>
internal sealed class JobVariables
{
    private readonly Dictionary<string, List<(int Step, WrittenText Variable)>> byName = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<ForeignVariable> foreign = [];

    /// <summary>How many steps were looked at, from the first.</summary>
    public int Seen { get; set; }

    /// <summary>Keeps what a step sets.</summary>
    /// <param name="step">The index of the step.</param>
    /// <param name="variable">The variable.</param>
    public void Add(int step, WrittenText variable)
    {
        if (!byName.TryGetValue(variable.Name, out var values))
        {
            byName.Add(variable.Name, values = []);
        }

        values.Add((step, variable));
        if (variable.Value.IsForeign && variable.Name is not ScriptFlow.AnyName)
        {
            foreign.Add(new ForeignVariable(step, variable.Name));
        }
    }

    /// <summary>The names of those that hold a text that somebody else controls.</summary>
    /// <param name="before">How many steps come before.</param>
    public IEnumerable<string> ForeignNames(int before) => foreign.TakeWhile(one => one.Step < before).Select(one => one.Name);

    /// <summary>Who controls a variable behind some steps; null where none of them sets it.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="before">How many steps come before.</param>
    public Provenance? Of(string name, int before)
    {
        Provenance? found = null;
        foreach (var (step, variable) in byName.GetValueOrDefault(name) ?? [])
        {
            if (step < before)
            {
                found = found is null ? variable.Value : Provenance.Join(found, variable.Value);
            }
        }

        return found;
    }

    /// <summary>Each of them once, with who controls it behind the last step that was looked at.</summary>
    public ImmutableArray<WrittenText> All() => [.. byName.Select(one => one.Value[0].Variable with { Value = Provenance.Join(one.Value.Select(value => value.Variable.Value)) })];

    private sealed record ForeignVariable(int Step, string Name);
}
