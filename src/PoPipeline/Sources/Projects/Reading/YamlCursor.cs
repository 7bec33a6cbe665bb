using PoPipeline.Rules.Model;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace PoPipeline.Sources.Projects.Reading;

/// <summary>Goes through the first document of a YAML text; YamlDotNet parses. What an alias stands for is not looked up, so that none can grow.</summary>
/// <param name="text">The text, which is given back when the cursor is.</param>
internal sealed class YamlCursor(StreamReader text) : DataCursor
{
    private readonly Parser parser = new(new Scanner(text, skipComments: true));
    private readonly Stack<bool> open = new();
    private bool isName;

    /// <inheritdoc/>
    protected override Token Read()
    {
        while (parser.MoveNext())
        {
            switch (parser.Current)
            {
                case MappingStart when isName:
                case SequenceStart when isName:
                    throw new FormatException("A name is a text.");
                case MappingStart:
                    open.Push(true);
                    isName = true;
                    return Token.StartTable;
                case SequenceStart:
                    open.Push(false);
                    return Token.StartList;
                case MappingEnd:
                    Close();
                    return Token.EndTable;
                case SequenceEnd:
                    Close();
                    return Token.EndList;
                case Scalar or AnchorAlias when isName:
                    isName = false;
                    return Token.Name;
                case Scalar or AnchorAlias:
                    isName = open.TryPeek(out var isTable) && isTable;
                    return Token.Scalar;
                case DocumentEnd:
                    return Token.End;
                default:
                    break;
            }
        }

        return Token.End;
    }

    /// <inheritdoc/>
    protected override string? Text() => parser.Current is Scalar { Value: var value, Style: var style } && (style is not ScalarStyle.Plain || value is not ("" or "null" or "~")) ? value : null;

    /// <inheritdoc/>
    protected override Region Place() => parser.Current is { } token
        ? new Region((int)token.Start.Line, (int)token.Start.Column, (int)token.End.Line, (int)token.End.Column)
        : Region.Start;

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        text.Dispose();
        base.Dispose(disposing);
    }

    // What was closed was a value of what is open now.
    private void Close()
    {
        open.Pop();
        isName = open.TryPeek(out var isTable) && isTable;
    }
}
