using System.Globalization;
using System.Text.RegularExpressions;
using PoPipeline.Tests;

namespace PoPipeline.Packaging.Tests;

/// <summary>Which program opened which file, as strace saw it.</summary>
internal static partial class OpenedFiles
{
    /// <summary>The program, or the test skipped with its reason.</summary>
    public static string Require() => Components.Program("strace", "run `apt-get install strace`");

    /// <summary>The options, which a command follows.</summary>
    /// <param name="trace">The file to write.</param>
    public static string[] Options(string trace) =>
        ["-f", "--seccomp-bpf", "-y", "-qq", "-s", "4096", "-o", trace, "-e", "trace=open,openat,openat2,execve,clone,clone3,fork,vfork", "-e", "signal=none"];

    /// <summary>Reads what was seen.</summary>
    /// <param name="trace">The file.</param>
    /// <returns>Every file that was opened or started, with the program that did.</returns>
    public static IReadOnlyCollection<(string Program, string File)> Read(string trace)
    {
        var lines = File.ReadLines(trace).Select(line => Line().Match(line)).Where(match => match.Success)
            .Select((match, index) => (Index: index, Process: Number(match.Groups["process"].Value), Text: match.Groups["text"].Value)).ToList();
        var started = new Dictionary<int, List<(int Index, string Program)>>();
        var parents = new Dictionary<int, int>();
        var first = new Dictionary<int, int>();
        foreach (var (index, process, text) in lines)
        {
            first.TryAdd(process, index);
            if (Start().Match(text) is { Success: true } start)
            {
                (started.TryGetValue(process, out var programs) ? programs : started[process] = []).Add((index, Path.GetFileName(start.Groups["file"].Value)));
            }
            else if (Child().Match(text) is { Success: true } child)
            {
                parents[Number(child.Groups["process"].Value)] = process;
            }
        }

        string ProgramOf(int process, int at) =>
            started.TryGetValue(process, out var programs) && programs.LastOrDefault(entry => entry.Index <= at) is { Program: not null } entry ? entry.Program
            : parents.TryGetValue(process, out var parent) ? ProgramOf(parent, first[process])
            : "";

        var seen = new HashSet<(string, string)>();
        foreach (var (index, process, text) in lines)
        {
            if (Open().Match(text) is { Success: true } open)
            {
                seen.Add((ProgramOf(process, index), Path.GetFullPath(open.Groups["file"].Value, open.Groups["folder"].Value is { Length: > 0 } folder ? folder : "/")));
            }
            else if (Start().Match(text) is { Success: true } start && start.Groups["file"].Value is { } file)
            {
                seen.Add((Path.GetFileName(file), Path.GetFullPath(file, "/")));
            }
        }

        return seen;
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(?<process>[0-9]{1,10})\s{1,8}(?<text>.*)$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Line();

    // Only what could be opened: a name that was tried in vain shows nothing but where a program looks.
    [GeneratedRegex(@"^open(at2?)?\((AT_FDCWD)?([0-9]+)?(<(?<folder>[^>]*)>, )?""(?<file>[^""]*)"".*(= [0-9]+|unfinished \.\.\.>$)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Open();

    [GeneratedRegex(@"^execve\(""(?<file>[^""]*)"".*= 0$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Start();

    [GeneratedRegex(@"(clone3?|v?fork)(\(| resumed>).*= (?<process>[0-9]{1,10})$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Child();
}
