using System.Collections.Immutable;
using PoPipeline.Rules.Model.Results;
using PoPipeline.Rules.Model.Settings;
using PoPipeline.Rules.Platforms;
using PoPipeline.Rules.Settings;

namespace PoPipeline.Rules.PO5;

/// <summary>PO5118: the forge looks for secrets in what is pushed.</summary>
public sealed class PO5118BlockPushedSecrets : RepositoryRule
{
    /// <inheritdoc/>
    public override string Summary => "The forge looks for secrets in what is there, and refuses a push that holds one.";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Medium;

    /// <inheritdoc/>
    public override ImmutableArray<int> Weaknesses => [312, 798];

    /// <inheritdoc/>
    public override ImmutableArray<ForgeSetting> Settings => [ForgeSetting.SecretScanning];

    /// <inheritdoc/>
    protected override Verdict Look(RepositorySettings repository, SettingsView view)
    {
        ArgumentNullException.ThrowIfNull(repository);
        ArgumentNullException.ThrowIfNull(view);
        var what = $"the secret scanning of '{repository.Name}'";
        return Of(repository.Scanning, what, scanning => Aspect.Of(
            [
                new Aspect(
                    scanning.BlocksPush is { } blocks ? !blocks : null,
                    Notion: null,
                    "scanning/push",
                    SettingTopic.Scanning,
                    Severity.Medium,
                    $"A push to '{repository.Name}' that holds a secret is taken. From then on everybody who may read the repository has it, and so has whoever copied it before it was taken back.",
                    "whether it refuses a push that holds a secret"),
                new Aspect(
                    scanning.IsOn is { } isOn ? !isOn : null,
                    SettingNotion.Scanning,
                    "scanning",
                    SettingTopic.Scanning,
                    Severity.Medium,
                    $"Nobody looks for secrets in what is in '{repository.Name}'. One that is there stays in force until somebody else finds it.",
                    "whether it looks for secrets in what is there"),
            ],
            what,
            view.Words,
            (part, message, topic) => view.On(repository, part, message, topic)) with
        {
            Reason = $"{Capital(what)} was looked at.",
        });
    }
}
