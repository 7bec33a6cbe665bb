using PoPipeline.Rules.Shell;

namespace PoPipeline.Rules.Installs;

/// <summary>An option of a command.</summary>
/// <param name="Name">Its name, with the dashes.</param>
/// <param name="Value">Its value; null where it has none.</param>
/// <param name="Word">The word that names it.</param>
internal sealed record Option(string Name, Word? Value, Word Word);
