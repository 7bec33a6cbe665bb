using System.Collections.Immutable;
using PoPipeline.Rules.Model.Projects;

namespace PoPipeline.Rules.Analysis;

/// <summary>Which ecosystems install the packages of the same manifests.</summary>
public static class EcosystemFamilies
{
    // Where a folder has several lock files, the first of these is the one that its manifests are joined with.
    private static readonly ImmutableArray<Ecosystem> JavaScript = [Ecosystem.Npm, Ecosystem.YarnClassic, Ecosystem.Yarn, Ecosystem.Pnpm, Ecosystem.Bun];
    private static readonly ImmutableArray<Ecosystem> Python = [Ecosystem.Uv, Ecosystem.Poetry, Ecosystem.Pdm, Ecosystem.Pylock, Ecosystem.Pipenv, Ecosystem.Pip];

    // Pipenv installs what others ask for, too, but nobody else reads a Pipfile, and its lock file is of that alone.
    private static readonly ImmutableArray<Ecosystem> Pyproject = Python.Remove(Ecosystem.Pipenv);

    /// <summary>Whether it installs packages of JavaScript.</summary>
    /// <param name="ecosystem">The ecosystem.</param>
    public static bool IsJavaScript(Ecosystem ecosystem) => JavaScript.Contains(ecosystem);

    /// <summary>Whether it installs packages of Python.</summary>
    /// <param name="ecosystem">The ecosystem.</param>
    public static bool IsPython(Ecosystem ecosystem) => Python.Contains(ecosystem);

    /// <summary>An ecosystem, with those that its manifests may as well be of.</summary>
    /// <param name="ecosystem">The ecosystem.</param>
    public static ImmutableArray<Ecosystem> Of(Ecosystem ecosystem) => IsJavaScript(ecosystem) ? JavaScript : IsPython(ecosystem) ? Python : [ecosystem];

    /// <summary>Those whose lock files may hold for the manifests of an ecosystem.</summary>
    /// <param name="ecosystem">The ecosystem.</param>
    public static ImmutableArray<Ecosystem> Locking(Ecosystem ecosystem) => IsJavaScript(ecosystem) ? JavaScript : Pyproject.Contains(ecosystem) ? Pyproject : [ecosystem];
}
