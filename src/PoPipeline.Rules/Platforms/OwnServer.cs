namespace PoPipeline.Rules.Platforms;

/// <summary>By what one knows a server that runs the platform, whatever its address is.</summary>
/// <param name="Word">The word by which such servers and their users are mostly named.</param>
/// <param name="Path">The beginning of the paths of its interface.</param>
internal sealed record OwnServer(string Word, string Path);
