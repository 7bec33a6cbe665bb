using PoPipeline.Rules.Model;

namespace PoPipeline.Rules.Analysis;

/// <summary>A file that a script made out of a secret, or an archive with such a file in it.</summary>
/// <param name="Path">Its path, from the workspace; from the root, the home or another folder where it starts with that.</param>
/// <param name="Origin">The path of the file that was made.</param>
/// <param name="Shown">The secret, as it is written where it is put in.</param>
/// <param name="Place">Where the file is made.</param>
/// <param name="Packed">Where it is packed; null where it lies there as it is.</param>
internal sealed record SecretFile(string Path, string Origin, string Shown, Place Place, Place? Packed = null);
