
namespace PoPipeline.Escaping;

/// <summary>The characters that are shown as nothing.</summary>
/// <remarks>
/// The property <c>Default_Ignorable_Code_Point</c> of Unicode 17.0, as <c>DerivedCoreProperties.txt</c> lists it, unassigned ones included, and the
/// pattern of Braille without a dot, which is no blank to any program and one to every person.
/// </remarks>
internal static class Ignorables
{
    // In their order, so that the search ends early for what nearly every text is made of.
    private static readonly (int First, int Last)[] Ranges =
    [
        (0x00AD, 0x00AD), (0x034F, 0x034F), (0x061C, 0x061C), (0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180F), (0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x206F),
        (0x2800, 0x2800), (0x3164, 0x3164), (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF), (0xFFA0, 0xFFA0), (0xFFF0, 0xFFF8), (0x1BCA0, 0x1BCA3), (0x1D173, 0x1D17A), (0xE0000, 0xE0FFF),
    ];

    /// <summary>Whether a character is one.</summary>
    /// <param name="code">Its code point.</param>
    public static bool Has(int code)
    {
        foreach (var (first, last) in Ranges)
        {
            if (code <= last)
            {
                return code >= first;
            }
        }

        return false;
    }
}
