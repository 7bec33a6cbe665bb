using PoPipeline.Rules.Model.Results;

namespace PoPipeline.Outputs.Terminal;

/// <summary>The few escape sequences that the report uses; the text itself where colours are off.</summary>
internal sealed class Ansi(bool enabled)
{
    private const int Red = 31;
    private const int Green = 32;
    private const int Yellow = 33;
    private const int Blue = 34;
    private const int Cyan = 36;

    public SafeText Bold(SafeTextHandler text) => Wrap(SafeText.Of(text), "1");

    public SafeText Faint(SafeTextHandler text) => Wrap(SafeText.Of(text), "2");

    /// <summary>Code, which is told from words by quotes where there are no colours.</summary>
    public SafeText Code(SafeTextHandler text) => Wrap(SafeText.Of(text), $"{Cyan}");

    public SafeText Of(Severity severity, SafeTextHandler text) => Wrap(SafeText.Of(text), severity switch
    {
        Severity.Critical => $"1;{Red}",
        Severity.High => $"{Red}",
        Severity.Medium => $"{Yellow}",
        _ => $"{Blue}",
    });

    public SafeText Of(TaskVerdict verdict, SafeTextHandler text) => Wrap(SafeText.Of(text), verdict switch
    {
        TaskVerdict.Met => $"{Green}",
        TaskVerdict.NotMet => $"{Red}",
        TaskVerdict.Unknown => $"{Yellow}",
        _ => "2",
    });

    public SafeText Of(ExitCode code, SafeTextHandler text) => Of(code switch
    {
        ExitCode.Met => TaskVerdict.Met,
        ExitCode.Failed => TaskVerdict.NotMet,
        _ => TaskVerdict.Unknown,
    }, text);

    private SafeText Wrap(SafeText text, string codes) => enabled ? SafeText.Of($"\e[{codes}m{text}\e[0m") : text;
}
