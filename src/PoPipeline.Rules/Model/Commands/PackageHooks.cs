using System.Collections.Immutable;

namespace PoPipeline.Rules.Model.Commands;

/// <summary>The scripts of <c>package.json</c> that a package manager starts by itself.</summary>
/// <remarks>Source: https://docs.npmjs.com/cli/v11/using-npm/scripts#life-cycle-operation-order.</remarks>
public static class PackageHooks
{
    /// <summary>Those of an installation, in their order.</summary>
    public static ImmutableArray<string> OfInstall { get; } = ["preinstall", "install", "postinstall", "prepublish", "preprepare", "prepare", "postprepare"];
}
