using Markdig.Extensions.Tables;
using Markdig.Syntax;
using PoPipeline.Outputs.Terminal;
using Words = System.Collections.Immutable.ImmutableArray<System.Collections.Immutable.ImmutableArray<(string Text, PoPipeline.Queries.WordStyle Style)>>;

namespace PoPipeline.Queries;

/// <summary>Writes a table of Markdown in columns; a cell that is too wide has several lines.</summary>
/// <param name="ansi">The colours.</param>
/// <param name="width">How many columns a line may have.</param>
internal sealed class TableText(Ansi ansi, int width)
{
    private const int Gap = 2;

    /// <summary>Writes it.</summary>
    /// <param name="table">The table.</param>
    /// <param name="writeLine">Writes a line.</param>
    public void Write(Table table, Action<SafeText> writeLine)
    {
        var rows = table.OfType<TableRow>().Select(row => row.OfType<TableCell>().Select(cell => TextWords.Of((cell.FirstOrDefault() as ParagraphBlock)?.Inline)).ToList()).ToList();
        var widths = Widths(rows);
        for (var row = 0; row < rows.Count; row++)
        {
            var cells = rows[row].Select((cell, column) => TextWords.Wrap(cell, widths[column]).ToList()).ToList();
            for (var line = 0; line < cells.Max(cell => cell.Count); line++)
            {
                writeLine(Line(cells, line, widths, isHeading: row == 0));
            }
        }
    }

    private SafeText Line(List<List<Words>> cells, int line, int[] widths, bool isHeading)
    {
        var text = SafeText.Of($"");
        var owed = 0;
        for (var column = 0; column < cells.Count; column++)
        {
            if (cells[column].ElementAtOrDefault(line) is { IsDefaultOrEmpty: false } words)
            {
                var cell = TextWords.Styled(words, ansi);
                text = SafeText.Of($"{text}{new string(' ', Math.Max(owed, column == 0 ? 0 : 1))}{(isHeading ? ansi.Bold($"{cell}") : cell)}");
                owed = -TextWords.LengthOf(words);
            }

            owed += widths[column] + Gap;
        }

        return text;
    }

    // What is too wide takes it from the widest columns.
    private int[] Widths(List<List<Words>> rows)
    {
        var widths = Enumerable.Range(0, rows.Max(row => row.Count)).Select(column => rows.Max(row => column < row.Count ? TextWords.LengthOf(row[column]) : 0)).ToArray();
        while (widths.Sum() + (Gap * (widths.Length - 1)) > width && widths.Max() > 1)
        {
            widths[Array.IndexOf(widths, widths.Max())]--;
        }

        return widths;
    }
}
