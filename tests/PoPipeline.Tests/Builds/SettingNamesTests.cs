using System.Text.RegularExpressions;
using PoPipeline.Rules.Builds;
using PoPipeline.Rules.Installs;

namespace PoPipeline.Tests.Builds;

/// <summary>What the table of commands calls a setting is what some reader of files calls it.</summary>
public sealed partial class SettingNamesTests
{
    private static readonly string Table = Path.Combine(TestPaths.Repository, "tests", "PoPipeline.Rules.Tests", "Installs", "commands.txt");

    [Fact]
    public void Each_setting_of_the_table_of_commands_is_read_from_a_file_in_a_case()
    {
        var read = CaseTree.Names.SelectMany(name => CaseTree.Collect(name).Projects).SelectMany(project => InstallSurroundings.None.With(project).Settings).Select(setting => setting.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var asked = File.ReadLines(Table).Where(line => !line.StartsWith('#')).SelectMany(line => Setting().Matches(line)).Select(match => match.Groups["name"].Value).Distinct(StringComparer.OrdinalIgnoreCase).ToList();

        Assert.NotEmpty(asked);
        Assert.DoesNotContain(asked, name => !read.Contains(name));
    }

    [GeneratedRegex(@"\bset:(?<name>[^=|]+)=", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Setting();
}
