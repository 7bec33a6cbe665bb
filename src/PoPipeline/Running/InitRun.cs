using System.Collections.Immutable;
using PoPipeline.Init;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;

namespace PoPipeline.Running;

/// <summary>Starts a repository: says what is written, and asks before anything that is there is replaced.</summary>
/// <param name="settings">What to start with.</param>
/// <param name="terminal">What to speak to.</param>
internal sealed class InitRun(PoPipelineSettings settings, PoPipelineTerminal terminal)
{
    private const int VerbWidth = 8;

    /// <summary>Starts it.</summary>
    /// <exception cref="RunException">With exit code 2: a file could not be written.</exception>
    public void Run()
    {
        var request = new InitRequest
        {
            Root = settings.Path,
            Forge = settings.Forge,
            Platform = Only(settings.Platforms),
            Owners = settings.Owners,
            Revision = settings.Revision,
            Image = settings.Image,
            Hints = RepositoryHints.Of(terminal.Variable),
        };
        if (settings.Part is not null)
        {
            terminal.Output.WriteLine($"What a repository starts with belongs to its root, '{settings.Path}'.");
        }

        var plan = InitPlanner.Plan(request, terminal.Cancellation);
        if (InitPlanner.LacksOwner(plan) && Ask("Who owns the files? A group, such as @acme/security; empty for nobody: ") is { Length: > 0 } owners)
        {
            plan = InitPlanner.Plan(request with { Owners = [.. owners.Split(' ', StringSplitOptions.RemoveEmptyEntries)] }, terminal.Cancellation);
        }

        foreach (var file in plan.Files)
        {
            terminal.Cancellation.ThrowIfCancellationRequested();
            Do(plan, file);
        }

        terminal.Output.Flush();
        var refused = plan.Files.Count(file => file.State is InitState.Refused);
        if (refused > 0)
        {
            throw Failure.Usage($"{refused} of {Counted.Of(plan.Files.Length, "file")} cannot be written; the lines that start with 'refuses' say why.");
        }
    }

    private static InitPlatform? Only(ImmutableArray<Platform> platforms) => platforms switch
    {
        [] => null,
        [Platform.GitHubActions] => InitPlatform.GitHub,
        [Platform.GitLabCi] => InitPlatform.GitLab,
        [Platform.Tekton] => InitPlatform.Tekton,
        [var other] => throw Failure.Usage($"Nothing of ours runs on '{PlatformWords.Of(other)}': '--{PoPipelineArguments.Platform}' is one of {string.Join(", ", PoPipelineSettings.StarterNames)}."),
        _ => throw Failure.Usage($"One platform runs the check: '--{PoPipelineArguments.Platform}' names {platforms.Length}."),
    };

    private void Do(InitPlan plan, InitFile file)
    {
        switch (file.State)
        {
            case InitState.New:
                Write(plan, file, "writes");
                break;
            case InitState.Same:
                Say("has", file.Path, "");
                break;
            case InitState.Different when !file.Own && (settings.Force || (!settings.DryRun && IsYes(Ask($"'{file.Path}' is there and differs. Replace it? [y/N] ")))):
                Write(plan, file, "replaces");
                break;
            case InitState.Different:
                Say("keeps", file.Path, file.Reason.Length > 0 ? file.Reason : "it is there and differs; --force replaces it");
                break;
            case InitState.Refused:
                Say("refuses", file.Path, file.Reason);
                break;
            default:
                Say("omits", file.Path, file.Reason);
                break;
        }
    }

    private void Write(InitPlan plan, InitFile file, string verb)
    {
        if (settings.DryRun)
        {
            Say($"would {(verb is "writes" ? "write" : "replace")}", file.Path, "");
            foreach (var line in file.Text.TrimEnd('\n').Split('\n'))
            {
                terminal.Output.WriteLine($"    {line}");
            }

            return;
        }

        InitPlanner.Write(plan, file);
        Say(verb, file.Path, "");
    }

    private void Say(string verb, string path, string why) =>
        terminal.Output.WriteLine($"{verb.PadRight(VerbWidth)} {path}{(why.Length > 0 ? $": {why}" : "")}");

    private string? Ask(string question)
    {
        if (!terminal.Answers || settings.DryRun)
        {
            return null;
        }

        terminal.Output.Write($"{question}");
        terminal.Output.Flush();
        return terminal.Input.ReadLine()?.Trim();
    }

    private static bool IsYes(string? answer) => answer is not null && (answer.Equals("y", StringComparison.OrdinalIgnoreCase) || answer.Equals("yes", StringComparison.OrdinalIgnoreCase));
}
