using System.Text.RegularExpressions;
using PoPipeline.Rules.Builds;
using PoPipeline.Rules.Installs;

namespace PoPipeline.Tests.Builds;

/// <summary>What the table of commands calls a setting is what some reader of files calls it.</summary>
public sealed partial class SettingNamesTests
{
    private static readonly string Table = Path.Combine(TestPaths.Repository, "tests", "PoPipeline.Rules.Tests", "Installs", "commands.txt");

    [Fact]
    public void Each_setting_of_the_table_of_commands_is_read_from_a_file()
    {
        using var tree = new TempTree()
            .Write("pip/requirements.txt", "idna==3.7 --hash=sha256:82fee1fc78add43492d3a1898bfa6d8a904cc97d8427f683ed8e798d07761aa0\n")
            .Write("pip/pip.conf", "[global]\nrequire-hashes = true\n[install]\nrequire-hashes = true\n[wheel]\nrequire-hashes = true\n")
            .Write("pip/uv.toml", "[pip]\nrequire-hashes = true\n")
            .Write("yarn/package.json", "{\"dependencies\":{\"left\":\"1.0.0\"}}").Write("yarn/yarn.lock", "__metadata:\n  version: 8\n").Write("yarn/.yarnrc.yml", "yarnPath: .yarn/releases/yarn-4.9.2.cjs\n")
            .Write("old/package.json", "{\"dependencies\":{\"left\":\"1.0.0\"}}").Write("old/yarn.lock", "# yarn lockfile v1\n").Write("old/.yarnrc", "yarn-path \".yarn/releases/yarn-1.22.22.js\"\n")
            .Write("pnpm/package.json", "{\"packageManager\":\"pnpm@10.15.0\",\"dependencies\":{\"left\":\"1.0.0\"}}").Write("pnpm/pnpm-lock.yaml", "lockfileVersion: '9.0'\n").Write("pnpm/.npmrc", "lockfile=false\n");
        var read = CaseTree.Names.Select(CaseTree.Collect).Append(CaseTree.CollectFolder(tree.Root)).SelectMany(snapshot => snapshot.Projects).SelectMany(project => InstallSurroundings.None.With(project).Settings).Select(setting => setting.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var asked = File.ReadLines(Table).Where(line => !line.StartsWith('#')).SelectMany(line => Setting().Matches(line)).Select(match => match.Groups["name"].Value).Distinct(StringComparer.OrdinalIgnoreCase).ToList();

        Assert.NotEmpty(asked);
        var unread = asked.Where(name => !read.Contains(name)).ToList();
        Assert.True(unread.Count == 0, string.Join('\n', unread));
    }

    [GeneratedRegex(@"\bset:(?<name>[^=|]+)=", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Setting();
}
