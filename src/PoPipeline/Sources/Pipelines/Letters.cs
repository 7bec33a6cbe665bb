using System.Buffers;

namespace PoPipeline.Sources.Pipelines;

/// <summary>Sets of characters that names are made of.</summary>
internal static class Letters
{
    /// <summary>Hexadecimal digits in either case.</summary>
    public static SearchValues<char> Hexadecimal { get; } = SearchValues.Create("0123456789abcdefABCDEF");

    /// <summary>Hexadecimal digits as digests have them.</summary>
    public static SearchValues<char> LowerHexadecimal { get; } = SearchValues.Create("0123456789abcdef");

    /// <summary>Digits and the dots between them.</summary>
    public static SearchValues<char> Numeric { get; } = SearchValues.Create("0123456789.");

    /// <summary>What a version is made of.</summary>
    public static SearchValues<char> Version { get; } = SearchValues.Create("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-+_");

    /// <summary>What the name of a variable is made of.</summary>
    public static SearchValues<char> Name { get; } = SearchValues.Create("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_");
}
