using System.Text;

namespace PoPipeline.Outputs;

/// <summary>Text as every report is written: UTF-8, and lines that end with a line feed.</summary>
internal static class ReportText
{
    // Some readers refuse a byte order mark, GitLab's among them.
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Writes to a stream, which stays open.</summary>
    public static void Write(Stream stream, Action<TextWriter> write)
    {
        using var writer = new StreamWriter(stream, Utf8, bufferSize: 64 * 1024, leaveOpen: true) { NewLine = "\n" };
        write(writer);
    }

    /// <summary>Writes what is written to a stream to a writer of text.</summary>
    public static void Copy(Action<Stream> write, TextWriter writer)
    {
        using var buffer = new MemoryStream();
        write(buffer);
        writer.Write(Utf8.GetString(buffer.GetBuffer().AsSpan(0, (int)buffer.Length)));
    }
}
