using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Policies;

namespace PoPipeline.Sources.Pipelines.GitHubActions;

/// <summary>What the readers of one file's parts share.</summary>
/// <param name="File">The file.</param>
/// <param name="Repository">The repository.</param>
/// <param name="Policy">The policy in force.</param>
/// <param name="Local">The actions and reusable workflows of the repository.</param>
/// <param name="Lookup">Says who controls what the file's expressions name.</param>
/// <param name="References">Reads what is reused.</param>
/// <param name="Texts">Reads texts, and collects their secrets and credentials.</param>
/// <param name="Files">Other files of the repository.</param>
internal sealed record FileReader(ActionsFile File, Repository Repository, Policy Policy, LocalCode Local, OriginLookup Lookup, ReferenceReader References, TextReader Texts, RepositoryFiles Files);
