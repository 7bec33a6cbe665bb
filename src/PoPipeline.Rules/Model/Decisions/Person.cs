namespace PoPipeline.Rules.Model.Decisions;

/// <summary>Somebody, as a tracker knows them.</summary>
/// <param name="Id">What never changes and is never given to another: the numeric id on a forge, the e-mail address of commits.</param>
/// <param name="Name">The name that people read, which may change. Text of others: escape it.</param>
public sealed record Person(string Id, string Name);
