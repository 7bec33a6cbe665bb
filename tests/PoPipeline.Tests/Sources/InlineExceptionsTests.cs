using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Suppressions;
using PoPipeline.Sources.Exceptions;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Tests.Sources;

public sealed class InlineExceptionsTests
{
    private const string Good = "# po: ignore PO3202 until 2027-01-31 -- the vendor mends it in January";

    [Fact]
    public void A_comment_behind_something_covers_its_line()
    {
        var exception = Single($"on: push\nname: x {Good}\njobs: {{}}\n");

        Assert.Null(exception.Fault);
        Assert.Equal(["PO3202"], exception.Rules);
        Assert.Equal(new DateOnly(2027, 1, 31), exception.Until);
        Assert.Equal("the vendor mends it in January", exception.Reason);
        Assert.Equal(new Region(2, 9, 2, 9 + Good.Length), exception.Span.Region);
        Assert.Equal(new Region(2, 1, 3, 1), exception.Covers.Region);
    }

    [Fact]
    public void A_comment_behind_the_header_of_a_block_covers_the_block()
    {
        var exception = Single($"steps:\n  - run: | {Good}\n      one\n      two\n    name: x\n");

        Assert.Equal(new Region(2, 1, 5, 1), exception.Covers.Region);
    }

    [Fact]
    public void A_comment_alone_on_a_line_covers_the_step_behind_it()
    {
        var exception = Single($"steps:\n  {Good}\n  # more words\n\n  - name: x\n    run: |\n      one\n\n  - name: y\n");

        Assert.Equal(new Region(2, 1, 8, 1), exception.Covers.Region);
    }

    [Fact]
    public void A_comment_alone_on_a_line_covers_the_job_behind_it_and_no_other_one()
    {
        var exception = Single($"jobs:\n  {Good}\n  build:\n    steps:\n      - run: one\n  test:\n    steps: []\n");

        Assert.Equal(new Region(2, 1, 6, 1), exception.Covers.Region);
    }

    [Fact]
    public void A_comment_on_the_first_line_covers_the_file_as_a_whole()
    {
        var exception = Single($"{Good}\n---\nname: x\non: push\n");

        Assert.True(exception.Covers.Contains(Place.StartOf("a.yml")));
        Assert.Equal(new Region(1, 1, 4, 1), exception.Covers.Region);
    }

    [Theory]
    [InlineData("name: 'x {0}'\n")]
    [InlineData("name: \"x\n  {0}\"\n")]
    [InlineData("name: x{0}\n")]
    public void A_number_sign_inside_a_scalar_is_no_comment(string source) =>
        Assert.Empty(Read(source.Replace("{0}", Good, StringComparison.Ordinal)));

    [Theory]
    [InlineData("run: |\n  one\n  {0}\n  two\n", 1, 3)]
    [InlineData("run: >\n  one\n  {0}\n  two\n", 1, 3)]
    [InlineData("script:\n  - make\n  - |\n    curl -k x {0}\n", 3, 4)]
    public void In_a_text_of_several_lines_it_is_none_and_is_told(string source, int opening, int line)
    {
        var exception = Single(source.Replace("{0}", Good, StringComparison.Ordinal));

        Assert.Equal($"It stands in a text, such as a script, where it is no comment of the file; put it behind line {opening}, which opens the text", exception.Fault);
        Assert.Equal(line, exception.Span.Region.StartLine);
        Assert.Null(exception.Until);
    }

    [Theory]
    [InlineData("run: |\n  one # po: ignore PO9876 until 2027-01-31 -- why\n")]
    [InlineData("run: |\n  # po: ignore PO3202 until spring -- why\n")]
    [InlineData("run: |\n  # po: ignore PO3202 until 2027-01-31\n")]
    [InlineData("run: |\n  one#po: ignore PO3202 until 2027-01-31 -- why\n")]
    [InlineData("run: |\n  # po: translations\n")]
    public void What_is_not_well_formed_in_a_text_is_a_matter_of_the_text(string source) => Assert.Empty(Read(source));

    [Fact]
    public void A_comment_above_a_step_covers_all_of_it_whatever_stands_in_its_text()
    {
        var exceptions = Read($"steps:\n  {Good}\n  - run: |\n      one\n      {Good}\n      two\n");

        Assert.Equal([true, false], exceptions.Select(exception => exception.Fault is null));
        Assert.Equal(new Region(2, 1, 7, 1), exceptions[0].Covers.Region);
    }

    [Theory]
    [InlineData("run: |\n  one\n{0}\nname: x\n")]
    [InlineData("run: >\n  one\n  two\n{0}\nname: x\n")]
    [InlineData("run: >-\n  one\n\n{0}\n")]
    [InlineData("uses: a/b@c # v4 {0}\n")]
    [InlineData("run: |\r\n  one\r\n{0}\r\nname: x\r\n")]
    [InlineData("a: &x\n  b: 1\nc: *x {0}\n")]
    public void A_comment_beside_a_scalar_is_one(string source) =>
        Assert.Null(Single(source.Replace("{0}", Good, StringComparison.Ordinal)).Fault);

    [Theory]
    [InlineData("# po: ignore", "It names no rule")]
    [InlineData("# po: ignore until 2027-01-31 -- why", "It names no rule")]
    [InlineData("# po: ignore PO9876 until 2027-01-31 -- why", "There is no rule 'PO9876'")]
    [InlineData("# po: ignore everything until 2027-01-31 -- why", "There is no rule 'everything'")]
    [InlineData("# po: ignore 3202 until 2027-01-31 -- why", "There is no rule '3202'. Did you mean 'PO3202'?")]
    [InlineData("# po: ignore po3202 until 2027-01-31 -- why", "There is no rule 'po3202'. Did you mean 'PO3202'?")]
    [InlineData("# po: ignore P03204 until 2027-01-31 -- why", "There is no rule 'P03204'. Did you mean 'PO3204'?")]
    [InlineData("# po: ignore OP3302 until 2027-01-31 -- why", "There is no rule 'OP3302'. Did you mean 'PO3302'?")]
    [InlineData("# po: ignore PO4.1 until 2027-01-31 -- why", "There is no rule 'PO4.1'. PO.4.1 is a task of SSDF; its rules are PO4101, PO4102, PO4103")]
    [InlineData("# po: ignore PO3202 until tomorrow -- why", "'tomorrow' is no date of the form 2027-01-31")]
    [InlineData("# po: ignore PO3202 until 2027-02-30 -- why", "'2027-02-30' is no date of the form 2027-01-31")]
    [InlineData("# po: ignore PO3202 until 2027-01-31", "It gives no reason behind '--'")]
    [InlineData("# po: ignore PO3202 until 2027-01-31 --", "It gives no reason behind '--'")]
    [InlineData("# po: ignor PO3202 until 2027-01-31 -- why", "The word behind 'po:' must be 'ignore', not 'ignor'")]
    [InlineData("# PO: ignore PO3202 until 2027-01-31 -- why", "'PO:' must be written 'po:'")]
    public void What_is_wrong_with_a_comment_is_said(string comment, string fault)
    {
        var exception = Single($"name: x {comment}\n");

        Assert.Equal(fault, exception.Fault);
        Assert.Null(exception.Until);
        Assert.Empty(exception.Reason);
    }

    [Fact]
    public void An_exception_without_a_date_is_read_and_has_none()
    {
        var exception = Single("name: x # po: ignore PO3202 -- why\n");

        Assert.Null(exception.Fault);
        Assert.Null(exception.Until);
    }

    [Theory]
    [InlineData("# po: translations live elsewhere")]
    [InlineData("# repo: ignore PO3202 until 2027-01-31 -- why")]
    [InlineData("# a po: ignore PO3202 until 2027-01-31 -- why")]
    public void Other_comments_are_left_alone(string comment) => Assert.Empty(Read($"name: x {comment}\n"));

    [Fact]
    public void A_file_of_lines_has_exceptions_too()
    {
        var exceptions = InlineExceptions.Read("CODEOWNERS", $"{Good}\n*.md @a/b\n*.js @a/c {Good}\n");

        Assert.Equal([new Region(1, 1, 3, 1), new Region(3, 1, 4, 1)], exceptions.Select(exception => exception.Covers.Region));
    }

    private static InlineException Single(string source) => Assert.Single(Read(source));

    private static ImmutableArray<InlineException> Read(string source) => InlineExceptions.Read("a.yml", YamlReader.Read("a.yml", source));
}
