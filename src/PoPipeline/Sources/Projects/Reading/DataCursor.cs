using PoPipeline.Rules.Model;

namespace PoPipeline.Sources.Projects.Reading;

/// <summary>
/// Goes through a document of names, texts, tables and lists once, from front to back, without keeping what it has passed: the one way in which JSON, TOML and
/// YAML of any size are read here.
/// </summary>
/// <remarks>Whoever stands at a name or at an item takes its value, enters it, or goes on, which passes over it.</remarks>
internal abstract class DataCursor : IDisposable
{
    private bool isBeforeValue = true;
    private bool isHeld;

    /// <summary>What a token is.</summary>
    protected enum Token
    {
        /// <summary>The end of the document.</summary>
        End,

        /// <summary>The name of a value.</summary>
        Name,

        /// <summary>A value that is neither table nor list.</summary>
        Scalar,

        /// <summary>The start of a table.</summary>
        StartTable,

        /// <summary>The end of a table.</summary>
        EndTable,

        /// <summary>The start of a list.</summary>
        StartList,

        /// <summary>The end of a list.</summary>
        EndList,
    }

    /// <summary>What the last token was.</summary>
    protected Token Kind { get; private set; }

    /// <summary>The name that it stands at.</summary>
    public string Name { get; private set; } = "";

    /// <summary>Where the name, or the value that was taken or entered last, is written.</summary>
    public Region At => Place();

    /// <summary>Goes to the next name of the table that was entered last.</summary>
    /// <returns>Whether there is one; otherwise the table is left.</returns>
    public bool NextName()
    {
        PassOver();
        Advance();
        if (Kind is not Token.Name)
        {
            return false;
        }

        Name = Text() ?? "";
        isBeforeValue = true;
        return true;
    }

    /// <summary>Goes to the next item of the list that was entered last.</summary>
    /// <returns>Whether there is one; otherwise the list is left.</returns>
    public bool NextItem()
    {
        PassOver();
        Advance();
        if (Kind is Token.EndList or Token.End or Token.EndTable)
        {
            return false;
        }

        isHeld = true;
        isBeforeValue = true;
        return true;
    }

    /// <summary>Enters the value, where it is a table; passes over it otherwise.</summary>
    public bool EnterTable() => Enter(Token.StartTable);

    /// <summary>Enters the value, where it is a list; passes over it otherwise.</summary>
    public bool EnterList() => Enter(Token.StartList);

    /// <summary>Takes the value, where it is a text, a number or a boolean; null, and it is passed over, otherwise.</summary>
    public string? Take()
    {
        isBeforeValue = false;
        Advance();
        if (Kind is Token.Scalar)
        {
            return Text();
        }

        Leave();
        return null;
    }

    /// <summary>Whether the value is a text, a number or a boolean; it stays the value.</summary>
    public bool IsScalar() => Peek() is Token.Scalar;

    /// <summary>Whether the value is a table; it stays the value.</summary>
    public bool IsTable() => Peek() is Token.StartTable;

    /// <summary>The texts of the value, where it is a list of them or one.</summary>
    public List<string> TakeAll()
    {
        var all = new List<string>();
        if (Peek() is not Token.StartList)
        {
            if (Take() is { } single)
            {
                all.Add(single);
            }

            return all;
        }

        for (EnterList(); NextItem();)
        {
            if (Take() is { } text)
            {
                all.Add(text);
            }
        }

        return all;
    }

    /// <summary>Goes to the next token, and past the end no further.</summary>
    protected abstract Token Read();

    /// <summary>The text of the token; null where it is an empty value.</summary>
    protected abstract string? Text();

    /// <summary>Where the token is written; it is asked for in the order of the text.</summary>
    protected abstract Region Place();

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Gives back what it read from.</summary>
    /// <param name="disposing">Whether somebody asks for it.</param>
    protected virtual void Dispose(bool disposing)
    {
    }

    private bool Enter(Token start)
    {
        isBeforeValue = false;
        Advance();
        if (Kind == start)
        {
            return true;
        }

        Leave();
        return false;
    }

    private Token Peek()
    {
        Advance();
        isHeld = true;
        return Kind;
    }

    private void PassOver()
    {
        if (isBeforeValue)
        {
            isBeforeValue = false;
            Advance();
            Leave();
        }
    }

    // What starts at the token, to its end.
    private void Leave()
    {
        for (var depth = Kind is Token.StartTable or Token.StartList ? 1 : 0; depth > 0;)
        {
            Advance();
            depth += Kind switch
            {
                Token.StartTable or Token.StartList => 1,
                Token.EndTable or Token.EndList => -1,
                Token.End => -depth,
                _ => 0,
            };
        }
    }

    private void Advance()
    {
        if (isHeld)
        {
            isHeld = false;
            return;
        }

        Kind = Read();
    }
}
