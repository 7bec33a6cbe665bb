using System.Collections.Immutable;
using PoPipeline.Rules.Analysis;
using PoPipeline.Rules.Installs;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Model.Projects;
using PoPipeline.Rules.Shell;
using Told = PoPipeline.Rules.Analysis.ChangedValues<PoPipeline.Rules.Calls.ToldName, PoPipeline.Rules.Model.Projects.ToolSetting?>;

namespace PoPipeline.Rules.Calls;

/// <summary>What the commands of one machine write into files that package managers read behind them: <c>bundle config set --local frozen true</c>.</summary>
/// <param name="hasLock">Whether a lock file lies at a path, relative to the root.</param>
internal sealed class ToldSettings(Func<string, bool> hasLock)
{
    // What whoever runs a command has lies in no folder of the repository.
    private const string User = "~";

    // By the folder of the project, and the name.
    private Told told = Told.None;
    private (Told Of, string Key)? known;

    /// <summary>What tells these settings from others.</summary>
    public string Key
    {
        get
        {
            if (known is not { } key || !ReferenceEquals(key.Of, told))
            {
                known = key = (told, string.Join('\n', told.Values.OrderBy(pair => pair.Key.Root, StringComparer.Ordinal).ThenBy(pair => pair.Key.Name, StringComparer.Ordinal).Select(pair => $"{pair.Key.Root} {pair.Key.Name}={(pair.Value is { } setting ? setting.Value ?? "\0" : "")}")));
            }

            return key.Key;
        }
    }

    /// <summary>Goes through the commands of one script.</summary>
    /// <param name="script">The script.</param>
    public Walk Through(Script script) => new(this, script);

    /// <summary>What was told before a step that may not run counts behind it only where the step told the same.</summary>
    /// <returns>What ends the step.</returns>
    public Action Fork()
    {
        var before = told;
        return () => told = ReferenceEquals(told, before) ? told : Joined(before, [told]);
    }

    /// <summary>Forgets what was written into a folder, and those below it.</summary>
    /// <param name="folder">The folder, relative to the root.</param>
    public void Forget(string folder)
    {
        foreach (var key in told.Values.Keys.Where(key => key.Root != User && (folder.Length == 0 || key.Root == folder || key.Root.StartsWith($"{folder}/", StringComparison.Ordinal))))
        {
            told = told.Without(key);
        }
    }

    /// <summary>What stands around a command, with what was written before it.</summary>
    /// <param name="around">What stands around it besides.</param>
    /// <param name="standing">Where it stands.</param>
    public Lazy<InstallSurroundings> Around(Lazy<InstallSurroundings> around, StandingFolder standing)
    {
        if (told.Values.IsEmpty)
        {
            return around;
        }

        var root = RootOf(standing.Now);
        var here = told.Values.Where(pair => pair.Key.Root is User || pair.Key.Root == root).ToImmutableDictionary(pair => pair.Key.Name, pair => pair.Value);
        return here.IsEmpty ? around : new Lazy<InstallSurroundings>(() => around.Value with { Told = here });
    }

    // What is written in one branch alone may be written or not.
    private static Told Joined(Told entered, IReadOnlyList<Told> ends)
    {
        var joined = entered;
        foreach (var key in ends.SelectMany(end => end.ChangedSince(entered)).ToHashSet())
        {
            var isSet = entered.Values.TryGetValue(key, out var before);
            if (ends.All(end => end.Values.TryGetValue(key, out var behind) == isSet && behind?.Value == before?.Value))
            {
                continue;
            }

            var written = ends.Select(end => end.Values.GetValueOrDefault(key)).FirstOrDefault(setting => setting is not null) ?? before;
            joined = joined.With(key, (written ?? new ToolSetting(key.Name[(key.Name.LastIndexOf(' ') + 1)..], Value: null)) with { Value = null });
        }

        return joined;
    }

    // The project is that of the nearest Gemfile, which has its lock file beside it.
    private string RootOf(string? folder)
    {
        for (var at = folder; at is { Length: > 0 }; at = RepositoryPath.FolderOf(at))
        {
            if (hasLock($"{at}/Gemfile.lock"))
            {
                return at;
            }
        }

        return "";
    }

    /// <summary>Takes the commands of one script in their order.</summary>
    /// <param name="settings">What they change.</param>
    /// <param name="script">The script.</param>
    internal sealed class Walk(ToldSettings settings, Script script) : ScriptState<Told>(settings.told)
    {
        /// <inheritdoc/>
        protected override bool OutlastsShells => true;

        /// <summary>Takes the next command.</summary>
        /// <param name="command">The command.</param>
        /// <param name="standing">Where it stands.</param>
        public void Take(Command command, StandingFolder standing)
        {
            // What the one before calls may have written something as well.
            Current = settings.told;
            Enter(command);
            settings.told = Current;
            switch (command.Name)
            {
                case "bundle" or "bundler":
                    Write(command, standing);
                    break;
                case "rm" when command.Words.Any(word => word.Text.Contains(".bundle", StringComparison.Ordinal)):
                    Remove(command, standing);
                    break;
                case "git" when command.Words.Length > 1 && command.Words[1].Text is "clean" && command.Words.Any(word => word.Text is ['-', not '-', ..] && word.Text.Contains('x', StringComparison.Ordinal)):
                    settings.Forget(standing.Now ?? "");
                    break;
            }

            Current = settings.told;
        }

        /// <summary>Ends the script.</summary>
        public void End()
        {
            Current = settings.told;
            LeaveAll();
            settings.told = Current;
        }

        /// <inheritdoc/>
        protected override Told Joined(Told entered, IReadOnlyList<Told> ends) => ToldSettings.Joined(entered, ends);

        /// <inheritdoc/>
        protected override Told Called(Told at, Told entered, Told left)
        {
            foreach (var key in left.ChangedSince(entered))
            {
                at = left.Values.TryGetValue(key, out var setting) ? at.With(key, setting) : at.Without(key);
            }

            return at;
        }

        private void Write(Command command, StandingFolder standing)
        {
            foreach (var (name, setting) in BundlerInstalls.Told(command, script.PlaceOf(command.Offset, command.Length)))
            {
                settings.told = settings.told.With(new ToldName(name.StartsWith(BundlerInstalls.Global, StringComparison.Ordinal) ? User : settings.RootOf(standing.Now), name), setting);
            }
        }

        private void Remove(Command command, StandingFolder standing)
        {
            foreach (var word in command.Words.Skip(1))
            {
                var path = word.Text.TrimEnd('/');
                path = path.EndsWith("/config", StringComparison.Ordinal) ? path[..^"/config".Length] : path;
                if (path is ".bundle" || path.EndsWith("/.bundle", StringComparison.Ordinal))
                {
                    settings.Forget(standing.Below($"{path}/..") ?? "");
                }
            }
        }
    }
}
