namespace PoPipeline.Audit.Collecting;

/// <summary>What an event is to what is kept.</summary>
/// <param name="Standing">What it is.</param>
/// <param name="Instead">The index of the entry in place of which it is read, since it says all that is said there and more; null where there is none.</param>
/// <param name="MayBe">The index of the entry that it may say once more; null where there is none, or where its place is not known yet.</param>
internal readonly record struct KnownEvent(EventStanding Standing, long? Instead = null, long? MayBe = null);
