using System.Collections.Frozen;

namespace PoPipeline.Sources.Pipelines.Jenkins.Groovy;

/// <summary>Reserved words of Groovy, by what they mean to a reader.</summary>
internal static class GroovyWords
{
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> BeforeOperand =
        Set("return", "throw", "case", "in", "instanceof", "as", "assert", "else", "do", "new", "default");

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Modifiers =
        Set("def", "var", "final", "static", "public", "private", "protected", "abstract", "synchronized", "transient", "volatile", "native", "strictfp", "threadsafe");

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Primitives =
        Set("void", "boolean", "byte", "char", "short", "int", "long", "float", "double");

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> NoArgument =
        Set("in", "instanceof", "as", "else", "catch", "finally", "extends", "implements", "throws", "case", "default");

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Statements =
        Set("if", "for", "while", "do", "switch", "try", "return", "throw", "break", "continue", "assert", "import", "package", "class", "interface", "enum", "trait");

    /// <summary>Whether what follows the word is an operand, so that a slash there begins a text.</summary>
    public static bool IsBeforeOperand(ReadOnlySpan<char> word) => BeforeOperand.Contains(word);

    /// <summary>Whether the word begins a declaration without saying of what type.</summary>
    public static bool IsModifier(ReadOnlySpan<char> word) => Modifiers.Contains(word);

    /// <summary>Whether the word is a type of the language itself.</summary>
    public static bool IsPrimitive(ReadOnlySpan<char> word) => Primitives.Contains(word);

    /// <summary>Whether the word cannot begin an argument that is written without parentheses.</summary>
    public static bool IsNoArgument(ReadOnlySpan<char> word) => NoArgument.Contains(word);

    /// <summary>Whether the word begins a statement of its own.</summary>
    public static bool IsStatement(ReadOnlySpan<char> word) => Statements.Contains(word);

    private static FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Set(params ReadOnlySpan<string> words) =>
        FrozenSet.Create(StringComparer.Ordinal, words).GetAlternateLookup<ReadOnlySpan<char>>();
}
