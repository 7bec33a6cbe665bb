using System.Collections.Immutable;
using PoPipeline.Tool;

namespace PoPipeline.Frosting.Tests;

public sealed class TwoWordVerbTests
{
    private static readonly ImmutableArray<Verb> Verbs =
    [
        new("check", "A", Nothing, "Check"),
        new("books list", "B", Nothing, "List the books") { Operand = new("DIR", "dir", "A folder") },
        new("books keep", "C", Nothing, "Keep a book") { Options = [new("all", "Keep all")] },
    ];

    [Theory]
    [InlineData("books list shelf", "books list", false)]
    [InlineData("books keep --all", "books keep", false)]
    [InlineData("books keep --help", "books keep", true)]
    [InlineData("help books keep", "books keep", true)]
    [InlineData("check", "check", false)]
    public void Two_words_name_a_verb_as_one_does(string words, string verb, bool help)
    {
        var invocation = CommandLine.Parse(Verbs, words.Split(' '));

        Assert.Equal((null, verb, help), (invocation.Error, invocation.Verb?.Name, invocation.Help));
    }

    [Theory]
    [InlineData("books --help")]
    [InlineData("books -h")]
    [InlineData("help books")]
    public void The_first_word_alone_has_a_help_that_lists_the_second_ones(string words)
    {
        var invocation = CommandLine.Parse(Verbs, words.Split(' '));

        Assert.Equal((null, null, "books", true), (invocation.Error, invocation.Verb, invocation.Group, invocation.Help));
        Assert.Equal(
            """
            Usage: po books VERB [OPTIONS]

            Verbs:
              list [DIR]  List the books
              keep        Keep a book

            Options:
              -h, --help  Show this; po books VERB --help shows the options of a verb

            """.ReplaceLineEndings("\n"),
            HelpText.Of(Verbs, "books"));
    }

    [Theory]
    [InlineData("books", "Say what to do: 'po books list', 'po books keep'.")]
    [InlineData("books lits", "The verb 'books lits' is not known. Did you mean 'list'?")]
    [InlineData("books --al", "The option '--al' is not known.")]
    [InlineData("boks list", "The verb 'boks' is not known. Did you mean 'books'?")]
    [InlineData("list", "The verb 'list' is not known. Known are check, books.")]
    [InlineData("books keep --al", "The option '--al' of 'po books keep' is not known. Did you mean '--all'?")]
    public void A_wrong_word_is_answered_with_what_would_be_right(string words, string error) =>
        Assert.Equal(error, CommandLine.Parse(Verbs, words.Split(' ')).Error);

    [Fact]
    public void No_first_word_of_two_is_a_verb_itself() =>
        Assert.DoesNotContain(Usage.Verbs, verb => Usage.Verbs.Any(other => other.Group == verb.Name));

    private static Task Nothing(PoPipelineRun run) => Task.CompletedTask;
}
