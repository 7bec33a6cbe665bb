using System.Collections.Immutable;

namespace PoPipeline.Rules.Shell;

/// <summary>A text of commands, and where its characters are written in the script.</summary>
internal sealed class SourceText
{
    private readonly int[]? map;
    private readonly Dictionary<int, int>? expansions;
    private readonly Dictionary<int, int>? pasted;

    /// <summary>The script itself.</summary>
    /// <param name="text">Its text.</param>
    /// <param name="pasted">What the platform replaces in it.</param>
    public SourceText(string text, ImmutableArray<PastedSpan> pasted)
    {
        Text = text;
        if (!pasted.IsDefaultOrEmpty)
        {
            this.pasted = [];
            foreach (var span in pasted.Where(span => span.Offset >= 0 && span.Length > 0 && span.Length <= text.Length - span.Offset))
            {
                this.pasted[span.Offset] = span.Length;
            }
        }
    }

    /// <summary>A text inside another one, such as what <c>sh -c</c> runs.</summary>
    /// <param name="outer">The other text.</param>
    /// <param name="words">The words that it is made of; a space joins them.</param>
    public SourceText(SourceText outer, IReadOnlyList<ReadWord> words)
    {
        Text = string.Join(' ', words.Select(word => word.Text));
        map = new int[Text.Length + 1];
        expansions = [];
        var start = 0;
        foreach (var word in words)
        {
            if (word.Shape is { } shape)
            {
                Place(outer, shape, start, word.Text.Length);
            }
            else
            {
                // Without a shape the word is written as it reads.
                for (var index = 0; index < word.Text.Length; index++)
                {
                    map[start + index] = word.Word.Offset + Math.Min(index, word.Word.Length - 1);
                }
            }

            start += word.Text.Length;
            map[start] = word.Word.Offset + word.Word.Length - 1;
            start++;
        }
    }

    /// <summary>A stretch of another text, read as it is written.</summary>
    /// <param name="outer">The other text.</param>
    /// <param name="positions">The position there of each character, and one more for the end.</param>
    /// <param name="text">The text.</param>
    public SourceText(SourceText outer, IReadOnlyList<int> positions, string text)
    {
        Text = text;
        map = [.. positions.Select(outer.At)];
        pasted = outer.pasted;
    }

    public string Text { get; }

    /// <summary>The offset in the script of a character of this text.</summary>
    public int At(int position) => map is null ? position : map[position];

    /// <summary>How long the expansion is that an outer shell makes at this position; 0 where it makes none.</summary>
    public int ExpansionAt(int position) => expansions is null ? 0 : expansions.GetValueOrDefault(position);

    /// <summary>How long what the platform replaces at this position is; 0 where it replaces nothing.</summary>
    public int PastedAt(int position) => pasted is null ? 0 : pasted.GetValueOrDefault(At(position));

    private void Place(SourceText outer, WordShape shape, int start, int length)
    {
        for (var index = 0; index < shape.Anchors.Length; index++)
        {
            var (offset, position) = shape.Anchors[index];
            var next = index + 1 < shape.Anchors.Length ? shape.Anchors[index + 1].Offset : length;
            for (var character = offset; character < next; character++)
            {
                map![start + character] = outer.At(position + character - offset);
            }
        }

        foreach (var expansion in shape.Expansions)
        {
            expansions![start + expansion.Offset] = expansion.Length;
        }
    }
}
