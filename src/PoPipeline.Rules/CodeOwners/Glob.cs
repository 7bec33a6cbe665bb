using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text;

namespace PoPipeline.Rules.CodeOwners;

/// <summary>A form of names: literal characters, <c>?</c>, <c>*</c> and, on GitLab, <c>[a-z]</c>. It never sees a slash.</summary>
internal sealed class Glob
{
    private const int One = -1;
    private const int Many = -2;
    private const int FirstClass = -3;

    private readonly int[] tokens;
    private readonly ImmutableArray<CharacterClass> classes;

    private Glob(int[] tokens, ImmutableArray<CharacterClass> classes)
    {
        this.tokens = tokens;
        this.classes = classes;
        var first = Array.FindIndex(tokens, token => token < 0);
        Prefix = Literal(first < 0 ? tokens : tokens.AsSpan(0, first));
        Suffix = Literal(tokens.AsSpan(Array.FindLastIndex(tokens, token => token < 0) + 1));
    }

    /// <summary>The literal characters that every match starts with.</summary>
    public string Prefix { get; }

    /// <summary>The literal characters that every match ends with.</summary>
    public string Suffix { get; }

    /// <summary>Reads one part of a pattern.</summary>
    /// <param name="text">The part, escapes as written.</param>
    /// <param name="classes">Whether <c>[ ]</c> is a class of characters; otherwise brackets are themselves.</param>
    public static Segment Read(string text, bool classes)
    {
        var read = new List<int>(text.Length);
        var found = ImmutableArray.CreateBuilder<CharacterClass>();
        for (var index = 0; index < text.Length; index++)
        {
            switch (text[index])
            {
                case '\\':
                    index++;
                    if (index < text.Length)
                    {
                        read.Add(text[index]);
                    }

                    break;
                case '*':
                    if (read is not [.., Many])
                    {
                        read.Add(Many);
                    }

                    break;
                case '?':
                    read.Add(One);
                    break;
                case '[' when classes:
                    found.Add(CharacterClass.Read(text, ref index));
                    read.Add(FirstClass - (found.Count - 1));
                    break;
                case var character:
                    read.Add(character);
                    break;
            }
        }

        return read switch
        {
            [Many] => new Segment(SegmentKind.Any, text, Glob: null),
            _ when read.TrueForAll(token => token >= 0) => new Segment(SegmentKind.Literal, Literal(CollectionsMarshal.AsSpan(read)), Glob: null),
            _ => new Segment(SegmentKind.Glob, text, new Glob([.. read], found.ToImmutable())),
        };
    }

    /// <summary>Whether a name is of this form. One star at a time is stretched, so the time is the product of the lengths at most.</summary>
    public bool Matches(ReadOnlySpan<char> name)
    {
        if (!name.StartsWith(Prefix, StringComparison.Ordinal) || !name.EndsWith(Suffix, StringComparison.Ordinal))
        {
            return false;
        }

        var (at, token, star, resume) = (0, 0, -1, 0);
        while (at < name.Length)
        {
            if (token < tokens.Length && tokens[token] is Many)
            {
                (star, resume) = (token, at);
                token++;
                continue;
            }

            var length = token < tokens.Length ? LengthOf(tokens[token], name[at..]) : 0;
            if (length > 0)
            {
                at += length;
                token++;
                continue;
            }

            if (star < 0)
            {
                return false;
            }

            resume += LengthOfCharacter(name[resume..]);
            (at, token) = (resume, star + 1);
        }

        while (token < tokens.Length && tokens[token] is Many)
        {
            token++;
        }

        return token == tokens.Length;
    }

    // How much of the name the token takes; 0 where it does not match.
    private int LengthOf(int token, ReadOnlySpan<char> rest)
    {
        if (token >= 0)
        {
            return rest[0] == token ? 1 : 0;
        }

        var length = LengthOfCharacter(rest);
        return token is One || classes[FirstClass - token].Contains(rest[..length]) ? length : 0;
    }

    private static int LengthOfCharacter(ReadOnlySpan<char> rest) =>
        rest.Length > 1 && char.IsSurrogatePair(rest[0], rest[1]) ? 2 : 1;

    private static string Literal(ReadOnlySpan<int> tokens)
    {
        var text = new StringBuilder(tokens.Length);
        foreach (var token in tokens)
        {
            text.Append((char)token);
        }

        return text.ToString();
    }
}
