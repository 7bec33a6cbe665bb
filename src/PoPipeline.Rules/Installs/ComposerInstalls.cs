using PoPipeline.Rules.Model.Projects;
using PoPipeline.Rules.Shell;

namespace PoPipeline.Rules.Installs;

/// <summary>Composer.</summary>
internal static class ComposerInstalls
{
    private static readonly Syntax Words = new()
    {
        Valued = "-d --working-dir --prefer-install --apcu-autoloader-prefix --ignore-platform-req --audit-format --stability -s --repository --format -f",
        Clusters = true,
        Ends = new Dictionary<string, int> { ["exec"] = 2, ["run-script"] = 2, ["run"] = 2 }.ToFrozen(),
    };

    public static IEnumerable<InstallAct> Composer(Command command, InstallSurroundings around)
    {
        var call = Invocation.Read(command, around, Words);
        var acts = call.Verb switch
        {
            _ when call.Has("--dry-run", "--help", "-h") => [],
            "install" or "i" => [Install(call)],
            "reinstall" => [call.Act(Ecosystem.Composer, LockUse.Honours, "'composer reinstall' takes the versions that are installed")],
            "update" or "u" or "upgrade" or "require" or "r" or "remove" or "rm" or "uninstall" or "bump" => [call.Act(Ecosystem.Composer, LockUse.Rewrites, $"'composer {call.Verb}' writes composer.lock anew", instead: "composer install")],
            "global" when call.Operands.ElementAtOrDefault(1)?.Text is "require" or "update" or "install" or "r" or "u" or "i" =>
                [call.Act(Ecosystem.Composer, LockUse.Ignores, $"'composer global {call.Operands[1].Text}' takes packages that the project's composer.lock does not decide", at: call.Operands[1]) with { IsPinned = false }],
            "create-project" => [call.Act(Ecosystem.Composer, LockUse.Ignores, "'composer create-project' takes a project, and what that asks for") with { IsPinned = call.Operands.Length > 3 && call.Operands[3].Literal && char.IsAsciiDigit(call.Operands[3].Text.FirstOrDefault()) }],
            "self-update" or "selfupdate" => [call.Act(Ecosystem.Composer, LockUse.Ignores, "'composer self-update' fetches Composer itself, which composer.lock does not decide") with { IsPinned = call.Operands.Length > 1 }],
            _ when call.HasComputedVerb => [call.Uncertain(Ecosystem.Composer, "composer install")],
            _ => (IEnumerable<InstallAct>)[],
        };
        var manifest = call.Variable("COMPOSER")?.Value;
        return acts.Select(act => act with { Folder = call.Value("-d", "--working-dir") ?? manifest });
    }

    private static InstallAct Install(Invocation call) =>
        call.Configured("composer.json config.lock") is { On: not true } off ? off.On is null ? call.Unanswered(Ecosystem.Composer, off) : call.Act(Ecosystem.Composer, LockUse.Ignores, "config.lock in composer.json switches composer.lock off", off)
        : call.HasLock(Ecosystem.Composer) is false ? call.Act(Ecosystem.Composer, LockUse.Rewrites, "without a composer.lock 'composer install' takes the newest versions that fit, and writes one", instead: "composer install, with a composer.lock that is committed")
        : call.Act(Ecosystem.Composer, LockUse.Honours, "'composer install' takes what composer.lock says, and only warns where that does not fit composer.json any more") with { SkipsManifest = true };
}
