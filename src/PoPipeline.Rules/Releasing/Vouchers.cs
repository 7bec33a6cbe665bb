using PoPipeline.Rules.Data;

namespace PoPipeline.Rules.Releasing;

/// <summary>All that signs or attests in a pipeline, with the runs in which it may do so; very many for the same are one.</summary>
internal sealed class Vouchers
{
    // Whoever has more that stand in branches of scripts was not writing for people; for what the others do not sign nobody looks.
    private const int MostInArms = 256;

    private readonly Dictionary<string, Vouched> byProgram = new(StringComparer.Ordinal);
    private readonly List<VouchedInArm> inArms = [];
    private Vouched ofAll = new(default, default);

    /// <summary>Whether there is any.</summary>
    public bool HasAny { get; private set; }

    /// <summary>Adds one.</summary>
    /// <param name="voucher">It.</param>
    /// <param name="runs">The runs in which it may be.</param>
    public void Add(Voucher voucher, RunSet runs)
    {
        HasAny = true;
        if (voucher.Arm is not null && inArms.Count < MostInArms)
        {
            inArms.Add(new VouchedInArm(voucher, runs));
            return;
        }

        if (voucher.Programs.IsEmpty)
        {
            ofAll = ofAll.With(voucher.Kind, runs);
        }

        foreach (var program in voucher.Programs)
        {
            byProgram[program] = byProgram.GetValueOrDefault(program, new(default, default)).With(voucher.Kind, runs);
        }
    }

    /// <summary>Whether one of them does so for what is released, in a run in which that is.</summary>
    /// <param name="release">Where it is released.</param>
    /// <param name="runs">The runs in which it may be.</param>
    public bool Cover(Release release, RunSet runs) =>
        ofAll.Covers(release.Kind, runs)
        || inArms.Exists(one => one.Voucher.Covers(release) && !one.Runs.Within(runs).IsEmpty)
        || (release is { IsUnsigned: false, Program: { } program } && byProgram.TryGetValue(program, out var vouched) && vouched.Covers(release.Kind, runs));

    private sealed record VouchedInArm(Voucher Voucher, RunSet Runs);

    // In which runs each kind is vouched for.
    private sealed record Vouched(RunSet Packages, RunSet Images)
    {
        public Vouched With(ReleaseKind kind, RunSet runs) => new(
            kind.HasFlag(ReleaseKind.Packages) ? Packages.With(runs) : Packages,
            kind.HasFlag(ReleaseKind.Images) ? Images.With(runs) : Images);

        public bool Covers(ReleaseKind kind, RunSet runs) =>
            (kind.HasFlag(ReleaseKind.Packages) && !Packages.Within(runs).IsEmpty) || (kind.HasFlag(ReleaseKind.Images) && !Images.Within(runs).IsEmpty);
    }
}
