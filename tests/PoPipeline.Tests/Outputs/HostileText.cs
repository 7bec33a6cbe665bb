using CsCheck;

namespace PoPipeline.Tests.Outputs;

/// <summary>Text of people who mean harm: what a runner, a terminal or a reader would take for something else, in any order.</summary>
internal static class HostileText
{
    private static readonly string[] Parts =
    [
        "::error::x", "::error file=a,line=1::x", "::stop-commands::t", "::add-mask::a", "::", ":", "##[add-mask]a", "##[", "##", "#", "##vso[task.complete result=Succeeded]", "##teamcity[", "[",
        "\n", "\r", "\r\n", "\n::error::x", "\r::add-mask::a", "\u0085::error::x", "\u2028::error::x", "\v", "\f", "\b",
        "\e[31m", "\e[0Ksection_start:1:x\r\e[0K", "section_start:1:x\r\e[0K", "\e]8;;https://evil.example\a", "\e]52;c;aGk=\a", "\u009B2J", "\e",
        "\u202E", "\u2066", "\u200B", "\u00AD", "\uFEFF", "\u3164", "\uE000", "\u034F", "\uFE0F", "\U000E0041", "\U000E0101", "\U0001F600", "\uD83D", "\uDE00",
        "%0A::error::x", "%0D", "%3A", ",title=x", "a", " ", "\t", "'", "\"", "\\", "|", "{0}", "$(id)", "`id`", "é", "www.evil.example",
    ];

    /// <summary>Any of it.</summary>
    public static Gen<string> Any { get; } = Gen.Int[0, Parts.Length - 1].Select(index => Parts[index]).Array[0, 8].Select(string.Concat);

    /// <summary>What can be an argument or the name of a file: no lone surrogate, no slash.</summary>
    public static Gen<string> Name { get; } = Any.Select(text => new string([.. text.Where(character => !char.IsSurrogate(character) && character is not '/')]));
}
