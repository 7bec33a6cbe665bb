using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.CodeOwners;

namespace PoPipeline.Rules.CodeOwners;

/// <summary>Who owns a file, by one section of a CODEOWNERS file.</summary>
/// <param name="Section">The section.</param>
/// <param name="Entry">The line that decides: the last one of the section that matches.</param>
public sealed record Ownership(OwnersSection Section, OwnersEntry Entry)
{
    /// <summary>The owners; empty where the line names none, which takes the file from the owners of earlier lines.</summary>
    public ImmutableArray<Located<string>> Owners => Entry.Owners;
}
