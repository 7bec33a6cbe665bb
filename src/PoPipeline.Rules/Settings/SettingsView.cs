using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Policies;
using PoPipeline.Rules.Model.Results;
using PoPipeline.Rules.Model.Settings;
using PoPipeline.Rules.Platforms;

namespace PoPipeline.Rules.Settings;

/// <summary>What a rule about settings looks at, and the words of the forge that they are from.</summary>
/// <param name="snapshot">The snapshot.</param>
/// <param name="settings">Its settings.</param>
public sealed class SettingsView(Snapshot snapshot, ForgeSettings settings)
{
    /// <summary>The snapshot.</summary>
    public Snapshot Snapshot { get; } = snapshot;

    /// <summary>The settings.</summary>
    public ForgeSettings Settings { get; } = settings;

    /// <summary>What the policy asks of them.</summary>
    public SettingsPolicy Policy => Snapshot.Policy.Settings;

    /// <summary>The words of the forge.</summary>
    internal SettingsWords Words { get; } = SettingsWords.Of(settings.Forge);

    /// <summary>A finding on a repository.</summary>
    /// <param name="repository">The repository.</param>
    /// <param name="part">What of it, which no change elsewhere renames: <c>protection</c>.</param>
    /// <param name="message">What, why it matters and what to do.</param>
    /// <param name="page">The page on which it is set, below that of the repository; null where a page shows none.</param>
    public Finding On(RepositorySettings repository, string part, string message, string? page = null)
    {
        ArgumentNullException.ThrowIfNull(repository);
        var address = AddressOf(repository.Name);
        return On($"{Host}/{repository.Name}#{part}", message, page is null ? address : $"{address}/{page}");
    }

    /// <summary>A finding on an organisation or group.</summary>
    /// <param name="organization">The organisation.</param>
    /// <param name="part">What of it, which no change elsewhere renames: <c>mfa</c>.</param>
    /// <param name="message">What, why it matters and what to do.</param>
    /// <param name="page">The address of the page on which it is set; null for that of the organisation.</param>
    public Finding On(OrganizationSettings organization, string part, string message, string? page = null)
    {
        ArgumentNullException.ThrowIfNull(organization);
        return On($"{Host}/{organization.Name}#{part}", message, page ?? AddressOf(Words.OrganizationPage.Replace("{0}", organization.Name, StringComparison.Ordinal)));
    }

    /// <summary>A finding on a repository, with what to do about it on this forge.</summary>
    /// <param name="repository">The repository.</param>
    /// <param name="part">What of it.</param>
    /// <param name="what">What, and why it matters.</param>
    /// <param name="topic">What is set.</param>
    internal Finding On(RepositorySettings repository, string part, string what, SettingTopic topic) => On(repository, part, $"{what} {Words.Topics[topic].Remedy}", Words.Topics[topic].Page);

    /// <summary>A finding on an organisation or group, with what to do about it on this forge.</summary>
    /// <param name="organization">The organisation.</param>
    /// <param name="part">What of it.</param>
    /// <param name="what">What, and why it matters.</param>
    /// <param name="topic">What is set.</param>
    internal Finding On(OrganizationSettings organization, string part, string what, SettingTopic topic) =>
        On(organization, part, $"{what} {Words.Topics[topic].Remedy}", (Words.Topics[topic].OrganizationPage ?? Words.Topics[topic].Page) is { } page ? $"{Settings.Server}/{page.Replace("{0}", Escaped(organization.Name), StringComparison.Ordinal)}" : null);

    // A file may say of anything that its page is elsewhere: whoever follows a link from a report is to come to the forge that was asked.
    private string AddressOf(string path) => $"{Settings.Server}/{Escaped(path)}";

    private static string Escaped(string path) => string.Join('/', path.Split('/').Select(Uri.EscapeDataString));

    private string Host => Settings.Server[(Settings.Server.IndexOf("://", StringComparison.Ordinal) + 3)..];

    private Finding On(string name, string message, string url) => Finding.On(Snapshot.Policy, new SettingPlace(name, url), message);
}
