using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.CodeOwners;

namespace PoPipeline.Sources.CodeOwners;

/// <summary>A section while its file is read; headings of one name add to one section.</summary>
/// <param name="name">The name, as written first.</param>
/// <param name="span">Where it is named first.</param>
internal sealed class GitLabSection(string name, Place span)
{
    /// <summary>Whether every heading of the section is optional; one that is not makes it required.</summary>
    public bool Optional { get; set; }

    /// <summary>The highest number of approvals that a heading asks for.</summary>
    public int Approvals { get; set; } = 1;

    /// <summary>The lines.</summary>
    public List<OwnersEntry> Entries { get; } = [];

    /// <summary>The section, read.</summary>
    public OwnersSection Build() => new() { Name = name, Span = span, Optional = Optional, Approvals = Approvals, Entries = [.. Entries] };
}
