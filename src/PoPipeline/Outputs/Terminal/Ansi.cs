using PoPipeline.Rules.Model;

namespace PoPipeline.Outputs.Terminal;

/// <summary>The few escape sequences that the report uses; the text itself where colours are off.</summary>
internal sealed class Ansi(bool enabled)
{
    private const int Red = 31;
    private const int Green = 32;
    private const int Yellow = 33;
    private const int Blue = 34;

    public string Bold(string text) => Wrap(text, "1");

    public string Faint(string text) => Wrap(text, "2");

    public string Of(Severity severity, string text) => Wrap(text, severity switch
    {
        Severity.Critical => $"1;{Red}",
        Severity.High => $"{Red}",
        Severity.Medium => $"{Yellow}",
        _ => $"{Blue}",
    });

    public string Of(TaskVerdict verdict, string text) => verdict switch
    {
        TaskVerdict.Met => Wrap(text, $"{Green}"),
        TaskVerdict.NotMet => Wrap(text, $"{Red}"),
        TaskVerdict.Unknown => Wrap(text, $"{Yellow}"),
        _ => Faint(text),
    };

    public string Of(ExitCode code, string text) => Of(code switch
    {
        ExitCode.Met => TaskVerdict.Met,
        ExitCode.Failed => TaskVerdict.NotMet,
        _ => TaskVerdict.Unknown,
    }, text);

    private string Wrap(string text, string codes) => enabled ? $"\e[{codes}m{text}\e[0m" : text;
}
