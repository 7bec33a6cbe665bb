namespace PoPipeline.Tests.GitHubActions;

/// <summary>A problem is the same problem after an edit elsewhere in its file.</summary>
public sealed class ProblemTextTests
{
    private const string Workflow = """
        on: push
        jobs:
          build:
            runs-on: ubuntu-latest
            steps:
              - id: compile
                run: make
                shel: bash
              - uses: actions/checkout@v4
                wiht: {}
        """;

    [Fact]
    public void A_problem_is_told_by_the_keys_that_lead_to_it()
    {
        Assert.Equal(["jobs/build/steps/compile/shel", "jobs/build/steps/actions/checkout@v4/wiht"], Validated.Workflow(Workflow).Select(problem => problem.Text));
    }

    [Theory]
    [InlineData("on: push", "# a comment\non: push")]
    [InlineData("- id: compile", "- run: first\n      - id: compile")]
    public void A_problem_keeps_its_text_after_an_edit_elsewhere(string old, string replacement)
    {
        var edited = Validated.Workflow(Workflow.Replace(old, replacement, StringComparison.Ordinal));

        Assert.Equal(Validated.Workflow(Workflow).Select(problem => (problem.Kind, problem.Text)), edited.Select(problem => (problem.Kind, problem.Text)));
    }
}
