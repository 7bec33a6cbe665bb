using PoPipeline.Rules.Data;
using PoPipeline.Rules.Model.Pipelines;

namespace PoPipeline.Rules.Calls;

/// <summary>Commands that a step runs.</summary>
/// <param name="Script">The commands.</param>
/// <param name="Where">Where they are run.</param>
internal sealed record StepCommand(Script Script, CommandPlace Where);
