using System.Collections.Immutable;
using PoPipeline.Rules.Model;

namespace PoPipeline.Rules.Data;

/// <summary>A security tool that something runs.</summary>
/// <param name="Component">What runs it.</param>
/// <param name="Kind">What that is.</param>
/// <param name="Tool">The tool.</param>
/// <param name="Types">What it is run for.</param>
internal sealed record ToolUse(Component Component, ComponentKind Kind, SecurityTool Tool, ImmutableArray<ToolType> Types)
{
    /// <summary>What it signs or attests, where it does.</summary>
    public ReleaseKind VouchesFor { get; init; }

    /// <summary>Whether it judges, so that its failure says something.</summary>
    public bool IsCheck
    {
        get
        {
            foreach (var type in Types)
            {
                if (SecurityTool.IsJudging(type))
                {
                    return true;
                }
            }

            return false;
        }
    }
}
