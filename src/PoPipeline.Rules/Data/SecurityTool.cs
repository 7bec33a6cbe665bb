using System.Collections.Immutable;
using PoPipeline.Rules.Model;

namespace PoPipeline.Rules.Data;

/// <summary>A security tool; the components that run it name it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Source">Where it is described: an address.</param>
/// <param name="AsOf">The day on which the entry was last looked over.</param>
/// <param name="Types">What it is for.</param>
public sealed record SecurityTool(string Name, string Source, DateOnly AsOf, ImmutableArray<ToolType> Types)
{
    /// <summary>Inputs of its components that make a finding harmless.</summary>
    public ImmutableArray<SoftInput> SoftInputs { get; init; } = [];

    /// <summary>Options of its commands that make a finding harmless; a value follows a blank.</summary>
    public ImmutableArray<string> SoftOptions { get; init; } = [];

    /// <summary>The exit codes that say that it found something; empty for 1 alone.</summary>
    public ImmutableArray<int> FindingCodes { get; init; } = [];

    /// <summary>Variables that keep it from running.</summary>
    public ImmutableArray<string> DisabledBy { get; init; } = [];

    /// <summary>Variables that have it run where they are true, without a command of its own.</summary>
    public ImmutableArray<string> EnabledBy { get; init; } = [];

    /// <summary>Variables that name the files that it does not look at.</summary>
    public ImmutableArray<string> LeavesOut { get; init; } = [];

    /// <summary>Variables that say where its program comes from.</summary>
    public ImmutableArray<string> ComesFrom { get; init; } = [];

    /// <summary>How the places begin from which its program comes by right.</summary>
    public ImmutableArray<string> Homes { get; init; } = [];

    /// <summary>What it signs or attests; a component of it may do so for less.</summary>
    public ReleaseKind VouchesFor { get; init; }

    /// <summary>The programs that attest what they release by themselves with it, so that it says nothing of what others release; empty where it does so for whatever is released.</summary>
    public ImmutableArray<string> AttestsOwnOf { get; init; } = [];

    /// <summary>Whether it signs by nothing but a token that shows the identity of its job, so that it signs nothing where the job is not granted one.</summary>
    public bool NeedsIdentity { get; init; }

    /// <summary>Whether a service of its own keeps what it finds.</summary>
    public bool KeepsResults { get; init; }

    /// <summary>Whether it judges, so that its failure says something; a tool that only lists or signs does not.</summary>
    public bool IsCheck => Types.Any(IsJudging);

    /// <summary>Whether a tool judges that is run for something.</summary>
    /// <param name="type">What it is run for.</param>
    public static bool IsJudging(ToolType type) => type is not (ToolType.BillOfMaterials or ToolType.Signing or ToolType.Provenance or ToolType.Posture or ToolType.Fuzzing);
}

/// <summary>An input that makes a finding harmless.</summary>
/// <param name="Name">The input.</param>
/// <param name="Value">The value that does it.</param>
public sealed record SoftInput(string Name, string Value);
