using System.Collections.Immutable;
using PoPipeline.Rules.Flow;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.GitLabCi;

/// <summary>A script of a job with what it does to the texts that it gets.</summary>
/// <param name="Key">What the step is called that runs it.</param>
/// <param name="Lines">Its lines, one at least.</param>
/// <param name="Program">What the runner makes of them.</param>
/// <param name="Flow">What it does.</param>
internal sealed record FollowedScript(string Key, ImmutableArray<YamlScalar> Lines, JobProgram Program, ScriptFlow Flow);
