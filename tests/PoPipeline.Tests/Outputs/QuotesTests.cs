using PoPipeline.Escaping;
using PoPipeline.Outputs;

namespace PoPipeline.Tests.Outputs;

public sealed class QuotesTests
{
    [Theory]
    [InlineData("the job 'a' waits", "a")]
    [InlineData("('a', 'b c')", "a|b c")]
    [InlineData("it's 'a's b' here", "a's b")]
    [InlineData("'' and 'a'", "a")]
    [InlineData("an 'open one", "")]
    [InlineData("don't", "")]
    public void Names_are_found_and_apostrophes_are_not(string text, string expected)
    {
        var quotes = new Quotes(text);
        var names = new List<string>();
        for (var i = 0; i < text.Length; i++)
        {
            if (quotes.EndOf(i) is > 0 and var end)
            {
                names.Add(text[(i + 1)..end]);
                i = end;
            }
        }

        Assert.Equal(expected, string.Join('|', names));
    }

    [Theory]
    [InlineData(" 'a")]
    [InlineData("'a', ")]
    [InlineData("' ")]
    [InlineData("''")]
    [InlineData("13 jobs and ")]
    public async Task A_million_of_anything_takes_bounded_time(string piece)
    {
        var text = string.Concat(Enumerable.Repeat(piece, 1_000_000 / piece.Length));

        // Generous: what grows with the length takes well under a second, what grows with its square takes hours.
        var work = Task.Run(() => (Untrusted.Markdown(text), MessageParts.Of(text), MessageParts.Sentences(text)), TestContext.Current.CancellationToken);

        var (markdown, parts, sentences) = await work.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        Assert.NotEmpty(markdown);
        Assert.Equal(parts.Names.Length + 1, parts.Texts.Length);
        Assert.NotEmpty(sentences);
    }
}
