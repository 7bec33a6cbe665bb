using Cake.Core.IO;

namespace Cake.Frosting.Internal;

/// <summary>The folder that the build runs in.</summary>
/// <param name="Path">The folder, absolute or relative to the current one.</param>
internal sealed record WorkingDirectory(DirectoryPath Path);
