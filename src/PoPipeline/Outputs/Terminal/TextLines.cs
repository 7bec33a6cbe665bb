using System.Text;
using PoPipeline.Escaping;

namespace PoPipeline.Outputs.Terminal;

/// <summary>Lines of the report for people, none of which is wider than it may be where it can be broken.</summary>
internal sealed class TextLines(ConsoleOptions options, TerminalWriter writer)
{
    private const int MessageLength = 4000;

    /// <summary>The colours.</summary>
    public Ansi Ansi { get; } = new(options.Colors);

    /// <summary>How wide a line may be.</summary>
    public int Width => options.Width;

    /// <summary>Writes a line as it is.</summary>
    public void Write(SafeTextHandler text) => writer.WriteLine(text);

    /// <summary>Writes a text that is broken between words.</summary>
    /// <param name="text">The text, which may be one of others.</param>
    /// <param name="indent">How far every line stands in.</param>
    public void Wrap(string text, int indent) =>
        Fill(Untrusted.Plain(Untrusted.Cut(text, MessageLength)).Split(' ', StringSplitOptions.RemoveEmptyEntries), " ", indent, hanging: 0, SafeText.Of($""));

    /// <summary>Writes items, as many on a line as there is room for.</summary>
    /// <param name="items">The items, which are not broken.</param>
    /// <param name="separator">What stands between two; its blank becomes the end of a line.</param>
    /// <param name="indent">How far the first line stands in.</param>
    /// <param name="hanging">How much further the others do.</param>
    /// <param name="lead">What the first line starts with, as wide as <paramref name="hanging"/>; nothing where the items do themselves.</param>
    public void Fill(IEnumerable<string> items, string separator, int indent, int hanging, SafeText lead)
    {
        var mark = separator.TrimEnd();
        var line = new StringBuilder();
        var first = true;
        foreach (var item in items.Select(Untrusted.Plain))
        {
            var margin = indent + (first && lead.ToString().Length == 0 ? 0 : hanging);
            if (line.Length > 0 && margin + line.Length + mark.Length + 1 + item.Length > options.Width)
            {
                Flush(line.Append(mark));
            }
            else if (line.Length > 0)
            {
                _ = line.Append(mark).Append(' ');
            }

            _ = line.Append(item);
        }

        if (line.Length > 0)
        {
            Flush(line);
        }

        void Flush(StringBuilder full)
        {
            Write($"{new string(' ', indent)}{(first ? lead : SafeText.Of($"{new string(' ', hanging)}"))}{full.ToString()}");
            _ = full.Clear();
            first = false;
        }
    }
}
