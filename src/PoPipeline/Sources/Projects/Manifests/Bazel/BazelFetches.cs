using System.Collections.Frozen;
using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Sources.Projects.Locks;

namespace PoPipeline.Sources.Projects.Manifests.Bazel;

/// <summary>Finds what files of Bazel fetch by themselves, and by which hashes and commits.</summary>
/// <remarks>
/// Sources: https://bazel.build/rules/lib/repo/http, https://bazel.build/rules/lib/repo/git, https://bazel.build/rules/lib/globals/module,
/// https://github.com/bazel-contrib/rules_oci/blob/main/docs/pull.md. A rule by another name, which only wraps one of these, is not known.
/// </remarks>
internal sealed class BazelFetches
{
    private static readonly FetchRule Archive = new(["integrity", "sha256"], ["urls", "url"]);
    private static readonly FetchRule Repository = new(["commit"], ["remote"]) { IsRepository = true };
    private static readonly FetchRule Image = new(["digest"], ["image", "repository"]);

    private static readonly FrozenDictionary<string, FetchRule> Rules = new Dictionary<string, FetchRule>(StringComparer.Ordinal)
    {
        ["http_archive"] = Archive,
        ["new_http_archive"] = Archive,
        ["http_file"] = Archive,
        ["http_jar"] = Archive,
        ["archive_override"] = Archive,
        ["git_repository"] = Repository,
        ["new_git_repository"] = Repository,
        ["git_override"] = Repository,
        ["java_import_external"] = new(["jar_sha256"], ["jar_urls"]),
        ["oci_pull"] = Image,
        ["oci.pull"] = Image,
        ["container_pull"] = Image,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private readonly StarlarkCalls calls;

    // What a name means in this file: NAME = "rule" of load, NAME = use_repo_rule(…, "rule").
    private readonly Dictionary<string, string> names = new(StringComparer.Ordinal);
    private readonly HashSet<string> foreign = new(StringComparer.Ordinal);

    /// <summary>Looks at the calls of a file.</summary>
    /// <param name="calls">The calls.</param>
    public BazelFetches(StarlarkCalls calls)
    {
        this.calls = calls;
        foreach (var call in calls.All())
        {
            if (call is { Name: "load", Positional: [{ Text: { } label }, ..] })
            {
                Load(call, label);
            }
            else if (call is { Name: "use_repo_rule", AssignedTo: { } name, Positional: [{ Text: { } file }, { Text: { } rule }, ..] } && IsOfRule(file))
            {
                names[name] = rule;
            }
        }
    }

    /// <summary>What is fetched, in the order of the file.</summary>
    public ImmutableArray<LockEntry> Entries()
    {
        var entries = ImmutableArray.CreateBuilder<LockEntry>();
        foreach (var call in calls.All())
        {
            // maybe(http_archive, name = …)
            var name = call is { Name: "maybe", Positional: [{ At: var at }, ..] } && RuleAt(at) is { } handed ? handed : call.Name;
            name = name.StartsWith("native.", StringComparison.Ordinal) ? name["native.".Length..] : name;
            if (!calls.Defines(name) && Rules.TryGetValue(names.GetValueOrDefault(name, name), out var rule) && Entry(call, rule, foreign.Contains(name)) is { } entry)
            {
                entries.Add(entry);
            }
        }

        return entries.DrainToImmutable();
    }

    private string? RuleAt(Region at) => calls.WordAt(at);

    private void Load(StarlarkCall call, string label)
    {
        var isOwn = IsOfRule(label);
        foreach (var value in call.Positional.Skip(1))
        {
            if (!isOwn && value.Text is { } name)
            {
                foreign.Add(name);
            }
        }

        foreach (var (name, value) in call.Named)
        {
            if (value.Text is { } rule)
            {
                names[name] = rule;
                if (!isOwn)
                {
                    foreign.Add(name);
                }
            }
        }
    }

    // What others define under the same name may take the hash from elsewhere.
    private static bool IsOfRule(string label) => label.StartsWith("@bazel_tools//", StringComparison.Ordinal) || label.StartsWith("@@bazel_tools//", StringComparison.Ordinal)
        || label.StartsWith("@rules_oci//", StringComparison.Ordinal) || label.StartsWith("@io_bazel_rules_docker//", StringComparison.Ordinal);

    private static LockEntry? Entry(StarlarkCall call, FetchRule rule, bool isForeign)
    {
        StarlarkValue? hash = null, address = null;
        foreach (var name in rule.Hashes)
        {
            hash ??= call.Value(name);
        }

        foreach (var name in rule.Addresses)
        {
            address ??= call.Value(name);
        }

        // What only shows when it runs may hold the hash.
        if (hash is null && (call.HasOthers || isForeign))
        {
            return null;
        }

        var where = AddressOf(address);
        var branch = rule.IsRepository && hash is null ? call.Value("tag") ?? call.Value("branch") : null;
        var written = hash is { IsWhole: true, Text: { } text } ? text : hash is null ? null : "computed";
        var packed = !rule.IsRepository && written is null ? RepositoryAddress.PackedCommit(where?.Text) : null;
        var isLocal = where?.Text is { } path && (path.StartsWith("file:", StringComparison.Ordinal) || (rule.IsRepository && path.StartsWith('/')));
        var isKnownCommit = rule.IsRepository && written is "computed";
        var isPlain = where?.Text?.StartsWith("http:", StringComparison.OrdinalIgnoreCase) is true;
        return new LockEntry
        {
            Name = call.Value("name")?.Text ?? call.Value("module_name")?.Text ?? call.Name,
            Origin = isLocal ? LockOrigin.Local : packed is not null || (rule.IsRepository && !isKnownCommit) ? LockOrigin.Repository : LockOrigin.Address,
            Address = branch is { Text: { } named } ? $"{where?.Text}#{named}" : where?.Text,
            Hash = packed ?? written,
            At = branch?.At ?? (hash is { IsWhole: true } ? (isPlain ? where!.Value.At : hash.Value.At) : hash is null && packed is null ? call.At : where?.At ?? call.At),
        };
    }

    // One that is spoken to in the clear is among those that are tried.
    private static StarlarkValue? AddressOf(StarlarkValue? value)
    {
        if (value is not { Items: { IsDefaultOrEmpty: false } items })
        {
            return value;
        }

        foreach (var item in items)
        {
            if (item.Text?.StartsWith("http:", StringComparison.OrdinalIgnoreCase) is true)
            {
                return item;
            }
        }

        return items[0];
    }

    private sealed record FetchRule(ImmutableArray<string> Hashes, ImmutableArray<string> Addresses)
    {
        public bool IsRepository { get; init; }
    }
}
