using PoPipeline.Outputs.Terminal;
using PoPipeline.Tests;
using PoPipeline.Tool;

namespace PoPipeline.Frosting.Tests;

/// <summary>Runs the tool in this process.</summary>
internal static class Po
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    public static (int ExitCode, string Output, string Error) Run(params string[] words) => Run("", CancellationToken.None, words);

    /// <summary>Runs it as somebody: who decides is whom git would call the author of the commit.</summary>
    public static (int ExitCode, string Output, string Error) As(string who, params string[] words) => Run(
        "",
        name => name switch
        {
            "GIT_AUTHOR_EMAIL" => $"{who}@example.org",
            "GIT_AUTHOR_NAME" => who,
            _ => Environment.GetEnvironmentVariable(name),
        },
        CancellationToken.None,
        words);

    public static (int ExitCode, string Output, string Error) Run(string input, CancellationToken cancellation, params string[] words) =>
        Run(input, Environment.GetEnvironmentVariable, cancellation, words);

    public static (int ExitCode, string Output, string Error) Run(string input, Func<string, string?> variable, CancellationToken cancellation, params string[] words)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        using var reader = new StringReader(input);
        var exitCode = Application.Run(words, new PoPipelineTerminal
        {
            Output = new TerminalWriter(output),
            Error = new TerminalWriter(error),
            Input = reader,
            Interactive = false,
            Variable = variable,
            Time = new FixedTime(Now),
            Cancellation = cancellation,
        });
        return (exitCode, output.ToString(), error.ToString());
    }
}
