using System.Collections.Immutable;
using PoPipeline.Rules.Model.Results;

namespace PoPipeline.Outputs.Terminal;

/// <summary>How the console report looks.</summary>
public sealed record ConsoleOptions
{
    /// <summary>The width that is used where no terminal says.</summary>
    public const int DefaultWidth = 120;

    private const int LeastWidth = 60;
    private const int MostWidth = 160;

    /// <summary>The format.</summary>
    public OutputFormat Format { get; init; } = OutputFormat.Text;

    /// <summary>Whether colours are used.</summary>
    public bool Colors { get; init; }

    /// <summary>Whether findings and the verdict are shown alone.</summary>
    public bool Quiet { get; init; }

    /// <summary>How many columns a line may have.</summary>
    public int Width { get; init; } = DefaultWidth;

    /// <summary>Where excerpts come from; null where the files are not at hand, as in a replay.</summary>
    public SourceLines? Source { get; init; }

    /// <summary>The least severity that fails the gate; null where no finding fails.</summary>
    public Severity? FailOn { get; init; } = Severity.Medium;

    /// <summary>Whether open findings that do not fail the gate are shown too; otherwise they are counted.</summary>
    public bool ShowAll { get; init; }

    /// <summary>Whether rules were named, so that whoever did wants to hear of their hygiene that is left out.</summary>
    public bool NamesRules { get; init; }

    /// <summary>The folder that reports were written to, as the user named it.</summary>
    public string ReportFolder { get; init; } = "";

    /// <summary>The names of the reports that were written there; empty where none was.</summary>
    public ImmutableArray<string> Reports { get; init; } = [];

    /// <summary>
    /// What fits an output: <c>NO_COLOR</c> forbids colours, then <c>FORCE_COLOR</c> asks for them, then a pipe or a terminal that can
    /// do nothing (<c>TERM=dumb</c>) has none. <c>COLUMNS</c> sets the width of what is not a terminal.
    /// </summary>
    /// <param name="isRedirected">Whether the output is a pipe or a file.</param>
    /// <param name="width">The terminal's width; 0 or less where it is unknown.</param>
    /// <param name="environment">Reads an environment variable.</param>
    public static ConsoleOptions For(bool isRedirected, int width, Func<string, string?> environment)
    {
        ArgumentNullException.ThrowIfNull(environment);
        var forbidden = environment("NO_COLOR") is { Length: > 0 };
        var forced = environment("FORCE_COLOR") is { Length: > 0 } force && force is not ("0" or "false");
        var able = !isRedirected && environment("TERM") is not "dumb";
        var columns = width > 0 && !isRedirected ? width : int.TryParse(environment("COLUMNS"), out var given) ? given : DefaultWidth;
        return new ConsoleOptions { Colors = !forbidden && (forced || able), Width = Math.Clamp(columns, LeastWidth, MostWidth) };
    }
}
