using CsCheck;
using PoPipeline.Sources.Pipelines.GitLabCi.Starting;

namespace PoPipeline.Tests.Sources.Pipelines.GitLabCi.Starting;

public sealed class RuleExpressionTests
{
    /// <summary>What https://docs.gitlab.com/ci/jobs/job_rules/ shows.</summary>
    [Theory]
    [InlineData("""$VARIABLE == "some value" """, "($VARIABLE == 'some value')")]
    [InlineData("$VARIABLE != 'some value'", "($VARIABLE != 'some value')")]
    [InlineData("$VARIABLE_1 == $VARIABLE_2", "($VARIABLE_1 == $VARIABLE_2)")]
    [InlineData("$VARIABLE == null", "($VARIABLE == null)")]
    [InlineData("""$VARIABLE != "" """, "($VARIABLE != '')")]
    [InlineData("$VARIABLE", "$VARIABLE")]
    [InlineData("$VARIABLE =~ /^content.*/", "($VARIABLE =~ /^content.*/)")]
    [InlineData("$VARIABLE !~ /^content.*/i", "($VARIABLE !~ /^content.*/i)")]
    [InlineData("$teststring =~ $pattern", "($teststring =~ $pattern)")]
    [InlineData("""$VARIABLE1 =~ /^content.*/ && $VARIABLE2 == "something" """, "(($VARIABLE1 =~ /^content.*/) && ($VARIABLE2 == 'something'))")]
    [InlineData("$VARIABLE1 =~ /^content.*/ || $VARIABLE2 =~ /thing$/ && $VARIABLE3", "(($VARIABLE1 =~ /^content.*/) || (($VARIABLE2 =~ /thing$/) && $VARIABLE3))")]
    [InlineData("($VARIABLE1 =~ /^content.*/ || $VARIABLE2) && ($VARIABLE3 =~ /thing$/ || $VARIABLE4)", "((($VARIABLE1 =~ /^content.*/) || $VARIABLE2) && (($VARIABLE3 =~ /thing$/) || $VARIABLE4))")]
    [InlineData("""$CI_COMMIT_BRANCH == "my-branch" || (($VARIABLE1 == "thing" || $VARIABLE2 == "thing") && $VARIABLE3)""", "(($CI_COMMIT_BRANCH == 'my-branch') || ((($VARIABLE1 == 'thing') || ($VARIABLE2 == 'thing')) && $VARIABLE3))")]
    [InlineData("""$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH && $CI_COMMIT_TITLE =~ /Merge branch.*/""", "(($CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH) && ($CI_COMMIT_TITLE =~ /Merge branch.*/))")]
    [InlineData("""!$FOO == "bar" """, "(!$FOO == 'bar')")]
    [InlineData("""($FOO) == "baz" """, "($FOO == 'baz')")]
    [InlineData("""$[[ inputs.deploy ]] == "yes" && $A""", "((? == 'yes') && $A)")]
    [InlineData("""$A == "$[[ inputs.deploy ]]" """, "($A == ?)")]
    [InlineData("""$A $[[ inputs.operator ]] "x" """, "?")]
    [InlineData("""$A == "it's" """, "($A == 'it's')")]
    [InlineData("""$A =~ /a\/b/""", "($A =~ /a/b/)")]
    [InlineData("$A\n  && $B", "($A && $B)")]
    [InlineData("true", "true")]
    public void Expressions_are_read_as_documented(string text, string expected)
    {
        var (root, error) = RuleExpressionParser.Parse(text);

        Assert.Null(error);
        Assert.Equal(expected, Show(root!));
    }

    [Theory]
    [InlineData("", 0, 0, "An expression is expected here")]
    [InlineData("$A ==", 3, 2, "The expression ends too early, behind '=='")]
    [InlineData("$A = 'x'", 3, 1, "'=' is no operator")]
    [InlineData("${A} == 'x'", 0, 4, "without braces")]
    [InlineData("$A == main", 6, 4, "a text stands between quotes")]
    [InlineData("$A == 'x", 6, 2, "no closing '")]
    [InlineData("$A =~ /./", 6, 3, "one character")]
    [InlineData("$A =~ /x(/", 6, 4, "a parenthesis is not closed")]
    [InlineData("$A =~ /^(?!main$).*/", 6, 14, "RE2 does not look ahead")]
    [InlineData(@"$A =~ /(a+)-\1/", 6, 9, "what a group matched")]
    [InlineData("$A =~ main/", 6, 5, "is unexpected here")]
    [InlineData("($A == 'x'", 0, 1, "The parenthesis is not closed")]
    [InlineData("$A == 'x')", 9, 1, "')' is unexpected here")]
    [InlineData("$A == 'x' $B", 10, 2, "'$B' is unexpected here")]
    [InlineData("$A and $B", 3, 3, "'and' is unexpected here")]
    [InlineData("$A && && $B", 6, 2, "'&&' is unexpected here")]
    [InlineData("$A =~ /abc/g", 11, 1, "'g' is unexpected here")]
    [InlineData("$A =~ //", 6, 2, "is not empty")]
    public void What_GitLab_rejects_is_an_error_with_its_place(string text, int offset, int length, string message)
    {
        var (root, error) = RuleExpressionParser.Parse(text);

        Assert.Null(root);
        Assert.NotNull(error);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Equal((offset, length), (error.Offset, error.Length));
    }

    [Fact]
    public void No_more_parts_are_read_than_GitLab_reads()
    {
        var most = string.Join(" && ", Enumerable.Repeat("$A", 50));

        Assert.Null(RuleExpressionParser.Parse(most).Error);
        Assert.Contains("99 parts", RuleExpressionParser.Parse($"{most} && $A").Error!.Message, StringComparison.Ordinal);
        Assert.NotNull(RuleExpressionParser.Parse(new string('(', 60_000)).Error);
        Assert.NotNull(RuleExpressionParser.Parse(new string('!', 60_000)).Error);
    }

    private static readonly string[] Pieces =
    [
        "$A", "$CI_COMMIT_BRANCH", "$", "${A}", "$[[ inputs.a ]]", "$[[", "]]", "\"a\"", "'b'", "\"", "'", "/ab/", "/a/", "/", "\\/", "\\", "i", "null", "true", "==", "!=", "=~", "!~", "!", "=", "&&", "||", "&",
        "(", ")", " ", "\n", "main", "é", "(?=", "[a-", "{9}", "|", "*", "^", "\0",
    ];

    [Fact]
    public void Any_text_is_read_and_errors_lie_inside_it() =>
        Gen.Int[0, Pieces.Length - 1].Array[0, 60].Sample(pieces =>
        {
            var text = string.Concat(pieces.Select(piece => Pieces[piece]));
            var (root, error) = RuleExpressionParser.Parse(text);

            Assert.True(root is null != error is null);
            if (error is not null)
            {
                Assert.InRange(error.Offset, 0, text.Length);
                Assert.InRange(error.Offset + error.Length, 0, text.Length);
            }
            else
            {
                Assert.All(root!.All(), node => Assert.InRange(node.End, node.Offset, text.Length));
                Assert.All(PipelineEvents.All, found => found.IsTrue(root!));
            }
        });

    /// <summary>What https://docs.gitlab.com/ci/jobs/job_rules/ says of values, of which '?' may be anything and '+' any text that is not empty.</summary>
    [Theory]
    [InlineData("$A", "A=x", "True")]
    [InlineData("$A", "A=", "False")]
    [InlineData("$A", "", "False")]
    [InlineData("$A", "A=?", "Unknown")]
    [InlineData("$A", "A=+", "True")]
    [InlineData("!$A", "", "True")]
    [InlineData("$A == null", "", "True")]
    [InlineData("$A != null", "A=", "True")]
    [InlineData("$A != null", "A=?", "Unknown")]
    [InlineData("$A == ''", "", "False")]
    [InlineData("$A == ''", "A=", "True")]
    [InlineData("$A == ''", "A=+", "False")]
    [InlineData("$A == 'x'", "A=x", "True")]
    [InlineData("$A == 'X'", "A=x", "False")]
    [InlineData("$A == $B", "A=+;B=+", "Unknown")]
    [InlineData("$A == $A", "A=?", "True")]
    [InlineData("$A == $B", "", "True")]
    [InlineData("$A =~ /^content.*/", "A=contents", "True")]
    [InlineData("$A =~ /^CONTENT/i", "A=contents", "True")]
    [InlineData("$A !~ /^content.*/", "A=other", "True")]
    [InlineData("$A =~ /^ab/", "", "False")]
    [InlineData("$A =~ /^v*/", "A=?", "True")]
    [InlineData("$A =~ /^v*$/", "A=?", "Unknown")]
    [InlineData("$A =~ $B", "A=abcde;B=/^ab.*/", "True")]
    [InlineData("$A =~ $B", "A=fghij;B=/^ab.*/", "False")]
    [InlineData("$A =~ $B", "A=abc", "False")]
    [InlineData("$A !~ $B", "A=abc", "True")]
    [InlineData("""'23' =~ '1234'""", "", "True")]
    [InlineData("""'23' =~ /1234/""", "", "False")]
    [InlineData("$A =~ 'abc'", "", "True")]
    [InlineData("$A && $B", "A=?", "False")]
    [InlineData("$A && $B", "A=x;B=?", "Unknown")]
    [InlineData("$A || $B == 'x'", "A=?;B=x", "Unknown")]
    [InlineData("$A == 'y' || $B == 'x'", "A=?;B=x", "True")]
    [InlineData("$A == 'y' && $B == 'x'", "A=?;B=y", "False")]
    [InlineData("$A == 'push' || 'web'", "A=?", "True")]
    [InlineData("$A == true", "A=true", "True")]
    public void Values_are_compared_as_far_as_they_are_known(string text, string variables, string expected)
    {
        var values = variables.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(part => part.Split('=', 2)).ToDictionary(
            part => part[0], part => part[1] switch { "?" => RuleValue.Any, "+" => RuleValue.Some, var known => RuleValue.Of(known) });

        Assert.Equal(expected, RuleEvaluator.IsTrue(RuleExpressionParser.Parse(text).Root!, name => values.GetValueOrDefault(name, RuleValue.Null)).ToString());
    }

    [Theory]
    [InlineData("""$CI_PIPELINE_SOURCE == "push" """, "push, push to the default branch, tag", "")]
    [InlineData("$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH", "push to the default branch", "schedule, trigger, web, api, webide, chat, pipeline, parent_pipeline, external_pull_request_event")]
    [InlineData("$CI_COMMIT_TAG", "tag", "schedule, trigger, web, api, webide, chat, pipeline, parent_pipeline")]
    [InlineData("$CI_COMMIT_TAG && $CI_COMMIT_BRANCH", "", "")]
    [InlineData("$CI_MERGE_REQUEST_IID", "merge_request_event, merge_request_event of a fork, merge_request_event in a fork", "parent_pipeline")]
    [InlineData("$CI_MERGE_REQUEST_SOURCE_PROJECT_PATH == $CI_PROJECT_PATH", "merge_request_event, merge_request_event in a fork", "parent_pipeline")]
    [InlineData("$CI_MERGE_REQUEST_IID && $CI_MERGE_REQUEST_SOURCE_PROJECT_ID == $CI_MERGE_REQUEST_PROJECT_ID", "merge_request_event", "parent_pipeline")]
    [InlineData("$CI_JOB_TOKEN", "", "")]
    [InlineData("""$CI_PIPELINE_SOURCE == "merge_request" """, "", "")]
    [InlineData("$CI_EXTERNAL_PULL_REQUEST_IID", "external_pull_request_event", "")]
    public void Predefined_variables_are_those_of_each_kind_of_pipeline(string text, string isTrue, string isUnknown)
    {
        var root = RuleExpressionParser.Parse(text).Root!;

        Assert.Equal(isTrue, string.Join(", ", PipelineEvents.Running.Where(found => found.IsTrue(root) is Truth.True).Select(found => found.Name)));
        Assert.Equal(isUnknown, string.Join(", ", PipelineEvents.Running.Where(found => found.IsTrue(root) is Truth.Unknown).Select(found => found.Name)));
    }

    private static string Show(RuleExpression node) => node switch
    {
        VariableExpression variable => $"${variable.Name}",
        TextExpression text => $"'{text.Value}'",
        PatternExpression { Pattern: var pattern } => $"/{pattern.Body}/{pattern.Flags}",
        NullExpression => "null",
        BooleanExpression boolean => boolean.Value ? "true" : "false",
        NegatedExpression negated => $"!{Show(negated.Operand)}",
        ComparedExpression compared => $"({Show(compared.Left)} {Sign(compared.Operator)} {Show(compared.Right)})",
        JoinedExpression joined => $"({string.Join(joined.IsAnd ? " && " : " || ", joined.Operands.Select(Show))})",
        _ => "?",
    };

    private static string Sign(RuleOperator sign) => sign switch
    {
        RuleOperator.Equal => "==",
        RuleOperator.NotEqual => "!=",
        RuleOperator.Match => "=~",
        _ => "!~",
    };
}
