using System.Text;

namespace PoPipeline.Rules.Shell;

/// <summary>A word while it is read.</summary>
internal sealed class WordBuilder
{
    private const int LongestName = 200;

    private readonly StringBuilder text = new();
    private readonly List<(int Offset, int Position)> anchors = [];
    private readonly List<Expansion> expansions = [];
    private int next = -1;

    /// <summary>Makes it as good as new, for the next word.</summary>
    public void Clear()
    {
        text.Clear();
        anchors.Clear();
        expansions.Clear();
        next = -1;
        Plain = null;
        Quoted = false;
        InQuotes = false;
    }

    /// <summary>How many of its first characters are neither quoted nor expanded; still growing while nothing is.</summary>
    public int? Plain { get; private set; }

    public int Length => text.Length;

    public bool Quoted { get; private set; }

    /// <summary>Whether what comes stands in double quotes.</summary>
    public bool InQuotes { get; set; }

    public char Last => text.Length == 0 ? '\0' : text[^1];

    /// <summary>From here on the word is quoted, or escaped, or expanded.</summary>
    public void EndPlain()
    {
        Plain ??= text.Length;
        Quoted = true;
    }

    public void Add(char character, int position)
    {
        Anchor(position);
        text.Append(character);
        next = position + 1;
    }

    public void Add(string source, int position, int length)
    {
        if (length > 0)
        {
            Anchor(position);
            text.Append(source, position, length);
            next = position + length;
        }
    }

    /// <summary>Adds what is expanded, as it is written.</summary>
    public void AddExpansion(string source, int position, int length)
    {
        Plain ??= text.Length;
        expansions.Add(new Expansion(text.Length, length, InQuotes));
        Add(source, position, length);
    }

    /// <summary>Whether the word so far is the name of a variable and <c>=</c> or <c>+=</c>.</summary>
    public bool IsAssignment => Plain is null && Last == '=' && text.Length <= LongestName && ShellNames.AssignmentLength(text.ToString()) == text.Length;

    public ReadWord Build(SourceText source, int start, int end)
    {
        var first = source.At(start);
        var word = new Word(text.ToString(), expansions.Count == 0, first, Math.Max(source.At(end - 1) + 1 - first, 1)) { Expansions = expansions.Count == 0 ? [] : [.. expansions] };
        var last = expansions.Count == 0 ? 0 : expansions[^1].Offset + expansions[^1].Length;
        var shaped = anchors.Count > 1 || Quoted || expansions.Count > 0;
        return new ReadWord(word, Plain ?? text.Length, last, shaped ? new WordShape([.. anchors], word.Expansions) : null);
    }

    private void Anchor(int position)
    {
        if (position != next)
        {
            anchors.Add((text.Length, position));
        }
    }
}
