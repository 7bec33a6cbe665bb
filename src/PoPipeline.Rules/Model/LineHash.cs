namespace PoPipeline.Rules.Model;

/// <summary>
/// What GitHub recognises a line by when the file around it changes. It is kept in the snapshot so that a replay, without the files,
/// writes the same report.
/// </summary>
/// <param name="Path">The file, relative to the repository's root, with forward slashes.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Hash">The hash, a colon, and how often it has occurred in the file: <c>54703d4cd895b18:1</c>.</param>
public sealed record LineHash(string Path, int Line, string Hash);
