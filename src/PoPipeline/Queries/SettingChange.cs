using System.Collections.Immutable;
using PoPipeline.Rules.Model;

namespace PoPipeline.Queries;

/// <summary>Something that a forge says otherwise than before.</summary>
/// <param name="Where">What, from the outside in: <c>acme/app › protection › the ruleset 'main' › demands › Approval › count</c>.</param>
/// <param name="Before">What it was; null where it was not there.</param>
/// <param name="After">What it is; null where it is not there any more.</param>
public sealed record SettingChange(string Where, string? Before, string? After)
{
    /// <summary>What differs between the settings of two snapshots, by where it is. Where one of them has none, nothing is known to differ.</summary>
    /// <param name="before">The earlier one.</param>
    /// <param name="after">The later one.</param>
    public static ImmutableArray<SettingChange> Between(Snapshot before, Snapshot after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        return before.Settings is null || after.Settings is null ? [] : SettingComparison.Between(before.Settings, after.Settings);
    }
}
