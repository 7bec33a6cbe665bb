using PoPipeline.Rules.Platforms;
using PoPipeline.Rules.Shell;

namespace PoPipeline.Rules.Analysis;

/// <summary>Names the files that a command writes what it found into.</summary>
internal static class ReportFiles
{
    // Shorter ones stand in other words by chance.
    private const int Shortest = 4;

    private static readonly string[] Options = ["-o", "--output", "--out", "--output-file", "--output-path", "--report", "--report-path", "--report-file", "--json-file-output", "--sarif-file-output", "--sarif-output", "--file", "--outfile", "-out", "--result-file"];

    /// <summary>The files.</summary>
    /// <param name="command">The command.</param>
    public static IEnumerable<string> Of(Command command) =>
        command.OutputFiles.Concat(Options.SelectMany(option => command.ValuesOf(option))).Concat(command.Name is "tee" or "touch" ? command.Words.Skip(1) : [])
            .Where(word => word.Literal || PlatformProfiles.NamesOwnFile(word.Text))
            .Select(word => word.Text[(word.Text.LastIndexOf('/') + 1)..])
            .Where(name => name.Length >= Shortest && name is not ("null" or "stdout" or "stderr" or "json" or "sarif" or "table" or "text"));
}
