using System.Collections.Frozen;
using PoPipeline.Rules.Shell;

namespace PoPipeline.Sources.Pipelines.GitHubActions;

/// <summary>Inputs of well-known actions that the action runs as a program.</summary>
internal static class ScriptInputs
{
    private static readonly FrozenDictionary<string, (string Input, ShellKind Shell)[]> Table = new Dictionary<string, (string, ShellKind)[]>(StringComparer.Ordinal)
    {
        ["8398a7/action-slack"] = [("custom_payload", ShellKind.JavaScript)],
        ["actions/github-script"] = [("script", ShellKind.JavaScript)],
        ["addnab/docker-run-action"] = [("run", ShellKind.Posix)],
        ["amadevus/pwsh-script"] = [("script", ShellKind.PowerShell)],
        ["appleboy/ssh-action"] = [("script", ShellKind.Posix)],
        ["azure/cli"] = [("inlinescript", ShellKind.Posix)],
        ["azure/powershell"] = [("inlinescript", ShellKind.PowerShell)],
        ["cross-platform-actions/action"] = [("run", ShellKind.Posix)],
        ["devorbitus/yq-action-output"] = [("cmd", ShellKind.Posix)],
        ["gautamkrishnar/blog-post-workflow"] = [("item_exec", ShellKind.JavaScript)],
        ["google-github-actions/ssh-compute"] = [("command", ShellKind.Posix)],
        ["jannekem/run-python-script-action"] = [("script", ShellKind.Python)],
        ["mikefarah/yq"] = [("cmd", ShellKind.Posix)],
        ["nick-fields/retry"] = [("command", ShellKind.Posix), ("on_retry_command", ShellKind.Posix)],
        ["nick-invision/retry"] = [("command", ShellKind.Posix), ("on_retry_command", ShellKind.Posix)],
        ["reactivecircus/android-emulator-runner"] = [("script", ShellKind.Posix), ("pre-emulator-launch-script", ShellKind.Posix)],
        ["sergeysova/jq-action"] = [("cmd", ShellKind.Posix)],
        ["skitionek/notify-microsoft-teams"] = [("overwrite", ShellKind.JavaScript)],
        ["uraimo/run-on-arch-action"] = [("run", ShellKind.Posix), ("install", ShellKind.Posix), ("setup", ShellKind.Posix)],
        ["vmactions/freebsd-vm"] = [("run", ShellKind.Posix), ("prepare", ShellKind.Posix)],
        ["vmactions/netbsd-vm"] = [("run", ShellKind.Posix), ("prepare", ShellKind.Posix)],
        ["vmactions/openbsd-vm"] = [("run", ShellKind.Posix), ("prepare", ShellKind.Posix)],
        ["vmactions/omnios-vm"] = [("run", ShellKind.Posix), ("prepare", ShellKind.Posix)],
        ["vmactions/solaris-vm"] = [("run", ShellKind.Posix), ("prepare", ShellKind.Posix)],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The language in which an action runs an input; null where it does not run it.</summary>
    /// <param name="action">The action's name, lower case.</param>
    /// <param name="input">The input; GitHub compares names in any case.</param>
    public static ShellKind? Of(string action, string input)
    {
        if (!Table.TryGetValue(action, out var inputs))
        {
            return null;
        }

        foreach (var known in inputs)
        {
            if (known.Input.Equals(input, StringComparison.OrdinalIgnoreCase))
            {
                return known.Shell;
            }
        }

        return null;
    }
}
