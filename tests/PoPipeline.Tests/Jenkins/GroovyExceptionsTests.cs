using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Suppressions;
using PoPipeline.Sources.Exceptions;
using PoPipeline.Sources.Pipelines.Jenkins;

namespace PoPipeline.Tests.Jenkins;

/// <summary>Comments of Groovy that make exceptions.</summary>
public sealed class GroovyExceptionsTests
{
    private const string Good = "po: ignore PO3211 until 2027-01-31 -- the vendor signs from January on";

    [Fact]
    public void A_comment_behind_a_step_covers_its_line()
    {
        var exception = Single($"node {{\n  sh 'make' // {Good}\n  sh 'make test'\n}}\n");

        Assert.Null(exception.Fault);
        Assert.Equal(["PO3211"], exception.Rules);
        Assert.Equal("the vendor signs from January on", exception.Reason);
        Assert.Equal(new Region(2, 1, 3, 1), exception.Covers.Region);
    }

    [Theory]
    [InlineData("node {{\n  // {0}\n  stage('a') {{\n    sh 'make'\n  }}\n  sh 'test'\n}}\n", 2, 6)]
    [InlineData("// {0}\n// more words\n\ndef call() {{\n  sh 'make'\n}}\n", 1, 7)]
    [InlineData("node {{\n  // {0}\n  sh '''\n    make\n  '''\n  sh 'test'\n}}\n", 2, 6)]
    [InlineData("node {{\n  // {0}\n}}\n", 2, 4)]
    public void A_comment_alone_on_a_line_covers_what_starts_on_the_next_one(string source, int first, int end) =>
        Assert.Equal(new Region(first, 1, end, 1), Single(Filled(source)).Covers.Region);

    [Fact]
    public void A_comment_behind_what_opens_a_text_cannot_stand_in_it_and_one_above_covers_it()
    {
        var exceptions = Read($"node {{\n  sh(script: '''\n    make // {Good}\n  ''') // {Good}\n}}\n");

        Assert.Equal(new Region(4, 1, 5, 1), Assert.Single(exceptions).Covers.Region);
    }

    [Theory]
    [InlineData("sh '''\n  curl -k x # {0}\n'''\n", 1)]
    [InlineData("node {{\n  sh \"\"\"\n    cat <<END > a\n    # {0}\n    END\n  \"\"\"\n}}\n", 2)]
    [InlineData("podTemplate(yaml: '''\nspec:\n  hostNetwork: true # {0}\n''') {{\n}}\n", 1)]
    public void In_a_text_of_several_lines_it_is_none_and_is_told(string source, int opening) =>
        Assert.Equal($"It stands in a text, such as a script, where it is no comment of the file; put it above line {opening}, which opens the text", Single(Filled(source)).Fault);

    [Theory]
    [InlineData("sh 'make // {0}'\n")]
    [InlineData("sh 'make # {0}'\n")]
    [InlineData("def address = 'https://po.example'\n")]
    [InlineData("/* see http://po: ignore */\nsh 'make'\n")]
    [InlineData("/* po: ignroe */\nsh 'make'\n")]
    [InlineData("// po: translations\n")]
    public void What_is_no_comment_of_one_line_makes_none(string source) => Assert.Empty(Read(Filled(source)));

    [Theory]
    [InlineData("/* {0} */\nsh 'make'\n")]
    [InlineData("sh 'make' /* {0} */\n")]
    [InlineData("/*{0}*/\nsh 'make'\n")]
    [InlineData("/**\n * {0}\n */\nsh 'make'\n")]
    public void In_a_comment_that_does_not_end_with_its_line_it_is_none_and_is_told(string source) =>
        Assert.Equal("It stands in a comment of the form '/* … */', which makes none", Single(Filled(source)).Fault);

    [Theory]
    [InlineData("sh 'x' // po: ignore PO9876 until 2027-01-31 -- why\n", "There is no rule 'PO9876'")]
    [InlineData("sh 'x' // po: ignore PO3211 until spring -- why\n", "'spring' is no date of the form 2027-01-31")]
    [InlineData("sh 'x' // po: ignore PO3211 until 2027-01-31\n", "It gives no reason behind '--'")]
    [InlineData("sh 'x' // po: ignroe PO3211 until 2027-01-31 -- why\n", "The word behind 'po:' must be 'ignore', not 'ignroe'")]
    public void A_wrong_one_is_told(string source, string fault) => Assert.StartsWith(fault, Single(source).Fault, StringComparison.Ordinal);

    private static string Filled(string source) => source.Replace("{0}", Good, StringComparison.Ordinal).Replace("{{", "{", StringComparison.Ordinal).Replace("}}", "}", StringComparison.Ordinal);

    private static InlineException Single(string source) => Assert.Single(Read(source));

    private static ImmutableArray<InlineException> Read(string source)
    {
        var file = GroovyComments.Of(new JenkinsText("Jenkinsfile", source));
        return InlineExceptions.Read(file.Path, file.Marked!, file.Layout);
    }
}
