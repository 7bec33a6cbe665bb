namespace PoPipeline.Sources.Pipelines.Jenkins.Groovy;

/// <summary>How a text is quoted, which decides whether anything is pasted into it.</summary>
internal enum GroovyQuote
{
    /// <summary><c>'…'</c>: taken as it stands.</summary>
    Single,

    /// <summary><c>'''…'''</c>: taken as it stands, over several lines.</summary>
    TripleSingle,

    /// <summary><c>"…"</c>.</summary>
    Double,

    /// <summary><c>"""…"""</c>.</summary>
    TripleDouble,

    /// <summary><c>/…/</c>.</summary>
    Slashy,

    /// <summary><c>$/…/$</c>.</summary>
    DollarSlashy,
}

/// <summary>What follows from the quotes of a text.</summary>
internal static class GroovyQuotes
{
    /// <summary>Whether <c>${…}</c> and <c>$name</c> are pasted.</summary>
    public static bool Pastes(this GroovyQuote quote) => quote is not (GroovyQuote.Single or GroovyQuote.TripleSingle);

    /// <summary>What ends the text.</summary>
    public static string End(this GroovyQuote quote) => quote switch
    {
        GroovyQuote.Single => "'",
        GroovyQuote.TripleSingle => "'''",
        GroovyQuote.Double => "\"",
        GroovyQuote.TripleDouble => "\"\"\"",
        GroovyQuote.Slashy => "/",
        _ => "/$",
    };

    /// <summary>What begins the text.</summary>
    public static string Start(this GroovyQuote quote) => quote is GroovyQuote.DollarSlashy ? "$/" : quote.End();

    /// <summary>How a text that starts with these characters is quoted.</summary>
    /// <param name="start">The characters.</param>
    public static GroovyQuote Of(ReadOnlySpan<char> start) => start switch
    {
        "'" => GroovyQuote.Single,
        "'''" => GroovyQuote.TripleSingle,
        "\"" => GroovyQuote.Double,
        "\"\"\"" => GroovyQuote.TripleDouble,
        "/" => GroovyQuote.Slashy,
        _ => GroovyQuote.DollarSlashy,
    };
}
