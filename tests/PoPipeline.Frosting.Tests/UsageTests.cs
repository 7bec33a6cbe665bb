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
    [InlineData("check --json", "'--console json'")]
    [InlineData("check --sarif", "'--format sarif'")]
    [InlineData("check -f high", "'--fail-on' or '--format'")]
    [InlineData("check -help", "'--help'")]
    [InlineData("-v", "'--version' or '-V'")]
    [InlineData("--check", "the verb 'check'")]
    [InlineData("help chekc", "'check'")]
    [InlineData("records lst", "'list'")]
    public void What_is_not_known_is_wrong_usage_with_the_nearest_known_name(string words, string suggestion)
    {
        var (exitCode, output, error) = Po.Run(words.Split(' '));

        Assert.Equal(2, exitCode);
        Assert.Empty(output);
        Assert.Contains("Did you mean " + suggestion, error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("scan", "Known are check, ")]
    [InlineData(".", "'po check .'")]
    [InlineData("--fail-on high check", "'po check --fail-on'")]
    [InlineData("check one two", "'one' is it")]
    [InlineData("check --output --pedantic", "'--output=--pedantic'")]
    [InlineData("check -qx out", "The option '-x' in '-qx' of 'po check' is not known.")]
    [InlineData("check -qz", "'-z' in '-qz'")]
    [InlineData("check -quiet", "Did you mean '--verbosity quiet'?")]
    [InlineData("check -qq", "more than once")]
    [InlineData("check -qo", "lacks its value")]
    [InlineData("check . --fail-on --no-color", "'--fail-on' lacks its value, and another option stands behind it, '--no-color': it is written '--fail-on SEVERITY'. SEVERITY is one of none, low, ")]
    [InlineData("check . --output --no-color", "'--output' lacks its value, and another option stands behind it, '--no-color'")]
    [InlineData("check . --format --json", "'--format' lacks its value, and another option stands behind it, '--json'")]
    [InlineData("check . --fail-on", "'--fail-on' lacks its value: it is written '--fail-on SEVERITY'.")]
    [InlineData("check --task PO.7.1 --verbosity loud", "Known are quiet, ")]
    [InlineData("check --rule PO.3.2", "its rules are PO3201, ")]
    [InlineData("check --task PO3204", "of the task PO.3.2")]
    [InlineData("explain", "po explain ID")]
    [InlineData("explain 5.2", "no rule of it exists yet")]
    [InlineData("version now", "stands alone")]
    [InlineData("check --config no-such-file.yml", "There is no such file")]
    [InlineData("check --snapshot no-such-file.json", "'po collect' writes one")]
    [InlineData("check --snapshot .", "is a folder")]
    [InlineData("check no-such-folder", "Name the folder of a repository")]
    public void Wrong_usage_says_what_to_do(string words, string remedy)
    {
        var (exitCode, output, error) = Po.Run(words.Split(' '));

        Assert.Equal((2, ""), (exitCode, output));
        Assert.Contains(remedy, error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_cannot_be_written_to_is_named_with_what_to_do()
    {
        Assert.SkipWhen(!Directory.Exists("/proc"), "There is no folder here that nobody can write to.");
        using var folder = new TempFolder();
        folder.Write("README.md", "hello");

        var (exitCode, _, error) = Po.Run("check", folder.Path, "--output=/proc/x");

        Assert.Equal(2, exitCode);
        Assert.StartsWith("po: Nothing can be written into '/proc/x': ", error, StringComparison.Ordinal);
        Assert.Contains("Name another folder with --output.", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_to_do_shows_the_help_and_is_wrong_usage()
    {
        var (exitCode, output, error) = Po.Run();

        Assert.Equal((2, "", Po.Run("--help").Output), (exitCode, output, error));
    }

    [Theory]
    [InlineData("--version")]
    [InlineData("-V")]
    [InlineData("version")]
    public void The_version_is_asked_for_in_the_ways_of_others(string word) => Assert.StartsWith("po ", Po.Run(word).Output, StringComparison.Ordinal);

    [Theory]
    [InlineData("PO3204")]
    [InlineData("po3204")]
    [InlineData("3204")]
    public void A_rule_goes_without_its_prefix(string id)
    {
        using var folder = new TempFolder();
        folder.Write("README.md", "hello");

        Assert.StartsWith("PO3204 ", Po.Run("explain", id).Output, StringComparison.Ordinal);
        Assert.Equal(0, Po.Run("check", folder.Path, "--rule", id, "-o", Path.Combine(folder.Path, "out")).ExitCode);
        Assert.Contains("PO3204 has no finding", Po.Run("request", id, "--root", folder.Path, "--reason", "x").Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("PO.3.2")]
    [InlineData("po.3.2")]
    [InlineData("3.2")]
    [InlineData("PO3.2")]
    [InlineData("3.2,3.3")]
    public void A_task_goes_without_its_prefix(string task)
    {
        using var folder = new TempFolder();
        folder.Write("README.md", "hello");

        var (exitCode, output, _) = Po.Run("check", folder.Path, "--task", task, "--fail-on", "none", "-o", Path.Combine(folder.Path, "out"));

        Assert.Equal(0, exitCode);
        Assert.Contains("PO.3.2 ", output, StringComparison.Ordinal);
        Assert.DoesNotContain("PO.2.1 ", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_policy_is_as_strict_as_before_and_suggests_the_whole_name()
    {
        using var folder = new TempFolder();
        folder.Write(".popipeline.yml", "required: ['3.2', '3204']\n");

        var (exitCode, _, error) = Po.Run("check", folder.Path);

        Assert.Equal(2, exitCode);
        Assert.Contains("Did you mean 'PO.3.2'?", error, StringComparison.Ordinal);
        Assert.Contains("Did you mean 'PO3204'?", error, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Helps))]
    public void The_help_fits_eighty_columns(string verb) =>
        Assert.All(Po.Run([.. verb.Split(' ', StringSplitOptions.RemoveEmptyEntries), "-h"]).Output.Split('\n'), line => Assert.True(line.Length <= 80, line));

    [Fact]
    public void A_letter_is_that_of_one_option_of_a_verb() => Assert.All(Usage.Verbs, verb =>
    {
        var letters = Usage.OptionsOf(verb).Select(option => option.Letter).OfType<char>().ToList();

        Assert.Equal(letters.Count, letters.Distinct().Count());
        Assert.DoesNotContain('h', letters);
    });

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
            .SelectMany(verb => Usage.OptionsOf(verb).Where(option => option != Usage.Verbosity).Select(option => option.Argument).Append(verb.Operand?.Argument))
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
