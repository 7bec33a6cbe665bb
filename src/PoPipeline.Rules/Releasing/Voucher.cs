using System.Collections.Immutable;
using PoPipeline.Rules.Data;

namespace PoPipeline.Rules.Releasing;

/// <summary>Something that signs or attests.</summary>
/// <param name="Kind">The kinds of what is released that it does so for.</param>
/// <param name="Programs">The programs of whose releases alone it does, unless they are told not to; of all where none is named.</param>
internal sealed record Voucher(ReleaseKind Kind, ImmutableArray<string> Programs)
{
    /// <summary>Where it stands among the branches of its script; null where nothing decides about it there.</summary>
    public ScriptArm? Arm { get; init; }

    /// <summary>Whether it does so for what is released.</summary>
    /// <param name="release">Where it is released.</param>
    public bool Covers(Release release) =>
        (Kind & release.Kind) is not ReleaseKind.None && (Programs.IsEmpty || (release is { IsUnsigned: false, Program: { } program } && Programs.Contains(program))) && Arm?.Excludes(release.Arm) is not true;
}
