using System.Text;
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
        var exitCode = Run(input, output, error, variable, words, cancellation);
        return (exitCode, output.ToString(), error.ToString());
    }

    /// <summary>Runs it, and stops it as soon as it says something.</summary>
    /// <param name="what">What it says.</param>
    /// <param name="words">The command line.</param>
    public static int StoppedAt(string what, params string[] words)
    {
        using var stop = new CancellationTokenSource();
        using var output = new StoppingWriter(what, stop);
        using var error = new StoppingWriter(what, stop);
        return Run("", output, error, Environment.GetEnvironmentVariable, words, stop.Token);
    }

    /// <summary>Runs it where nothing can be written to the standard output.</summary>
    /// <param name="who">Who runs it.</param>
    /// <param name="words">The command line.</param>
    public static (int ExitCode, string Error) Refused(string who, params string[] words)
    {
        using var output = new RefusingWriter();
        using var error = new StringWriter { NewLine = "\n" };
        var exitCode = Run("", output, error, name => name is "GIT_AUTHOR_EMAIL" ? $"{who}@example.org" : name is "GIT_AUTHOR_NAME" ? who : Environment.GetEnvironmentVariable(name), words, CancellationToken.None);
        return (exitCode, error.ToString());
    }

    private static int Run(string input, StringWriter output, StringWriter error, Func<string, string?> variable, string[] words, CancellationToken cancellation)
    {
        using var reader = new StringReader(input);
        return Application.Run(words, new PoPipelineTerminal
        {
            Output = new TerminalWriter(output),
            Error = new TerminalWriter(error),
            Input = reader,
            Interactive = false,
            Variable = variable,
            Time = new FixedTime(Now),
            Cancellation = cancellation,
        });
    }

    private sealed class StoppingWriter(string what, CancellationTokenSource stop) : StringWriter
    {
        public override void Write(StringBuilder? value)
        {
            base.Write(value);
            if (value?.ToString().Contains(what, StringComparison.Ordinal) is true)
            {
                stop.Cancel();
            }
        }
    }
}

/// <summary>Stands for a standard output that is full.</summary>
internal sealed class RefusingWriter : StringWriter
{
    public const string Reason = "no space is left";

    public override void Write(char value) => throw new IOException(Reason);

    public override void Write(string? value) => throw new IOException(Reason);

    public override void Write(StringBuilder? value) => throw new IOException(Reason);

    public override void Write(ReadOnlySpan<char> buffer) => throw new IOException(Reason);
}
