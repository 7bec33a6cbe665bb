namespace PoPipeline.Sources.Git;

/// <summary>A tracked file that git was told not to look at in the working tree.</summary>
/// <param name="Path">The file, relative to the top of the working tree, with forward slashes; a folder that is left out as a whole ends with one.</param>
/// <param name="IsSkipped">Whether it was told to leave it out (<c>skip-worktree</c>, which sparse checkouts set), and not to take it as unchanged (<c>assume-unchanged</c>).</param>
internal sealed record UnwatchedFile(string Path, bool IsSkipped);
