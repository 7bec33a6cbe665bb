using PoPipeline.Rules.Model.Settings;

namespace PoPipeline.Settings;

/// <summary>Reads the settings of one forge. Whatever it cannot read is unknown with its reason; only being stopped ends it early.</summary>
internal interface ISettingsReader : IDisposable
{
    /// <summary>Reads the settings of a repository.</summary>
    /// <param name="request">What is asked for.</param>
    /// <param name="cancellation">Stops.</param>
    Task<ForgeSettings> RepositoryAsync(SettingsRequest request, CancellationToken cancellation);

    /// <summary>Reads the settings of an organisation or group.</summary>
    /// <param name="request">What is asked for.</param>
    /// <param name="cancellation">Stops.</param>
    Task<ForgeSettings> OrganizationAsync(SettingsRequest request, CancellationToken cancellation);

    /// <summary>Tells of the token in hand, as far as itself and the answers so far do.</summary>
    /// <param name="isOrganization">Whether it is to read an organisation or group.</param>
    /// <param name="cancellation">Stops.</param>
    Task<TokenFacts> TokenAsync(bool isOrganization, CancellationToken cancellation);
}
