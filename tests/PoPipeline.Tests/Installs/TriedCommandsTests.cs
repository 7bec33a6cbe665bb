using System.Collections.Immutable;
using PoPipeline.Rules.Installs;
using PoPipeline.Rules.Tests.Installs;

namespace PoPipeline.Tests.Installs;

/// <summary>What the table of commands says of those that were tried, by trying them again.</summary>
public sealed class TriedCommandsTests
{
    public static TheoryData<string> Programs => [.. CommandLab.All.Select(lab => lab.Program)];

    [Theory]
    [MemberData(nameof(Programs))]
    public async Task A_command_does_with_a_lock_file_that_does_not_fit_what_its_row_says(string program)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The commands are those of a POSIX shell.");
        var lab = CommandLab.All.Single(lab => lab.Program == program);
        Components.Program(lab.Command, $"run `apt-get install {lab switch { { Program: "go" } => "golang-go", { Program: "mvn" } => "maven", _ => lab.Program }}`");
        var rows = TruthTable.Rows(Path.Combine(TestPaths.Repository, "tests", "PoPipeline.Rules.Tests", "Installs", "TruthTable.cs")).Select(TruthTable.Parts).Where(parts => parts.Length == 6 && parts[5].Split(' ')[0] == program).ToList();
        var said = new string[rows.Count];
        var seen = new string[rows.Count];

        await Parallel.ForAsync(0, rows.Count, new ParallelOptions { MaxDegreeOfParallelism = 2, CancellationToken = TestContext.Current.CancellationToken }, async (index, _) =>
        {
            var expected = rows[index][3] is "None" ? (LockUse?)null : Enum.Parse<LockUse>(rows[index][3]);
            (said[index], seen[index]) = ($"{rows[index][0]} | {rows[index][1]}: ", await Seen(lab, rows[index][0], rows[index][1], expected));
            said[index] += rows[index][3];
            seen[index] = $"{rows[index][0]} | {rows[index][1]}: {seen[index]}";
        });

        Assert.NotEmpty(rows);
        Assert.Equal(said, seen);
    }

    // The use of the row, where what was seen is that; else what was seen.
    private static async Task<string> Seen(CommandLab lab, string command, string around, LockUse? expected)
    {
        using var temp = new TempTree();
        lab.Write(temp, command);
        var variables = lab.Variables(temp, command);
        variables["CI"] = null;
        foreach (var part in around.Split("; ").Where(part => part is not "-" && !part.StartsWith("lock:", StringComparison.Ordinal)))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (part.StartsWith("nolock:", StringComparison.Ordinal))
            {
                lab.Locks.ToList().ForEach(path => File.Delete(temp.PathOf(path)));
            }
            else if (part.StartsWith("set:", StringComparison.Ordinal))
            {
                lab.Set(temp, part[4..equals], part[(equals + 1)..]);
            }
            else
            {
                variables[part[..equals]] = part[(equals + 1)..];
            }
        }

        var before = Texts();

        // What Go keeps may not be written, nor removed.
        var (code, output, error) = await ChildProcess.RunAsync("sh", ["-c", $"{command}\ncode=$?; chmod -R u+w .; exit $code"], temp.Root, variables);
        var isChanged = !before.SequenceEqual(Texts());
        var tookLocked = lab.TookLocked(temp);
        var isSo = expected switch
        {
            null => !isChanged,
            LockUse.Honours => !isChanged && (code != 0 || tookLocked),
            LockUse.Ignores => code == 0 && !isChanged && !tookLocked,
            LockUse.Rewrites => code == 0 && (isChanged || !tookLocked),
            _ => false,
        };
        return isSo ? $"{expected}" is { Length: > 0 } use ? use : "None" : $"exit code {code}, the lock file {(isChanged ? "changed" : "as it was")}, what it says {(tookLocked ? "" : "not ")}taken: {output}{error}";

        ImmutableArray<string> Texts() => [.. lab.Locks.Select(path => File.Exists(temp.PathOf(path)) ? File.ReadAllText(temp.PathOf(path)) : "")];
    }
}
