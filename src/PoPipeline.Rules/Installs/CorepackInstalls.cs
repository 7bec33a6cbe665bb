using PoPipeline.Rules.Model.Projects;
using PoPipeline.Rules.Shell;

namespace PoPipeline.Rules.Installs;

/// <summary>Corepack, which fetches package managers: what a <c>packageManager</c> with a hash says of them is their lock.</summary>
internal static class CorepackInstalls
{
    private const string Instead = "corepack install, with a packageManager in package.json that has a hash";

    private static readonly Syntax Words = new() { Valued = "--install-directory -o --output" };

    public static IEnumerable<InstallAct> Corepack(Command command, InstallSurroundings around)
    {
        var call = Invocation.Read(command, around, Words);
        var named = call.Operands.Skip(1).ToList();
        return call.Verb switch
        {
            "prepare" or "install" or "hydrate" when named.Count > 0 => named.Select(word => Named(call, word)),
            "prepare" or "install" => [OfProject(call)],
            "use" or "up" => [call.Act(EcosystemOf(named.FirstOrDefault()?.Text ?? ""), LockUse.Rewrites, $"'corepack {call.Verb}' writes another packageManager into package.json", instead: Instead)],
            _ when call.HasComputedVerb => [call.Uncertain(Ecosystem.Npm)],
            _ => [],
        };
    }

    private static InstallAct Named(Invocation call, Word word)
    {
        var ecosystem = EcosystemOf(word.Text);
        return word.Text.EndsWith(".tgz", StringComparison.Ordinal) || word.Text.Contains("://", StringComparison.Ordinal) ? call.Act(ecosystem, LockUse.Unknown, $"where '{word.Text}' comes from is not to be seen", at: word)
            : Invocation.IsComputed(word) || !word.Literal ? call.Act(ecosystem, LockUse.Unknown, $"what '{word.Text}' stands for is only known while the pipeline runs", instead: Instead, at: word)
            : HasHash(word.Text) ? call.Act(ecosystem, LockUse.Honours, $"'{word.Text}' says the hash of what is fetched", at: word) with { IsHashed = true, IsPinned = true }
            : call.Act(ecosystem, LockUse.Ignores, $"'corepack {call.Verb}' of '{word.Text}' looks at no hash of this repository", instead: Instead, at: word) with { IsPinned = NpmInstalls.IsPinned(word) };
    }

    private static InstallAct OfProject(Invocation call) => call.Setting("package.json packageManager") is not { } manager
        ? call.Act(Ecosystem.Npm, LockUse.Unknown, "which packageManager package.json says was not looked at")
        : manager.Value is { } value && HasHash(value)
            ? call.Act(EcosystemOf(value), LockUse.Honours, "packageManager in package.json says the hash of what is fetched") with { IsHashed = true, IsPinned = true, Decider = manager }
            : call.Act(EcosystemOf(manager.Value ?? ""), LockUse.Ignores, "packageManager in package.json says no hash of what is fetched", instead: Instead) with { IsPinned = true, Decider = manager };

    // pnpm@10.15.0+sha512.…
    private static bool HasHash(string manager) => manager.IndexOf("+sha", StringComparison.Ordinal) is > 0 and var plus && manager.IndexOf('.', plus) > 0;

    private static Ecosystem EcosystemOf(string manager) => manager.Split('@')[0] switch
    {
        "yarn" => manager.StartsWith("yarn@1.", StringComparison.Ordinal) ? Ecosystem.YarnClassic : Ecosystem.Yarn,
        "pnpm" => Ecosystem.Pnpm,
        _ => Ecosystem.Npm,
    };
}
