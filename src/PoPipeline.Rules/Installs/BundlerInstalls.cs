using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Projects;
using PoPipeline.Rules.Shell;

namespace PoPipeline.Rules.Installs;

/// <summary>Bundler, and gem.</summary>
internal static class BundlerInstalls
{
    /// <summary>How the names of settings begin that a command wrote for the project.</summary>
    public const string Local = "bundle config --local ";

    /// <summary>How the names of settings begin that a command wrote for whoever runs it.</summary>
    public const string Global = "bundle config --global ";

    private const string Instead = "BUNDLE_FROZEN=true bundle install";

    private static readonly Syntax Words = new()
    {
        Valued = "--gemfile -j --jobs --path --with --without --retry --shebang -P --trust-policy --target-rbconfig --lockfile --source --group -g -v --version",
        Ends = new Dictionary<string, int> { ["exec"] = 2 }.ToFrozen(),
    };

    private static readonly Syntax Gems = new()
    {
        Valued = "-v --version -s --source -i --install-dir -n --bindir -P --trust-policy -p --http-proxy -g --file --platform -e --document",
    };

    public static IEnumerable<InstallAct> Bundle(Command command, InstallSurroundings around)
    {
        var call = Invocation.Read(command, around, Words);
        var acts = call.Verb switch
        {
            _ when call.Has("--help", "-h") || (call.Operands.IsEmpty && call.Has("--version", "-v")) => [],
            "" or "install" or "i" => [Install(call)],
            "update" or "add" or "remove" or "inject" => [call.Act(Ecosystem.Bundler, LockUse.Rewrites, $"'bundle {call.Verb}' writes Gemfile.lock", instead: Instead)],
            "lock" when !call.Has("--print") => [call.Act(Ecosystem.Bundler, LockUse.Rewrites, "'bundle lock' resolves anew and writes Gemfile.lock", instead: Instead) with { OnlyLocks = true }],
            "pristine" => [call.Act(Ecosystem.Bundler, LockUse.Honours, "'bundle pristine' takes the versions of Gemfile.lock once more")],
            "cache" or "package" or "pack" => [Install(call)],
            _ when call.HasComputedVerb => [call.Uncertain(Ecosystem.Bundler, Instead)],
            _ => (IEnumerable<InstallAct>)[],
        };
        var gemfile = call.Value("--gemfile") ?? call.Variable("BUNDLE_GEMFILE")?.Value;
        return acts.Select(act => act with { Folder = gemfile, File = call.Value("--lockfile") ?? call.Variable("BUNDLE_LOCKFILE")?.Value });
    }

    public static IEnumerable<InstallAct> Gem(Command command, InstallSurroundings around)
    {
        var call = Invocation.Read(command, around, Gems);
        return call.Verb switch
        {
            _ when call.Has("--help", "-h", "--explain") => [],
            "install" or "i" when call.Last("-g", "--file") is { } file =>
                [call.Act(Ecosystem.Bundler, LockUse.Rewrites, "'gem install --file' reads the Gemfile, and fails nowhere where its lock does not fit", instead: Instead, at: file.Word) with { Folder = file.Value?.Text }],
            "install" or "i" => call.Operands.Length < 2 ? [] : call.Operands.Skip(1).All(word => word.Text.EndsWith(".gem", StringComparison.Ordinal)) && call.Has("--local", "-l") ? []
                : [call.Act(Ecosystem.Bundler, LockUse.Ignores, "'gem install' takes gems, and what they need, that no Gemfile.lock decides", instead: Instead) with { IsPinned = IsPinned(call) }],
            "update" => [call.Act(Ecosystem.Bundler, LockUse.Ignores, "'gem update' takes the newest versions", instead: Instead) with { IsPinned = call.Has("--system") && call.Operands.Length > 1 }],
            _ when call.HasComputedVerb => [call.Uncertain(Ecosystem.Bundler, Instead)],
            _ => [],
        };
    }

    private static bool IsPinned(Invocation call) =>
        call.Last("-v", "--version") is { Value: { Literal: true } version } ? char.IsAsciiDigit(version.Text.FirstOrDefault())
            : call.Operands.Skip(1).All(word => word.Literal && word.Text.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon && char.IsAsciiDigit(word.Text.ElementAtOrDefault(colon + 1)));

    // frozen goes before deployment, wherever the two stand.
    private static InstallAct Install(Invocation call)
    {
        if (Unlocked(call) is { } unlocked)
        {
            return call.Act(Ecosystem.Bundler, LockUse.Ignores, $"{unlocked.By} leaves Gemfile.lock unread", unlocked, Instead);
        }

        var option = call.Last("--frozen", "--deployment");
        var frozen = option is not null ? new Answer(On: true, $"'{option.Name}'", option.Word)
            : Loose(call, "frozen") ?? Loose(call, "deployment");
        return frozen switch
        {
            { On: true } => call.Act(Ecosystem.Bundler, LockUse.Honours, $"{frozen.By} fails where Gemfile.lock does not fit", frozen) with { IsHashed = call.Setting("Gemfile.lock CHECKSUMS") is not null },
            { On: null } => call.Unanswered(Ecosystem.Bundler, frozen, Instead),
            _ when call.Computed is not null => call.Uncertain(Ecosystem.Bundler, Instead),
            _ => call.Act(Ecosystem.Bundler, LockUse.Rewrites, "'bundle install' brings Gemfile.lock up to date where it does not fit", frozen is { On: false } ? frozen : null, IsOfProject(frozen) ? "bundle config set --local frozen true" : Instead),
        };
    }

    // No variable helps against a setting of the project.
    private static bool IsOfProject(Answer? frozen) => frozen?.Setting is { Span: not null } setting && !setting.Name.StartsWith("BUNDLE_", StringComparison.Ordinal);

    private static Answer? Unlocked(Invocation call) =>
        call.Last("--no-lock") is { } option ? new Answer(On: true, "'--no-lock'", option.Word)
        : OfProject(call, "lockfile") is { Value: { } written } setting && Answer.Read(written) is false ? new Answer(On: true, $"'{setting.Name}'", Setting: setting)
        : null;

    // The settings of the project go before the environment, and that before those of the user; anything but a word for no stands for yes.
    private static Answer? Loose(Invocation call, string name)
    {
        var setting = OfProject(call, name) ?? call.Variable($"BUNDLE_{name.ToUpperInvariant()}") ?? (IgnoresConfig(call) ? null : call.Around.Told.GetValueOrDefault(Global + name));
        return setting is null ? null : new Answer(setting.Value is null ? null : Answer.Read(setting.Value) is not false, $"'{setting.Name}'", Setting: setting);
    }

    // Variables say that another folder has the settings of the project, or that none counts.
    private static ToolSetting? OfProject(Invocation call, string name) => call.Setting($"bundle config {name}") switch
    {
        var setting when call.Around.Told.TryGetValue(Local + name, out var told) => IgnoresConfig(call) ? null : told,
        { Span: not null } when IgnoresConfig(call) => null,
        { Span: not null } setting when call.Variable("BUNDLE_APP_CONFIG") is not null => setting with { Value = null },
        var setting => setting,
    };

    private static bool IgnoresConfig(Invocation call) => call.Variable("BUNDLE_IGNORE_CONFIG") is { Value: not "" };

    /// <summary>What <c>bundle config</c> writes into its files of what decides about the lock file; empty for each other command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="place">Where it is written.</param>
    /// <returns>The settings by their names, <see cref="Local"/> or <see cref="Global"/> before them; null for one that is taken out.</returns>
    /// <remarks>Source: https://bundler.io/man/bundle-config.1.html, and for the form without a verb https://bundler.io/v1.17/man/bundle-config.1.html.</remarks>
    public static ImmutableArray<KeyValuePair<string, ToolSetting?>> Told(Command command, Place place)
    {
        var call = Invocation.Read(command, InstallSurroundings.None, Words);
        if (call.Verb is not "config")
        {
            return [];
        }

        var words = call.Operands.RemoveAt(0);
        var isUnset = call.Has("--delete") || words is [{ Text: "unset" }, ..];
        words = words is [{ Text: "set" or "unset" }, ..] ? words.RemoveAt(0) : words;
        if (words.IsEmpty || words[0].Text is "get" or "list" || (words.Length < 2 && !isUnset))
        {
            return [];
        }

        var name = words[0].Text.ToUpperInvariant();
        name = (name.StartsWith("BUNDLE_", StringComparison.Ordinal) ? name[7..] : name).ToLowerInvariant();
        if (name is not ("frozen" or "deployment" or "lockfile"))
        {
            return [];
        }

        if (isUnset)
        {
            return [.. new[] { Local, Global }.Where(scope => call.Has(scope.Split(' ')[^2]) || !call.Has("--local", "--global")).Select(scope => KeyValuePair.Create(scope + name, (ToolSetting?)null))];
        }

        // Without a scope it is that of the project, since somebody installs in one.
        return [KeyValuePair.Create((call.Has("--global") ? Global : Local) + name, (ToolSetting?)new ToolSetting($"bundle config {name}", words[1].Literal ? words[1].Text : null, place))];
    }
}
