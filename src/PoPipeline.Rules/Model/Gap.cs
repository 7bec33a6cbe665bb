namespace PoPipeline.Rules.Model;

/// <summary>Something that a rule could not look at.</summary>
/// <param name="Subject">What: a path, or a resource of the forge.</param>
/// <param name="Reason">Why, as a clause that a reader can act upon: "403: the token lacks organisation administration: read".</param>
/// <param name="Failed">Whether looking was tried and failed; false where it needs something that this run was not given.</param>
public sealed record Gap(string Subject, string Reason, bool Failed)
{
    /// <summary>Whether it may hide hygiene and nothing else, so that it is left out where hygiene is.</summary>
    public bool Pedantic { get; init; }

    /// <summary>Whether only settings can tell, which no file holds, so that a person has to look and no file can be mended.</summary>
    public bool OnlySettings { get; init; }
}
