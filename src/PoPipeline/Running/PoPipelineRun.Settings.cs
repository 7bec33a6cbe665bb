using PoPipeline.Forges;
using PoPipeline.Rules.CodeOwners;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Settings;
using PoPipeline.Settings;

namespace PoPipeline.Running;

/// <content>What a run asks a forge about settings.</content>
public sealed partial class PoPipelineRun
{
    private Snapshot WithSettings(Snapshot collected)
    {
        if (!settings.AsksForge)
        {
            return collected;
        }

        var target = settings.Target ?? TargetOf(collected.Repository);
        var request = new SettingsRequest
        {
            Target = target,
            CodeOwners = collected.CodeOwners.FirstOrDefault(owners => owners is { Effective: true, Unreadable: null }) is { } file ? Principals.Of(file) : [],
        };
        return collected with { Settings = Ask(target, reader => reader.RepositoryAsync(request, terminal.Cancellation)) };
    }

    private ForgeSettings Ask(SettingsTarget target, Func<ISettingsReader, Task<ForgeSettings>> ask)
    {
        RunLog.Asking(logger, target.ToString());
        var connection = new SettingsConnection { Variable = terminal.Variable, Time = terminal.Time, RetryBudget = retryBudget };
        try
        {
            using var reader = SettingsReaders.Make(target, connection);
            return ask(reader).GetAwaiter().GetResult();
        }
        catch (ForgeException exception)
        {
            throw PoPipelineSettings.Wrong($"{exception.Message}");
        }
    }

    private SettingsTarget TargetOf(Repository repository)
    {
        var forge = settings.Forge is Forge.Unknown ? repository.Forge : settings.Forge;
        return forge is not Forge.Unknown && Uri.TryCreate(repository.Url, UriKind.Absolute, out var url) && url.AbsolutePath.Trim('/') is { Length: > 0 } path
            ? new SettingsTarget(forge, url.GetLeftPart(UriPartial.Authority), path)
            : throw PoPipelineSettings.Wrong($"Neither a remote nor the environment tells which repository of which forge this is. Name it: '--{PoPipelineArguments.Forge}=github:acme/app'.");
    }
}
