using System.Collections.Immutable;
using System.Text;
using PoPipeline.Rules.Data;
using PoPipeline.Rules.Model.Pipelines;

namespace PoPipeline.Rules.Calls;

/// <summary>A pipeline as it is where one call hands it its inputs.</summary>
/// <param name="Pipeline">The pipeline; as it is written where what it is handed changes nothing in it.</param>
/// <param name="Key">What tells it from the same pipeline in other calls; empty where it is as it is written.</param>
internal sealed record BoundPipeline(Pipeline Pipeline, string Key)
{
    // Of a call that a matrix decides about.
    private const int MostRuns = 16;

    private const int Longest = 2_000;

    /// <summary>The values that a call hands to the inputs of a pipeline, for each run of a matrix that decides about them; what only the run knows is not among them, and stays as it is written where it is a part of one.</summary>
    /// <param name="called">The pipeline.</param>
    /// <param name="given">What the call hands to it.</param>
    public static IEnumerable<ImmutableSortedDictionary<string, string>> ValuesOf(Pipeline called, ImmutableArray<Setting> given)
    {
        var values = new List<(string Name, ImmutableArray<string> Choices, bool ByRun)>();
        foreach (var input in called.Inputs)
        {
            var setting = given.FirstOrDefault(setting => setting.Name.Equals(input.Name, StringComparison.OrdinalIgnoreCase)) ?? input;
            values.Add((input.Name, KnownOf(setting), setting.ChoicesByRun));
        }

        var none = ImmutableSortedDictionary.Create<string, string>(StringComparer.OrdinalIgnoreCase);
        var all = none.AddRange(values.Where(value => value.Choices.Length == 1).DistinctBy(value => value.Name, StringComparer.OrdinalIgnoreCase).Select(value => KeyValuePair.Create(value.Name, value.Choices[0])));
        var chosen = values.Where(value => value.Choices.Length > 1).ToList();
        if (chosen.Count == 0)
        {
            return [all];
        }

        if (chosen.TrueForAll(value => value.ByRun && value.Choices.Length == chosen[0].Choices.Length))
        {
            return Enumerable.Range(0, Math.Min(chosen[0].Choices.Length, MostRuns)).Select(run => all.SetItems(chosen.Select(value => KeyValuePair.Create(value.Name, value.Choices[run]))));
        }

        var runs = new List<ImmutableSortedDictionary<string, string>> { all };
        foreach (var (name, choices, _) in chosen.Where(value => value.Choices.Length <= MostRuns))
        {
            runs = runs.Count * choices.Length > MostRuns ? runs : [.. runs.SelectMany(run => choices.Select(choice => run.SetItem(name, choice)))];
        }

        return runs;
    }

    /// <summary>A pipeline with the values of its inputs.</summary>
    /// <param name="called">The pipeline.</param>
    /// <param name="values">The values.</param>
    public static BoundPipeline Of(Pipeline called, ImmutableSortedDictionary<string, string> values)
    {
        var binding = new Binding(values);
        var bound = called with { Variables = binding.Of(called.Variables), Jobs = [.. called.Jobs.Select(binding.Of)] };
        return binding.IsUsed ? new BoundPipeline(bound, KeyOf(values)) : new BoundPipeline(called, "");
    }

    /// <summary>What tells some values from others.</summary>
    /// <param name="values">The values.</param>
    public static string KeyOf(ImmutableSortedDictionary<string, string> values) => string.Join('\n', values.Select(value => $"{value.Key.Length} {value.Key} {value.Value.Length} {value.Value}"));

    // A text of very many words was made to take time.
    private static ImmutableArray<string> KnownOf(Setting setting)
    {
        ImmutableArray<string> known = setting.Interpolations.IsEmpty && setting.Secrets.IsEmpty ? [setting.Value] : !setting.Choices.IsEmpty ? setting.Choices : InPart(setting) is { } text ? [text] : [];
        return known.Any(value => value.Length > Longest) ? [] : known;
    }

    // What stands around that of which nobody knows what it becomes, which stays one word; null where nothing does.
    private static string? InPart(Setting setting)
    {
        var isBare = string.IsNullOrWhiteSpace(Filled(setting, static _ => ""));
        return isBare ? null : Filled(setting, static pasted => pasted.Text.Replace(" ", "", StringComparison.Ordinal));
    }

    // The value with a text in each of the places; null where they lie in each other.
    private static string? Filled(Setting setting, Func<Interpolation, string> put)
    {
        var text = new StringBuilder();
        var position = 0;
        foreach (var pasted in setting.Interpolations)
        {
            if (pasted.Offset < position || pasted.Offset + pasted.Text.Length > setting.Value.Length)
            {
                return null;
            }

            text.Append(setting.Value, position, pasted.Offset - position).Append(put(pasted));
            position = pasted.Offset + pasted.Text.Length;
        }

        return text.Append(setting.Value, position, setting.Value.Length - position).ToString();
    }

    private sealed class Binding(ImmutableSortedDictionary<string, string> values)
    {
        public bool IsUsed { get; private set; }

        public Job Of(Job job) => job with
        {
            Condition = Of(job.Condition),
            Variables = Of(job.Variables),
            Inputs = Of(job.Inputs),
            Steps = [.. job.Steps.Select(Of)],
        };

        public ImmutableArray<Setting> Of(ImmutableArray<Setting> settings) => settings.Any(setting => setting.Interpolations.Any(IsKnown)) ? [.. settings.Select(Of)] : settings;

        private Step Of(Step step)
        {
            var inputs = Of(step.Inputs);
            return step with
            {
                Condition = Of(step.Condition),
                Variables = Of(step.Variables),
                Inputs = inputs,
                Effects = step.Uses is { } uses && inputs != step.Inputs && Catalogue.Find(uses) is { } known ? step.Effects & ~(known.EffectsWith(step.Inputs) & ~known.EffectsWith(inputs)) : step.Effects,
                Scripts = step.Scripts.Any(script => script.Interpolations.Any(IsKnown)) ? [.. step.Scripts.Select(Of)] : step.Scripts,
            };
        }

        private bool IsKnown(Interpolation pasted) => pasted is { Input: { } input, Choices.IsEmpty: true } && values.ContainsKey(input);

        private Condition? Of(Condition? condition)
        {
            if (condition is null or { IsNever: true } || !condition.NeverWith.Any(one => values.TryGetValue(one.Input, out var value) && value == one.Value))
            {
                return condition;
            }

            IsUsed = true;
            return condition with { IsNever = true };
        }

        private Script Of(Script script)
        {
            IsUsed = true;
            return script with { Interpolations = [.. script.Interpolations.Select(pasted => IsKnown(pasted) ? pasted with { Choices = [values[pasted.Input!]] } : pasted)] };
        }

        private Setting Of(Setting setting)
        {
            if (setting.Interpolations.IsEmpty || !setting.Choices.IsEmpty || !setting.Interpolations.All(IsKnown) || Filled(setting, pasted => values[pasted.Input!]) is not { } text)
            {
                return setting;
            }

            IsUsed = true;
            return setting with { Choices = [text] };
        }
    }
}
