namespace PoPipeline.Decisions.Trackers.Folder.History;

/// <summary>The branch on which decisions count, as far as this clone knows it.</summary>
/// <param name="Name">Its name: <c>main</c>.</param>
/// <param name="Commit">Its commit: 40 hexadecimal digits.</param>
internal sealed record CountedBranch(string Name, string Commit);
