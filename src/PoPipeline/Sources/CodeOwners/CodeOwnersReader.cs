using System.Collections.Immutable;
using PoPipeline.Rules.Model;

namespace PoPipeline.Sources.CodeOwners;

/// <summary>Reads CODEOWNERS files by the syntax of the forge that hosts the repository.</summary>
internal static class CodeOwnersReader
{
    /// <summary>Every CODEOWNERS file in a place where the forge might look, the effective one first.</summary>
    public static ImmutableArray<CodeOwnersFile> Read(WorkingTree tree, Repository repository) => [];
}
