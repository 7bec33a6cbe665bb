using PoPipeline.Mending;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Results;

namespace PoPipeline.Tests.Mending;

public sealed class TextEditsTests
{
    [Theory]
    [InlineData("a\nb\n", "a\nX\nb\n")]
    [InlineData("a\r\nb\r\n", "a\r\nX\r\nb\r\n")]
    [InlineData("a\rb\r", "a\rX\rb\r")]
    [InlineData("a\nb\r\nc\n", "a\nX\r\nb\r\nc\n")]
    [InlineData("a\r\nb", "a\r\nX\r\nb")]
    [InlineData("a\r\n\tb  \n", "a\r\nX\n\tb  \n")]
    public void A_line_that_is_put_in_ends_as_the_one_that_it_is_put_before(string text, string expected)
    {
        Assert.True(new TextEdits(text).TryApply([Insert(2, 1, "X\n")], out var edited, out var fault), fault);

        Assert.Equal(expected, edited.Text);
    }

    [Theory]
    [InlineData("a", "a\nX")]
    [InlineData("a\r\nb", "a\r\nX\r\nb")]
    public void What_is_put_at_the_end_of_a_line_leaves_the_last_line_without_a_break_if_it_had_none(string text, string expected)
    {
        Assert.True(new TextEdits(text).TryApply([Insert(1, 2, "\nX")], out var edited, out var fault), fault);

        Assert.Equal(expected, edited.Text);
    }

    [Fact]
    public void Edits_are_for_the_text_as_it_was_and_their_order_means_nothing()
    {
        Edit[] edits = [Insert(1, 1, "<"), new Edit(new Place("f", new Region(1, 2, 1, 3)), "B"), Insert(2, 1, "\n")];

        Assert.True(new TextEdits("abc\nd").TryApply(edits, out var forth, out _));
        Assert.True(new TextEdits("abc\nd").TryApply(edits.Reverse(), out var back, out _));

        Assert.Equal("<aBc\n\nd", forth?.Text);
        Assert.Equal(forth?.Text, back?.Text);
    }

    [Theory]
    [InlineData("a\nb", 3, 1)]
    [InlineData("a\nb", 1, 3)]
    [InlineData("a\r\nb", 1, 3)]
    [InlineData("a\u2028b\nc", 2, 1)]
    [InlineData("", 0, 1)]
    public void A_place_that_is_not_certain_to_be_in_the_text_is_refused(string text, int line, int column)
    {
        Assert.False(new TextEdits(text).TryApply([Insert(line, column, "X")], out _, out var fault));

        Assert.NotEmpty(fault);
    }

    [Fact]
    public void Many_edits_cost_no_copy_of_the_text_each()
    {
        const int Count = 10_000;
        var text = string.Concat(Enumerable.Repeat("- a\n", Count));
        var edits = Enumerable.Range(1, Count).Select(line => Insert(line, 4, "\n  b: 1")).ToList();
        var start = GC.GetAllocatedBytesForCurrentThread();

        Assert.True(new TextEdits(text).TryApply(edits, out var edited, out var fault), fault);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - start;

        Assert.Equal(string.Concat(Enumerable.Repeat("- a\n  b: 1\n", Count)), edited.Text);
        Assert.InRange(allocated, 0, 1024L * Count);
    }

    [Fact]
    public void Edits_that_touch_the_same_place_are_refused() =>
        Assert.False(new TextEdits("abc").TryApply([Insert(1, 2, "X"), Insert(1, 2, "Y")], out _, out _));

    private static Edit Insert(int line, int column, string text) => new(new Place("f", new Region(line, column, line, column)), text);
}
