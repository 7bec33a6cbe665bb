using System.Text;
using PoPipeline.Ledger;

namespace PoPipeline.Outputs.Terminal;

/// <summary>
/// The one way to a terminal or the log of a job, for both streams. It takes interpolated strings only: what stands in their holes is text of
/// others, in which control characters and line breaks are shown rather than sent; and no line is one that the runner of a forge takes for
/// a command.
/// </summary>
public sealed class TerminalWriter
{
    private readonly TextWriter writer;
    private readonly CommandGuard guard = new();
    private readonly Lock gate = new();

    /// <summary>Makes one.</summary>
    /// <param name="writer">Where to; it stays open.</param>
    public TerminalWriter(TextWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        this.writer = writer;
    }

    /// <summary>Writes.</summary>
    /// <param name="text">The text; its literals may hold line breaks.</param>
    public void Write(SafeTextHandler text) => Write(text.Finish());

    /// <summary>Writes.</summary>
    /// <param name="text">The text.</param>
    public void Write(SafeText text)
    {
        lock (gate)
        {
            var disarmed = new StringBuilder();
            guard.Pass(text.ToString(), disarmed);
            Sending(() => writer.Write(disarmed));
        }
    }

    /// <summary>Writes, and ends the line.</summary>
    /// <param name="text">The text.</param>
    public void WriteLine(SafeTextHandler text) => Write($"{text.Finish()}\n");

    /// <summary>Writes, and ends the line.</summary>
    /// <param name="text">The text.</param>
    public void WriteLine(SafeText text) => Write($"{text}\n");

    /// <summary>Sends on what is written so far.</summary>
    public void Flush()
    {
        lock (gate)
        {
            Sending(writer.Flush);
        }
    }

    /// <summary>Writes a JSON document, and ends the line. JSON escapes by itself; what a runner would take for a command is escaped as well.</summary>
    /// <param name="write">Writes the document.</param>
    internal void WriteDocument(Action<TextWriter> write)
    {
        lock (gate)
        {
            Sending(() =>
            {
                using (var json = new JsonGuard(writer, breaksCommands: true))
                {
                    write(json);
                }

                writer.Write('\n');
            });
        }
    }

    /// <summary>Writes lines of data that end by themselves; what a runner would take for a command is escaped as JSON escapes.</summary>
    /// <param name="write">Writes the lines.</param>
    internal void WriteData(Action<TextWriter> write)
    {
        lock (gate)
        {
            Sending(() =>
            {
                using var data = new JsonGuard(writer, breaksCommands: true);
                write(data);
            });
        }
    }

    /// <summary>Writes a command of GitHub's runner: the only lines that are one.</summary>
    /// <param name="command">The command.</param>
    internal void WriteCommand(WorkflowCommand command)
    {
        lock (gate)
        {
            Sending(() =>
            {
                writer.Write(command.ToString());
                writer.Write('\n');
            });
        }
    }

    private static void Sending(Action write)
    {
        try
        {
            write();
        }
        catch (Exception exception) when (exception is (IOException or UnauthorizedAccessException) and not RefusedException)
        {
            throw new RefusedException($"The answer cannot be written to where it is sent: {Refusal.OfWriting(exception)}. Make room there, or send it elsewhere.", exception);
        }
    }
}
