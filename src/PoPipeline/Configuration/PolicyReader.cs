using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Policies;
using PoPipeline.Sources;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Configuration;

/// <summary>Reads a policy. It is read as a whole or not at all: nothing malformed ever turns a check off.</summary>
public static class PolicyReader
{
    /// <summary>The name of the file at a repository's root.</summary>
    public const string FileName = ".popipeline.yml";

    /// <summary>The key that names the policy that is extended.</summary>
    internal const string Extends = "extends";

    private const string OtherName = ".popipeline.yaml";
    private const int MaximumChain = 8;

    // Paths are compared below one root, whichever it is.
    private static readonly string AnyRoot = Path.GetFullPath("/root/of/the/repository");

    /// <summary>Reads the policy of a repository; the defaults where it has none.</summary>
    /// <param name="root">The repository's root.</param>
    /// <exception cref="ConfigurationException">The policy is not usable.</exception>
    public static Policy OfRepository(string root) => ReadRepository(new WorkingTree(root, useGit: false)).Policy;

    /// <summary>Reads the policy of a file that somebody names.</summary>
    /// <param name="file">The file. What it extends must lie in its folder or below.</param>
    /// <exception cref="ConfigurationException">The policy is not usable.</exception>
    public static Policy OfFile(string file)
    {
        var full = Path.GetFullPath(file);
        if (!File.Exists(full))
        {
            throw Unusable(Place.StartOf(file), Directory.Exists(full) ? "It is a folder; name the file with the policy." : "There is no such file.");
        }

        return Read(new WorkingTree(Path.GetDirectoryName(full) ?? full, useGit: false).Read, Path.GetFileName(full), file, []).Policy;
    }

    /// <summary>Reads the policy of a repository; the defaults where it has none.</summary>
    /// <param name="tree">The repository.</param>
    /// <exception cref="ConfigurationException">The policy is not usable.</exception>
    internal static PolicyReading ReadRepository(WorkingTree tree)
    {
        if (Exists(Path.Combine(tree.Root, FileName)))
        {
            return Read(tree.ReadUntracked, FileName);
        }

        return Exists(Path.Combine(tree.Root, OtherName))
            ? throw Unusable(Place.StartOf(OtherName), $"The policy is read from '{FileName}'; rename this file.")
            : new PolicyReading(new Policy(), FileName, []);
    }

    /// <summary>Reads a policy from wherever files can be read: a tree, a branch of a forge, a commit.</summary>
    /// <param name="read">Reads a file.</param>
    /// <param name="path">The file, relative to the root, with forward slashes.</param>
    /// <exception cref="ConfigurationException">The policy is not usable.</exception>
    internal static PolicyReading Read(Func<string, SourceFile> read, string path) => Read(read, path, path, []);

    private static PolicyReading Read(Func<string, SourceFile> read, string path, string shown, ImmutableArray<string> chain)
    {
        var source = read(path);
        if (source.Fault is not null)
        {
            throw Unusable(Place.StartOf(shown), source.Fault is WorkingTree.Missing ? "There is no such file." : $"The policy cannot be read: {source.Fault}.");
        }

        var document = YamlReader.Read(shown, source.Text);
        if (document.Error is { } error)
        {
            throw Unusable(error.Span, $"{error.Message}.");
        }

        var extended = Extended(read, path, shown, document, [.. chain, path]);
        var file = new PolicyFile(shown, extended is not null);
        foreach (var problem in document.Problems)
        {
            file.Reject(problem.Span, $"{problem.Message}.");
        }

        var policy = (extended?.Policy ?? new Policy()) with { Path = shown };

        // A file without anything in it demands what holds without it.
        if (document.Root is not null and not YamlScalar { IsNull: true })
        {
            policy = PolicyShape.Root.Read(document.Root, policy, file);
        }

        ImmutableArray<ConfigurationProblem> problems = [.. file.Problems];
        if (problems.IsEmpty)
        {
            policy = policy with { Pipelines = policy.Pipelines with { Advisories = [.. policy.Pipelines.Advisories.Select(named => named.Components.IsDefault ? ReadAdvisories(read, document, named.Path) : named)] } };
        }

        return problems.IsEmpty
            ? new PolicyReading(policy, shown, [(shown, document), .. extended?.Documents ?? []])
            : throw new ConfigurationException(problems);
    }

    private static AdvisoryFile ReadAdvisories(Func<string, SourceFile> read, YamlDocument policy, string path)
    {
        var source = read(path);
        if (source.Fault is not null)
        {
            throw Unusable(Naming(policy.Root, path), $"'{path}' cannot be read: {source.Fault}.");
        }

        var document = YamlReader.Read(path, source.Text);
        if (document.Error is { } error)
        {
            throw Unusable(error.Span, $"{error.Message}.");
        }

        var file = new PolicyFile(path, tightens: false);
        foreach (var problem in document.Problems)
        {
            file.Reject(problem.Span, $"{problem.Message}.");
        }

        var advisories = AdvisoriesShape.ReadFile(document, path, file);
        ImmutableArray<ConfigurationProblem> problems = [.. file.Problems];
        return problems.IsEmpty ? advisories : throw new ConfigurationException(problems);
    }

    // Where the policy names the file.
    private static Place Naming(YamlNode? root, string path) =>
        ((((root as YamlMapping)?["pipelines"] as YamlMapping)?["advisories"] as YamlSequence)?.Items.OfType<YamlScalar>().FirstOrDefault(item => item.Value == path)
        ?? throw new InvalidOperationException($"The policy does not name '{path}'.")).Span;

    private static PolicyReading? Extended(Func<string, SourceFile> read, string path, string shown, YamlDocument document, ImmutableArray<string> chain)
    {
        if ((document.Root as YamlMapping)?[Extends] is not YamlScalar { Value.Length: > 0, IsNull: false } target)
        {
            // Any other form is rejected where the keys are read.
            return null;
        }

        if (Path.IsPathRooted(target.Value) || target.Value.Contains("://", StringComparison.Ordinal) || target.Value.Contains('\0'))
        {
            throw Unusable(target.Span, "A policy extends a file of its own repository, named relative to itself.");
        }

        var folder = Path.GetDirectoryName(path) ?? "";
        var next = Path.GetRelativePath(AnyRoot, Path.GetFullPath(Path.Combine(AnyRoot, folder, target.Value))).Replace(Path.DirectorySeparatorChar, '/');
        if (next is ".." || next.StartsWith("../", StringComparison.Ordinal))
        {
            throw Unusable(target.Span, $"'{target.Value}' lies outside of the repository.");
        }

        if (chain.Contains(next, StringComparer.Ordinal))
        {
            throw Unusable(target.Span, $"'{target.Value}' extends this file in turn: {string.Join(" → ", chain.Append(next))}.");
        }

        if (chain.Length >= MaximumChain)
        {
            throw Unusable(target.Span, $"More than {MaximumChain} policies extend one another.");
        }

        return read(next).Fault is { } fault
            ? throw Unusable(target.Span, $"'{target.Value}' cannot be read: {fault}.")
            : Read(read, next, next, chain);
    }

    // A link that leads nowhere is there, and wrong.
    private static bool Exists(string path) => Path.Exists(path) || new FileInfo(path).LinkTarget is not null;

    private static ConfigurationException Unusable(Place place, string message) => new([new ConfigurationProblem(place, message)]);
}
