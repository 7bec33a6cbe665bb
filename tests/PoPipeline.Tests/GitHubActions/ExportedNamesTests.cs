using PoPipeline.Sources.Pipelines.GitHubActions;
using PoPipeline.Sources.Yaml;
using Xunit;

namespace PoPipeline.Tests.GitHubActions;

/// <summary>What one step hands to those behind it, the file does not decide any more.</summary>
public sealed class ExportedNamesTests
{
    [Theory]
    [InlineData("echo \"TASKS=publish\" >> \"$GITHUB_ENV\"")]
    [InlineData("printf 'A=1\\nTASKS=publish\\n' >> $GITHUB_ENV")]
    [InlineData("\"A=1`nTASKS=publish\" | Out-File -Append $env:GITHUB_ENV")]
    [InlineData("echo \"tasks=publish\" >> $GITHUB_ENV")]
    [InlineData("echo \"::set-env name=TASKS::publish\"")]
    public void A_script_sets_a_variable_for_the_steps_behind_it(string script)
    {
        var names = Of("true", script, "true");

        Assert.False(names.MaySet("TASKS", 0));
        Assert.False(names.MaySet("TASKS", 1));
        Assert.True(names.MaySet("TASKS", 2));
    }

    [Theory]
    [InlineData("echo \"MY_TASKS=publish\" >> $GITHUB_ENV")]
    [InlineData("echo \"TASKS=publish\"")]
    [InlineData("export TASKS=publish")]
    public void What_is_another_name_or_is_not_written_there_stays_as_the_file_has_it(string script) => Assert.False(Of(script, "true").MaySet("TASKS", 1));

    [Fact]
    public void A_name_that_is_no_word_may_be_any() => Assert.True(Of("echo \"$KEY=1\" >> $GITHUB_ENV", "true").MaySet("my-tasks", 1));

    private static ExportedNames Of(params string[] scripts)
    {
        var yaml = string.Concat(scripts.Select(script => $"- run: |\n    {script}\n"));
        var read = YamlReader.Read("a.yml", yaml);
        return new ExportedNames([.. ((YamlSequence)read.Root!).Items.Cast<YamlMapping>()]);
    }
}
