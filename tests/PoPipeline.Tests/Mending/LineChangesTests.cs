using System.Collections.Immutable;
using CsCheck;
using PoPipeline.Mending;
using PoPipeline.Outputs.Terminal;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Results;

namespace PoPipeline.Tests.Mending;

public sealed class LineChangesTests
{
    private static readonly Gen<string> Texts = Gen.OneOf(Gen.Const("a"), Gen.Const("b"), Gen.Const("\n"), Gen.Const("\r\n"), Gen.Const("ab\n")).Array[0, 12].Select(string.Concat);

    // Where it is and how much it takes, as parts of the text; two rounds, the second one of what the first one made.
    private static readonly Gen<(string Text, (int At, int Length, string Inserted)[][] Rounds)> Cases = Gen.Select(
        Texts,
        Gen.Select(Gen.Int[0, 40], Gen.Int[0, 4], Texts).Array[0, 4].Array[2]);

    [Fact]
    public void What_changed_makes_the_new_lines_of_the_old_ones() => Cases.Sample(
        example =>
        {
            var (text, kept) = (example.Text, KeptText.Whole(example.Text.Length));
            foreach (var round in example.Rounds)
            {
                var edited = Edited(text, round);
                (text, kept) = (edited.Text, kept.Then(edited.Kept));
            }

            var (before, after) = (Lines(example.Text), Lines(text));
            var made = new List<string>();
            var at = 0;
            foreach (var (old, young) in LineChanges.Of(before, after, kept))
            {
                Assert.True(old.Start.Value >= at && old.End.Value <= before.Length);
                made.AddRange(before[at..old.Start.Value]);
                Assert.Equal(young.Start.Value, made.Count);
                made.AddRange(after[young]);
                at = old.End.Value;
            }

            made.AddRange(before[at..]);
            Assert.Equal(after, made);
        },
        iter: 20_000);

    [Fact]
    public void Lines_that_are_put_in_are_all_that_changed_and_cost_no_more_than_their_number()
    {
        const int Count = 10_000;
        var text = string.Concat(Enumerable.Repeat("- a\n", Count));
        var edits = Enumerable.Range(1, Count).Select(line => new Edit(new Place("f", new Region(line, 4, line, 4)), "\n  b: 1"));
        Assert.True(new TextEdits(text).TryApply(edits, out var edited, out var fault), fault);
        var (before, after) = (Lines(text), Lines(edited.Text));
        var start = GC.GetAllocatedBytesForCurrentThread();

        var changes = LineChanges.Of(before, after, edited.Kept);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - start;

        Assert.Equal(Enumerable.Range(0, Count).Select(index => ((index + 1)..(index + 1), ((2 * index) + 1)..((2 * index) + 2))), changes);
        Assert.InRange(allocated, 0, 1024L * Count);
    }

    private static EditedText Edited(string text, (int At, int Length, string Inserted)[] edits)
    {
        var whole = "";
        var kept = ImmutableArray.CreateBuilder<(int, int, int)>();
        var from = 0;
        foreach (var (at, length, inserted) in edits.OrderBy(edit => edit.At).Append((text.Length, 0, "")))
        {
            var start = Math.Clamp(at, from, text.Length);
            if (start > from)
            {
                kept.Add((from, whole.Length, start - from));
            }

            whole += text[from..start] + inserted;
            from = Math.Min(start + length, text.Length);
        }

        return new EditedText(whole, new KeptText(kept.DrainToImmutable()));
    }

    private static ImmutableArray<string> Lines(string text) => [.. text.Split('\n').SkipLast(1).Select(line => line + "\n"), .. new[] { text.Split('\n')[^1] }.Where(line => line.Length > 0)];
}
