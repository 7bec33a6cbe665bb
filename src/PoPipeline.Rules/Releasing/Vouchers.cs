using PoPipeline.Rules.Data;

namespace PoPipeline.Rules.Releasing;

/// <summary>All that signs or attests in a pipeline; very many for the same are one.</summary>
internal sealed class Vouchers
{
    // Whoever has more that stand in branches of scripts was not writing for people; for what the others do not sign nobody looks.
    private const int MostInArms = 256;

    private readonly Dictionary<string, Voucher> byProgram = new(StringComparer.Ordinal);
    private readonly List<Voucher> inArms = [];
    private Voucher ofAll = new(ReleaseKind.None, []);

    /// <summary>Whether there is any.</summary>
    public bool HasAny { get; private set; }

    /// <summary>Adds some.</summary>
    /// <param name="vouchers">They.</param>
    public void Add(IEnumerable<Voucher> vouchers)
    {
        foreach (var voucher in vouchers)
        {
            HasAny = true;
            if (voucher.Arm is not null && inArms.Count < MostInArms)
            {
                inArms.Add(voucher);
                continue;
            }

            if (voucher.Programs.IsEmpty)
            {
                ofAll = ofAll with { Kind = ofAll.Kind | voucher.Kind };
            }

            foreach (var program in voucher.Programs)
            {
                byProgram[program] = byProgram.TryGetValue(program, out var other) ? other with { Kind = other.Kind | voucher.Kind } : voucher with { Programs = [program] };
            }
        }
    }

    /// <summary>Whether one of them does so for what is released.</summary>
    /// <param name="release">Where it is released.</param>
    public bool Cover(Release release) => ofAll.Covers(release) || inArms.Exists(voucher => voucher.Covers(release)) || (release.Program is { } program && byProgram.TryGetValue(program, out var voucher) && voucher.Covers(release));
}
