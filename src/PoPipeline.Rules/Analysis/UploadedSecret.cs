using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;

namespace PoPipeline.Rules.Analysis;

/// <summary>A file with a secret in it that an upload takes along.</summary>
/// <param name="Step">The step that uploads.</param>
/// <param name="File">The file.</param>
/// <param name="Path">The path of the upload that means it.</param>
internal sealed record UploadedSecret(Step Step, SecretFile File, Located<string> Path);
