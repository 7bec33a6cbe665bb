using System.Collections.Immutable;
using System.Text.RegularExpressions;
using PoPipeline.Rules.CodeOwners;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Scaffolding;
using PoPipeline.Sources.Pipelines;

namespace PoPipeline.Sources.Backstage;

/// <summary>Tells what the files are that a template carries, by where they end up.</summary>
/// <param name="tree">The tree.</param>
internal sealed partial class CarriedFiles(WorkingTree tree)
{
    private const int MostFiles = 500;
    private const int MostLost = 5;

    private static readonly Lazy<PatternTree> Pipelines = new(() => new PatternTree(PipelineSystem.Known.SelectMany(system => system.Patterns), Forge.GitHub));

    private static readonly Lazy<PatternTree> Locks = new(() => new PatternTree(CriticalKind.Known.First(kind => kind.Id is "lockfiles").Patterns, Forge.GitHub));

    private static readonly ImmutableArray<string> Owners = [.. CodeOwnersPlaces.Of(Forge.GitHub), .. CodeOwnersPlaces.Of(Forge.GitLab)];

    // What names packages, the words that show that it names one, and the files that hold their exact versions.
    private static readonly Dictionary<string, (string[] Words, string[] Locks)> Manifests = new(StringComparer.Ordinal)
    {
        ["package.json"] = (["\"dependencies\"", "\"devDependencies\""], ["package-lock.json", "npm-shrinkwrap.json", "yarn.lock", "pnpm-lock.yaml", "bun.lock", "bun.lockb"]),
        ["Gemfile"] = (["gem "], ["Gemfile.lock"]),
        ["Cargo.toml"] = (["dependencies]"], ["Cargo.lock"]),
        ["composer.json"] = (["\"require\"", "\"require-dev\""], ["composer.lock"]),
        ["Pipfile"] = (["packages]"], ["Pipfile.lock"]),
        ["go.mod"] = (["require"], ["go.sum", "go.work.sum"]),
    };

    private readonly Dictionary<string, CarriedFile> found = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> targets = new(StringComparer.Ordinal);
    private readonly PatternWalk pipelines = new(Pipelines.Value);
    private readonly PatternWalk locks = new(Locks.Value);

    /// <summary>How many files are carried.</summary>
    public int Count => targets.Count;

    /// <summary>Those of which a rule speaks, by where they end up.</summary>
    public ImmutableArray<CarriedFile> Found => [.. found.Values.Select(WithLock).OrderBy(file => file.Target, StringComparer.Ordinal)];

    /// <summary>Why not all of them were looked into, as a clause; null where they were.</summary>
    public string? Left { get; private set; }

    /// <summary>Takes a file along.</summary>
    /// <param name="path">Where it lies.</param>
    /// <param name="target">Where it ends up in the new repository.</param>
    /// <param name="isFilledIn">Whether what it holds is filled in.</param>
    /// <param name="fetch">The step that puts it there.</param>
    public void Add(string path, string target, bool isFilledIn, FetchStep fetch)
    {
        // What a step can put there one way or another is told of the first.
        if (!targets.TryAdd(target, fetch.Step.Number))
        {
            if (!fetch.Replaces || targets[target] == fetch.Step.Number)
            {
                return;
            }

            targets[target] = fetch.Step.Number;
        }

        if (KindOf(target) is not { } kind)
        {
            return;
        }

        if (found.Count >= MostFiles && !found.ContainsKey(target))
        {
            Left ??= $"it carries more than the {MostFiles} files that are looked into";
            return;
        }

        var file = tree.Read(path);
        var filled = isFilledIn && file.Fault is null && ScaffolderExpressions.AreIn(file.Text);
        found[target] = new CarriedFile(kind, path, target)
        {
            IsFilledIn = filled,
            Unreadable = file.Fault,
            Lost = filled && kind is CarriedKind.Pipeline && HasExpressions(target) ? LostIn(file) : [],
            Lacks = kind is CarriedKind.Manifest && Manifests[NameOf(target)] is var manifest && manifest.Words.Any(word => file.Text.Contains(word, StringComparison.Ordinal)) ? manifest.Locks[0] : null,
        };
    }

    // One beside it, or further up where several packages share one.
    private CarriedFile WithLock(CarriedFile file)
    {
        if (file.Lacks is null)
        {
            return file;
        }

        for (var folder = FolderOf(file.Target); ; folder = FolderOf(folder.TrimEnd('/')))
        {
            if (Manifests[NameOf(file.Target)].Locks.Any(name => targets.ContainsKey(folder + name)))
            {
                return file with { Lacks = null };
            }

            if (folder.Length == 0)
            {
                return file;
            }
        }
    }

    private CarriedKind? KindOf(string target)
    {
        try
        {
            return Owners.Contains(target) ? CarriedKind.CodeOwners
                : target is ".popipeline.yml" ? CarriedKind.Policy
                : Manifests.ContainsKey(NameOf(target)) ? CarriedKind.Manifest
                : locks.LastMatch(target) >= 0 ? CarriedKind.Lockfile
                : pipelines.LastMatch(target) >= 0 ? CarriedKind.Pipeline
                : null;
        }
        catch (PatternWorkException)
        {
            Left ??= "to tell what its files are takes more work than is done";
            return null;
        }
    }

    // Their platforms write what they fill in themselves as the scaffolder does.
    private static bool HasExpressions(string target) => target.StartsWith(".github/", StringComparison.Ordinal) || target.StartsWith(".gitea/", StringComparison.Ordinal) || target.StartsWith(".forgejo/", StringComparison.Ordinal);

    private static ImmutableArray<Located<string>> LostIn(SourceFile file)
    {
        var lost = ImmutableArray.CreateBuilder<Located<string>>();
        foreach (var (offset, text) in ScaffolderExpressions.Foreign(file.Text, name => Contexts().IsMatch(name)).Take(MostLost))
        {
            var before = file.Text.AsSpan(0, offset);
            var line = before.Count('\n') + 1;
            var column = offset - before.LastIndexOf('\n');
            var length = text.IndexOf('\n', StringComparison.Ordinal) is >= 0 and var end ? end : text.Length;
            lost.Add(new Located<string>(text.Length > 100 ? text[..99] + "…" : text, new Place(file.Path, new Region(line, column, line, column + length))));
        }

        return lost.DrainToImmutable();
    }

    private static string NameOf(string path) => path[(path.LastIndexOf('/') + 1)..];

    private static string FolderOf(string path) => path[..(path.LastIndexOf('/') + 1)];

    [GeneratedRegex(@"\A(?:github|secrets|env|matrix|steps|needs|inputs|vars|runner|jobs?|strategy|gitea|hashFiles|always|success|failure|cancelled|contains|format|startsWith|endsWith|fromJSON|toJSON)\z", RegexOptions.NonBacktracking)]
    private static partial Regex Contexts();
}
