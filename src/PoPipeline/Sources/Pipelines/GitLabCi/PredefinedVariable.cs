using System.Collections.Frozen;
using PoPipeline.Rules.Model.Pipelines;

namespace PoPipeline.Sources.Pipelines.GitLabCi;

/// <summary>A variable that GitLab or a runner gives to every job.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Provenance">Who controls its value, and how far; its source is its name.</param>
/// <param name="IsSecret">Whether its value, or the file that it names, lets whoever reads it do something.</param>
internal sealed record PredefinedVariable(string Name, Provenance Provenance, bool IsSecret);
