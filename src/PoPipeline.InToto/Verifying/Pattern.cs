using System.Collections.Immutable;
using System.Text;

namespace PoPipeline.InToto.Verifying;

/// <summary>
/// A pattern of names as <c>fnmatch</c> of Python reads it, which the reference implementation uses: <c>*</c> is any text, also one with <c>/</c>, <c>?</c> any
/// character, <c>[a-z]</c> one of some, <c>[!a-z]</c> one of all others. What is no such set stands for itself.
/// </summary>
internal sealed class Pattern
{
    private readonly ImmutableArray<Piece> pieces;

    private Pattern(ImmutableArray<Piece> pieces) => this.pieces = pieces;

    private enum PieceKind
    {
        Character,
        AnyCharacter,
        AnyText,
        Set,
        OutsideSet,
    }

    /// <summary>Reads a pattern. Every text is one.</summary>
    /// <param name="text">The text.</param>
    public static Pattern Of(string text)
    {
        var runes = text.EnumerateRunes().ToArray();
        var read = ImmutableArray.CreateBuilder<Piece>(runes.Length);
        for (var index = 0; index < runes.Length; index++)
        {
            switch (runes[index].Value)
            {
                case '*':
                    if (read is not [.., { Kind: PieceKind.AnyText }])
                    {
                        read.Add(new Piece(PieceKind.AnyText));
                    }

                    break;
                case '?':
                    read.Add(new Piece(PieceKind.AnyCharacter));
                    break;
                case '[' when EndOfSet(runes, index + 1) is var end and >= 0:
                    read.Add(SetOf(runes.AsSpan()[(index + 1)..end]));
                    index = end;
                    break;
                default:
                    read.Add(new Piece(PieceKind.Character, runes[index].Value));
                    break;
            }
        }

        return new Pattern(read.DrainToImmutable());
    }

    /// <summary>Whether a name is of the pattern.</summary>
    /// <param name="name">The name.</param>
    /// <param name="budget">What the comparing is spent of.</param>
    public bool Matches(string name, WorkBudget budget)
    {
        var runes = name.EnumerateRunes().ToArray();
        budget.Compare(runes.Length + 1);
        var (piece, rune, star, resume) = (0, 0, -1, 0);
        while (rune < runes.Length)
        {
            // What is behind the last star is tried at each place in turn; no star before it needs to be looked at again.
            budget.Compare(piece < pieces.Length ? pieces[piece].Cost : 1);

            if (piece < pieces.Length && pieces[piece].Kind is PieceKind.AnyText)
            {
                (star, resume) = (piece++, rune);
            }
            else if (piece < pieces.Length && pieces[piece].Matches(runes[rune].Value))
            {
                (piece, rune) = (piece + 1, rune + 1);
            }
            else if (star >= 0)
            {
                (piece, rune) = (star + 1, ++resume);
            }
            else
            {
                break;
            }
        }

        while (piece < pieces.Length && pieces[piece].Kind is PieceKind.AnyText)
        {
            piece++;
        }

        return rune == runes.Length && piece == pieces.Length;
    }

    private static int EndOfSet(Rune[] runes, int start)
    {
        var index = start;
        index += index < runes.Length && runes[index].Value is '!' ? 1 : 0;
        index += index < runes.Length && runes[index].Value is ']' ? 1 : 0;
        while (index < runes.Length && runes[index].Value is not ']')
        {
            index++;
        }

        return index < runes.Length ? index : -1;
    }

    // A hyphen makes a range unless it is the first or the last, or stands behind a range; a range whose end comes before its beginning is empty.
    private static Piece SetOf(ReadOnlySpan<Rune> set)
    {
        var outside = set is [{ Value: '!' }, ..];
        var members = outside ? set[1..] : set;
        var ranges = ImmutableArray.CreateBuilder<(int First, int Last)>();
        for (var index = 0; index < members.Length; index++)
        {
            var first = members[index].Value;
            var isRange = index + 2 < members.Length && members[index + 1].Value is '-';
            var last = isRange ? members[index + 2].Value : first;
            index += isRange ? 2 : 0;
            if (first <= last)
            {
                ranges.Add((first, last));
            }
        }

        return new Piece(outside ? PieceKind.OutsideSet : PieceKind.Set, Ranges: ranges.DrainToImmutable());
    }

    private readonly record struct Piece(PieceKind Kind, int Character = 0, ImmutableArray<(int First, int Last)> Ranges = default)
    {
        public int Cost => Ranges.IsDefaultOrEmpty ? 1 : Ranges.Length;

        public bool Matches(int character) => Kind switch
        {
            PieceKind.Character => character == Character,
            PieceKind.Set => Holds(character),
            PieceKind.OutsideSet => !Holds(character),
            _ => true,
        };

        private bool Holds(int character)
        {
            foreach (var (first, last) in Ranges)
            {
                if (character >= first && character <= last)
                {
                    return true;
                }
            }

            return false;
        }
    }
}
