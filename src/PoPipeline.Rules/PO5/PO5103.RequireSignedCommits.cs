using System.Collections.Immutable;
using PoPipeline.Rules.Model.Results;
using PoPipeline.Rules.Model.Settings;
using PoPipeline.Rules.Settings;

namespace PoPipeline.Rules.PO5;

/// <summary>PO5103: commits of the default branch must be signed.</summary>
public sealed class PO5103RequireSignedCommits : ProtectionRule
{
    /// <inheritdoc/>
    public override string Summary => "Of every commit on the default branch a signature is demanded.";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Medium;

    /// <inheritdoc/>
    public override ImmutableArray<int> Weaknesses => [345];

    /// <inheritdoc/>
    protected override Verdict Look(RepositorySettings repository, BranchProtection protection, SettingsView view) =>
        Demand(repository, protection, view, DemandKind.Signatures, "Whoever can push can name anybody as the author of what they push.");
}
