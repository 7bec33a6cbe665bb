using System.Collections.Immutable;

namespace PoPipeline.Decisions.Trackers.Folder.History;

/// <summary>What is asked of a commit.</summary>
/// <param name="Id">Its name: 40 hexadecimal digits.</param>
/// <param name="Email">The author's e-mail address, as it is written. Text of others, which git does not check.</param>
/// <param name="Name">The author's name. Text of others.</param>
/// <param name="At">When it was committed, as it claims.</param>
/// <param name="CoAuthors">The e-mail addresses of <c>Co-authored-by</c>. Text of others.</param>
internal sealed record CommitFacts(string Id, string Email, string Name, DateTimeOffset At, ImmutableArray<string> CoAuthors);
