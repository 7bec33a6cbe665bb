using System.Collections.Immutable;
using System.Text;

namespace PoPipeline.InToto.Verifying;

/// <summary>
/// A pattern of names as <c>fnmatch</c> of Python reads it, which the reference implementation uses: <c>*</c> is any text, also one with <c>/</c>, <c>?</c> any
/// character, <c>[a-z]</c> one of some, <c>[!a-z]</c> one of all others. What is no such set stands for itself.
/// </summary>
internal sealed class Pattern
{
    private const int Spent = 4096;

    // What stands behind the last piece: a character that no text has.
    private static readonly Piece Nothing = new(PieceKind.Character, -1);

    private readonly Piece[] pieces;

    private Pattern(Piece[] pieces) => this.pieces = pieces;

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
        var read = new List<Piece>(runes.Length);
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

        return new Pattern([.. read]);
    }

    /// <summary>How long a name must be at least where the pattern asks for nothing else of it; null where it does: 0 for <c>*</c>, 1 for <c>?*</c>.</summary>
    public int? LeastLength => Array.Exists(pieces, piece => piece.Kind is PieceKind.AnyText) && Array.TrueForAll(pieces, piece => piece.IsOpen) ? pieces.Count(piece => piece.Kind is not PieceKind.AnyText) : null;

    /// <summary>Whether a name is of the pattern.</summary>
    /// <param name="name">The name.</param>
    /// <param name="budget">What the comparing is spent of.</param>
    public bool Matches(string name, WorkBudget budget)
    {
        var (piece, at, star, resume, work) = (0, 0, -1, 0, 1);
        while (at < name.Length)
        {
            if (work >= Spent)
            {
                budget.Compare(work);
                work = 0;
            }

            // What is behind the last star is tried at each place in turn; no star before it needs to be looked at again.
            var length = char.IsHighSurrogate(name[at]) && at + 1 < name.Length ? 2 : 1;
            ref readonly var expected = ref piece < pieces.Length ? ref pieces[piece] : ref Nothing;
            work += expected.Cost;
            if (expected.Kind is PieceKind.AnyText)
            {
                (star, resume) = (piece++, at);
            }
            else if (expected.Matches(length == 2 ? char.ConvertToUtf32(name[at], name[at + 1]) : name[at]))
            {
                (piece, at) = (piece + 1, at + length);
            }
            else if (star >= 0)
            {
                resume += char.IsHighSurrogate(name[resume]) && resume + 1 < name.Length ? 2 : 1;
                (piece, at) = (star + 1, resume);
            }
            else
            {
                break;
            }
        }

        budget.Compare(work);
        while (piece < pieces.Length && pieces[piece].Kind is PieceKind.AnyText)
        {
            piece++;
        }

        return at == name.Length && piece == pieces.Length;
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

        // A set whose ranges are empty holds no character, so that all are outside of it.
        public bool IsOpen => Kind is PieceKind.AnyText or PieceKind.AnyCharacter || (Kind is PieceKind.OutsideSet && Ranges.IsEmpty);

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
