using System.Text;
using System.Text.RegularExpressions;
using PoPipeline.Tests;

namespace PoPipeline.Frosting.Tests;

/// <summary>
/// Runs the page of the first ten minutes, which is its own approved file: a block with a path writes that file, and in a block of the console
/// each line that starts with a dollar is run; what is below it is what came out.
/// </summary>
public sealed partial class FirstMinutesTests
{
    private static string Page => Path.Combine(TestPaths.Repository, "docs", "first-ten-minutes.md");

    [Fact]
    public async Task What_the_page_shows_is_what_happens()
    {
        using var folder = new TempFolder();
        var made = new StringBuilder();
        var lines = new Queue<string>((await File.ReadAllTextAsync(Page, TestContext.Current.CancellationToken)).ReplaceLineEndings("\n").TrimEnd('\n').Split('\n'));
        while (lines.TryDequeue(out var line))
        {
            made.Append(line).Append('\n');
            if (!line.StartsWith("```", StringComparison.Ordinal))
            {
                continue;
            }

            var block = new List<string>();
            while (lines.TryDequeue(out line) && line is not "```")
            {
                block.Add(line);
            }

            var opening = made.ToString().TrimEnd('\n').Split('\n')[^1];
            if (PathOf().Match(opening) is { Success: true, Groups: var groups })
            {
                folder.Write(groups["path"].Value, string.Join('\n', block) + "\n");
                made.AppendJoin('\n', block).Append('\n');
            }
            else
            {
                Assert.Equal("```console", opening);
                var before = "";
                foreach (var command in block.Where(shown => shown.StartsWith("$ ", StringComparison.Ordinal)))
                {
                    made.Append(before.Length > 0 ? "\n" : "").Append(command).Append('\n');
                    before = await OutputOf(command[2..].Split(' '), folder);
                    made.Append(before);
                }
            }

            made.Append("```\n");
        }

        Approved.Text(Page, made.ToString());
    }

    private static async Task<string> OutputOf(string[] words, TempFolder folder)
    {
        if (words is ["git", .. var rest])
        {
            var (exitCode, _, error) = await ChildProcess.RunAsync("git", rest, folder.Path);
            Assert.Equal((0, ""), (exitCode, error));
            return "";
        }

        Assert.Equal("po", words[0]);
        var (code, output, notes) = Po.Run("", name => name is "COLUMNS" ? "80" : null, CancellationToken.None, InFolder(words[1..], folder.Path));
        var shown = VersionHash().Replace(output + notes, "+<commit>").Replace(folder.Path, ".", StringComparison.Ordinal).TrimEnd('\n');
        shown = ReportsLine().Replace(shown, match => Blanks().Replace(match.Value, " ").Replace("'./po-report'", "'po-report'", StringComparison.Ordinal));
        return $"{shown}\n{(code == 0 ? "" : $"[exit code {code}]\n")}";
    }

    // The page is read in the folder of the repository; the tests of a process share theirs.
    private static string[] InFolder(string[] words, string folder) => words[0] switch
    {
        "check" => [.. words, folder, "--output", Path.Combine(folder, "po-report")],
        "init" => [.. words, folder],
        "owners" => [.. words, "--root", folder],
        _ => words,
    };

    [GeneratedRegex(@" path=(?<path>\S+)$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PathOf();

    // It is broken where the name of the folder of this run ends.
    [GeneratedRegex(@"^Reports in [^:]*:[\w\s.,]*?summary\.md$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ReportsLine();

    [GeneratedRegex(@"\s+", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Blanks();

    [GeneratedRegex(@"\+[0-9a-f]{40}", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex VersionHash();
}
