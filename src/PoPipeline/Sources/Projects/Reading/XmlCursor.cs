using System.Text;
using System.Xml;
using PoPipeline.Rules.Model;

namespace PoPipeline.Sources.Projects.Reading;

/// <summary>Goes through the elements of XML once, from front to back; whoever does not enter one passes over it.</summary>
internal sealed class XmlCursor : IDisposable
{
    // What is longer is no name, version or path.
    private const int LongestText = 4096;

    // No entity is looked up, and none may be declared.
    private static readonly XmlReaderSettings Settings = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, IgnoreComments = true, IgnoreProcessingInstructions = true, CloseInput = true };

    private readonly XmlReader reader;
    private bool isOpen;

    /// <summary>Goes through a text.</summary>
    /// <param name="text">The text, which is given back when the cursor is.</param>
    public XmlCursor(TextReader text) => reader = XmlReader.Create(text, Settings);

    /// <summary>The name of the element that it stands at, without its prefix.</summary>
    public string Name { get; private set; } = "";

    /// <summary>Where that name, or the text that was taken last, is written.</summary>
    public Region At { get; private set; } = Region.Start;

    /// <summary>How deep the element lies; the root has 0.</summary>
    public int Depth => reader.Depth;

    /// <summary>Goes to the root.</summary>
    public void Start()
    {
        reader.MoveToContent();
        Stand();
    }

    /// <summary>Goes to the next element right below one.</summary>
    /// <param name="parent">How deep that one lies.</param>
    /// <returns>Whether there is one; otherwise the element is left.</returns>
    public bool NextChild(int parent)
    {
        if (isOpen)
        {
            isOpen = false;
            if (reader.Depth > parent)
            {
                reader.Skip();
            }
            else
            {
                var isEmpty = reader.IsEmptyElement;
                reader.Read();
                if (isEmpty)
                {
                    return false;
                }
            }
        }

        for (; !reader.EOF; reader.Read())
        {
            if (reader.NodeType is XmlNodeType.Element && reader.Depth == parent + 1)
            {
                Stand();
                return true;
            }

            if (reader.NodeType is XmlNodeType.EndElement && reader.Depth == parent)
            {
                reader.Read();
                return false;
            }
        }

        return false;
    }

    /// <summary>The value of an attribute of the element that it stands at; null where there is none.</summary>
    /// <param name="name">The name.</param>
    public string? Attribute(string name) => reader.GetAttribute(name);

    /// <summary>Takes the text of the element that it stands at, without the blanks around it, and leaves the element.</summary>
    public string Text()
    {
        isOpen = false;
        var depth = reader.Depth;
        var isEmpty = reader.IsEmptyElement;
        var text = new StringBuilder();
        reader.Read();
        if (isEmpty)
        {
            return "";
        }

        while (!reader.EOF && !(reader.NodeType is XmlNodeType.EndElement && reader.Depth == depth))
        {
            if (reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA && text.Length < LongestText)
            {
                if (text.Length == 0)
                {
                    At = Placed(reader.Value);
                }

                text.Append(reader.Value);
            }

            reader.Read();
        }

        reader.Read();
        return text.ToString().Trim();
    }

    /// <inheritdoc/>
    public void Dispose() => reader.Dispose();

    private void Stand()
    {
        isOpen = true;
        Name = reader.LocalName;
        var (line, column) = Position();
        At = new Region(line, column, line, column + reader.Name.Length);
    }

    // A text begins where its first character does that is no blank.
    private Region Placed(string value)
    {
        var (line, column) = Position();
        var start = value.Length - value.AsSpan().TrimStart().Length;
        foreach (var character in value.AsSpan(0, start))
        {
            (line, column) = character is '\n' ? (line + 1, 1) : (line, column + 1);
        }

        var written = value.AsSpan(start).TrimEnd();
        var end = written.IndexOf('\n');
        return new Region(line, column, line, column + (end < 0 ? written.Length : end));
    }

    private (int Line, int Column) Position() => reader is IXmlLineInfo lines && lines.HasLineInfo() ? (lines.LineNumber, lines.LinePosition) : (1, 1);
}
