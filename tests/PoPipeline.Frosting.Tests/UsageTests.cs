using PoPipeline.Tests;
using PoPipeline.Tool;

namespace PoPipeline.Frosting.Tests;

public sealed class UsageTests
{
    [Theory]
    [InlineData("chekc", "'check'")]
    [InlineData("check . --fial-on high", "'--fail-on'")]
    [InlineData("check . --fail-on hihg", "'high'")]
    [InlineData("check . --task PO.3.22", "'PO.3.2'")]
    [InlineData("check . --rule PO3024", "'PO3204'")]
    [InlineData("check . --format saarif", "'sarif'")]
    [InlineData("check . --console txet", "'text'")]
    [InlineData("check . --profile githbu", "'github'")]
    [InlineData("check . --verbosity dignostic", "'diagnostic'")]
    [InlineData("explain PO3204x", "'PO3204'")]
    [InlineData("--versoin", "'--version'")]
    [InlineData("rules --jsn", "'--json'")]
    public void What_is_not_known_is_wrong_usage_with_the_nearest_known_name(string words, string suggestion)
    {
        var (exitCode, output, error) = Po.Run(words.Split(' '));

        Assert.Equal(2, exitCode);
        Assert.Empty(output);
        Assert.Contains("Did you mean " + suggestion, error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("check one two")]
    [InlineData("check . --output")]
    [InlineData("check . --output=")]
    [InlineData("check . --output a --output b")]
    [InlineData("check . --pedantic=perhaps")]
    [InlineData("check /no/such/folder")]
    [InlineData("check --snapshot")]
    [InlineData("collect /no/such/folder")]
    [InlineData("explain")]
    [InlineData("schema more")]
    [InlineData("owners a --root /no/such/folder")]
    [InlineData("check . --config /no/such/file.yml")]
    public void Wrong_usage_is_exit_code_2_and_says_why(string words)
    {
        var (exitCode, output, error) = Po.Run(words.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        Assert.Equal(2, exitCode);
        Assert.Empty(output);
        Assert.StartsWith("po: ", error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_is_not_a_repository()
    {
        using var folder = new TempFolder();
        var file = folder.Write("a.txt", "");

        var (exitCode, _, error) = Po.Run("check", file);

        Assert.Equal(2, exitCode);
        Assert.Contains("is a file", error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_repository_without_a_working_tree_has_no_files_to_judge()
    {
        using var folder = new TempFolder();
        var bare = LibGit2Sharp.Repository.Init(Path.Combine(folder.Path, "r.git"), isBare: true);

        var (exitCode, _, error) = Po.Run("check", bare);

        Assert.Equal(2, exitCode);
        Assert.Contains("git clone", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Control_characters_of_the_command_line_are_not_sent_to_the_terminal()
    {
        var (_, _, error) = Po.Run("check", "\e]0;title\a");

        Assert.DoesNotContain('\e', error);
        Assert.Contains("\\u001B", error, StringComparison.Ordinal);
    }

    public static TheoryData<string> Helps() =>
        ["", .. Usage.Verbs.Select(verb => verb.Name), .. Usage.Verbs.Select(verb => verb.Group).OfType<string>().Distinct(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Helps))]
    public void The_help_is_as_approved(string verb)
    {
        var (exitCode, output, error) = Po.Run([.. verb.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"]);

        Assert.Equal(0, exitCode);
        Assert.Empty(error);
        Approved.Text(Paths.ApprovedFile($"help{(verb.Length == 0 ? "" : "-")}{verb.Replace(' ', '-')}.txt"), output);
    }

    [Fact]
    public void Every_argument_of_the_build_is_an_option_or_an_operand_of_a_verb_and_the_other_way_round()
    {
        var written = Usage.Verbs
            .SelectMany(verb => verb.Options.Select(option => option.Argument).Append(verb.Operand?.Argument))
            .OfType<string>()
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal);

        Assert.Equal(PoPipelineArguments.All, written);
    }

    [Fact]
    public void Every_verb_is_a_task()
    {
        var tasks = typeof(PoPipelineTasks).GetFields().Where(field => field.IsLiteral).Select(field => field.GetRawConstantValue()).ToHashSet();

        Assert.All(Usage.Verbs, verb => Assert.Contains(verb.Target, tasks));
    }
}
