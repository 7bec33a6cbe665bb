using System.Collections.Immutable;
using PoPipeline.Rules.Model.Settings;

namespace PoPipeline.Rules.Settings;

/// <summary>Which settings of a repository, or of an organisation, are known.</summary>
public static class SettingStates
{
    /// <summary>Those of a repository.</summary>
    /// <param name="repository">The repository.</param>
    public static ImmutableArray<SettingState> Of(RepositorySettings repository)
    {
        ArgumentNullException.ThrowIfNull(repository);
        return
        [
            Of(ForgeSetting.Repository, repository.Traits),
            OfProtection(ForgeSetting.BranchProtection, repository.Protection),
            Of(ForgeSetting.CommitSignatures, repository.History),
            Of(ForgeSetting.CodeOwnerAccess, repository.CodeOwners),
            Of(ForgeSetting.RepositoryAdministrators, repository.Administrators),
            Of(ForgeSetting.OutsideCollaborators, repository.OutsideCollaborators),
            Of(ForgeSetting.RepositoryKeys, repository.Keys),
            Of(ForgeSetting.Webhooks, repository.Webhooks),
            Of(ForgeSetting.PipelineSettings, repository.Pipelines),
            Of(ForgeSetting.Environments, repository.Environments),
            Of(ForgeSetting.SecretScanning, repository.Scanning),
        ];
    }

    /// <summary>Those of an organisation.</summary>
    /// <param name="organization">The organisation.</param>
    public static ImmutableArray<SettingState> Of(OrganizationSettings organization)
    {
        ArgumentNullException.ThrowIfNull(organization);
        return
        [
            Of(ForgeSetting.MfaDemand, organization.Mfa),
            Of(ForgeSetting.MfaUse, organization.WithoutMfa),
            Of(ForgeSetting.SignOn, organization.SignOn),
            Of(ForgeSetting.OrganizationOwners, organization.Owners),
            Of(ForgeSetting.OrganizationRoles, organization.Roles),
            Of(ForgeSetting.OutsideCollaborators, organization.OutsideCollaborators),
            Of(ForgeSetting.MemberRights, organization.Members),
            Of(ForgeSetting.Apps, organization.Apps),
            Of(ForgeSetting.OrganizationTokens, organization.Tokens),
            Of(ForgeSetting.Webhooks, organization.Webhooks),
            Of(ForgeSetting.OrganizationPipelines, organization.Pipelines),
            Of(ForgeSetting.Ssh, organization.Ssh),
            OfProtection(ForgeSetting.OrganizationProtection, organization.Protection),
        ];
    }

    private static SettingState Of<T>(ForgeSetting setting, Observed<T> fact)
        where T : class => new(setting, fact.IsKnown, fact.IsUnavailable, fact.Reason);

    // What is known of a branch says little where a layer is hidden that may say more.
    private static SettingState OfProtection(ForgeSetting setting, Observed<BranchProtection> fact)
    {
        var hidden = fact.Value?.Unseen.FirstOrDefault(layer => !layer.IsUnavailable);
        var bypass = fact.Value?.Layers.FirstOrDefault(layer => layer is { NotInForce: null, Bypass: { IsKnown: false, IsUnavailable: false } });
        return hidden is not null ? new SettingState(setting, IsKnown: false, IsUnavailable: false, $"{hidden.Name}: {hidden.Why}")
            : bypass is not null ? new SettingState(setting, IsKnown: false, IsUnavailable: false, $"who may pass by {bypass.Name}: {bypass.Bypass.Reason}")
            : Of(setting, fact);
    }
}

/// <summary>Whether a setting is known.</summary>
/// <param name="Setting">The setting.</param>
/// <param name="IsKnown">Whether all of it is known.</param>
/// <param name="IsUnavailable">Whether there is none on this plan.</param>
/// <param name="Reason">Why it is not known; empty where it is.</param>
public sealed record SettingState(ForgeSetting Setting, bool IsKnown, bool IsUnavailable, string Reason);
