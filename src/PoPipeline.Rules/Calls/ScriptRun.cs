using System.Collections.Immutable;
using System.Text;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;

namespace PoPipeline.Rules.Calls;

/// <summary>A script as it is in a run, where the files say what the platform puts into it.</summary>
internal sealed class ScriptRun
{
    private const int CharactersOfCommand = 50;

    private readonly Script written;

    // Where what is put into it begins and ends, in this text and in the written one.
    private readonly ImmutableArray<Filling> filled;

    private ScriptRun(Script script, Script written, ImmutableArray<Filling> filled)
    {
        Script = script;
        this.written = written;
        this.filled = filled;
    }

    /// <summary>The script.</summary>
    public Script Script { get; }

    /// <summary>Whether it is another one than is written.</summary>
    public bool IsFilled => !ReferenceEquals(Script, written);

    /// <summary>The script in each run, each once; as it is written where that is too much.</summary>
    /// <param name="script">The script, as it is written.</param>
    /// <param name="budget">How much may still be followed for each run of a matrix.</param>
    public static IEnumerable<ScriptRun> Of(Script script, VariantBudget budget)
    {
        var chosen = script.Interpolations.Where(pasted => !pasted.Choices.IsEmpty && pasted.Offset + pasted.Text.Length <= script.Text.Length).OrderBy(pasted => pasted.Offset).ToList();
        var runs = chosen.Select(pasted => pasted.Choices.Length).DefaultIfEmpty().Max();
        if (chosen.Count == 0 || chosen.Exists(pasted => pasted.Choices.Length != 1 && pasted.Choices.Length != runs) || !budget.Take((long)runs * (1 + script.Commands.Length + ((script.Text.Length + chosen.Sum(pasted => (long)pasted.Choices.Max(choice => choice.Length))) / CharactersOfCommand))))
        {
            return [new ScriptRun(script, script, [])];
        }

        return Enumerable.Range(0, runs).Select(run => Filled(script, chosen, run)).DistinctBy(run => run.Script.Text, StringComparer.Ordinal);
    }

    /// <summary>Where a part of it is written in the file; of what is put into it, where it is put.</summary>
    /// <param name="offset">The first character, from 0.</param>
    /// <param name="length">How many characters.</param>
    public Place PlaceOf(int offset, int length)
    {
        if (!IsFilled)
        {
            return written.PlaceOf(offset, length);
        }

        var start = WrittenAt(offset, isEnd: false);
        return written.PlaceOf(start, Math.Max(0, WrittenAt(offset + length, isEnd: true) - start));
    }

    private int WrittenAt(int offset, bool isEnd)
    {
        var moved = 0;
        foreach (var part in filled)
        {
            if (offset < part.Start || (isEnd && offset == part.Start))
            {
                break;
            }

            if (offset < part.End || (isEnd && offset == part.End))
            {
                return isEnd ? part.WrittenEnd : part.WrittenStart;
            }

            moved = part.WrittenEnd - part.End;
        }

        return offset + moved;
    }

    private static ScriptRun Filled(Script script, List<Interpolation> chosen, int run)
    {
        var text = new StringBuilder();
        var parts = ImmutableArray.CreateBuilder<Filling>(chosen.Count);
        var left = ImmutableArray.CreateBuilder<Interpolation>();
        var position = 0;
        foreach (var pasted in script.Interpolations.Order(Comparer<Interpolation>.Create((one, other) => one.Offset.CompareTo(other.Offset))))
        {
            if (pasted.Offset < position || pasted.Offset + pasted.Text.Length > script.Text.Length)
            {
                continue;
            }

            text.Append(script.Text, position, pasted.Offset - position);
            position = pasted.Offset + pasted.Text.Length;
            var start = text.Length;
            if (pasted.Choices.IsEmpty)
            {
                left.Add(pasted with { Offset = start });
                text.Append(pasted.Text);
                continue;
            }

            text.Append(pasted.Choices.Length == 1 ? pasted.Choices[0] : pasted.Choices[run]);
            parts.Add(new Filling(start, text.Length, pasted.Offset, position));
        }

        text.Append(script.Text, position, script.Text.Length - position);
        return new ScriptRun(new Script { Shell = script.Shell, Starts = script.Starts, Text = text.ToString(), Span = script.Span, Input = script.Input, Interpolations = left.DrainToImmutable() }, script, parts.DrainToImmutable());
    }

    private sealed record Filling(int Start, int End, int WrittenStart, int WrittenEnd);
}
