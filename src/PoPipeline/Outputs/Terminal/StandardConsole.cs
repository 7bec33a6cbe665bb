using System.Text;

namespace PoPipeline.Outputs.Terminal;

/// <summary>The console of the process. Nothing else speaks to it.</summary>
public static class StandardConsole
{
#pragma warning disable RS0030 // This is what the ban leads to.
    /// <summary>The standard output, which is written in large pieces: flush it at the end.</summary>
    public static TerminalWriter Output { get; } = new(new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), bufferSize: 64 * 1024) { AutoFlush = false });

    /// <summary>The standard error.</summary>
    public static TerminalWriter Error { get; } = new(Console.Error);

    /// <summary>The standard input.</summary>
    public static TextReader Input => Console.In;

    /// <summary>Whether the standard output is no terminal.</summary>
    public static bool IsOutputRedirected => Console.IsOutputRedirected;

    /// <summary>Whether the standard error is no terminal.</summary>
    public static bool IsErrorRedirected => Console.IsErrorRedirected;

    /// <summary>Whether the standard input is no terminal.</summary>
    public static bool IsInputRedirected => Console.IsInputRedirected;

    /// <summary>The width of the terminal, in columns; 0 where the output is none.</summary>
    public static int Width => Console.IsOutputRedirected ? 0 : Console.WindowWidth;
#pragma warning restore RS0030
}
