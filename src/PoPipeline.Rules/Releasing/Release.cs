using System.Collections.Immutable;
using PoPipeline.Rules.Calls;
using PoPipeline.Rules.Data;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;

namespace PoPipeline.Rules.Releasing;

/// <summary>Where a pipeline hands out what was built.</summary>
/// <param name="What">What does it: a command with its verb, or what a step uses.</param>
/// <param name="Span">Where that is.</param>
/// <param name="Kind">What is handed out.</param>
/// <param name="Program">The program that does it, by whose settings it may be signed; null where that is not known.</param>
/// <param name="Step">The step.</param>
/// <param name="Job">The job.</param>
/// <param name="Pipeline">The pipeline.</param>
internal sealed record Release(string What, Place Span, ReleaseKind Kind, string? Program, Step Step, Job Job, Pipeline Pipeline)
{
    /// <summary>What it hands out, as the beginning of a clause: that, or a part of it that must be vouched for by itself.</summary>
    public string Things { get; init; } = "what";

    /// <summary>The word of which only the run knows whether it is a file at all, without which nothing is handed out; null where there is none.</summary>
    public string? Doubt { get; init; }

    /// <summary>The word of which only the run knows whether it has the program attest what is handed out; null where there is none.</summary>
    public string? Open { get; init; }

    /// <summary>Whether it is what one run, or one branch of the script, makes of what is written, so that its own tool is the one that counts there.</summary>
    public bool IsMade { get; init; }

    /// <summary>Why it is not known whether it is run at all; null where it is.</summary>
    public string? MayNotRun { get; init; }

    /// <summary>Whether it is known to be run, to hand something out, and not to have its program attest that.</summary>
    public bool IsSure => Doubt is null && MayNotRun is null && Open is null;

    /// <summary>The tools that a variable has run there.</summary>
    public ImmutableArray<SecurityTool> Enabled { get; init; } = [];

    /// <summary>The tool that it runs itself, by its own words or inputs, which says nothing of what others release; null where it runs none.</summary>
    public ToolUse? Tool { get; init; }

    /// <summary>Whether its own words say that its program signs and attests nothing, whatever a file or a variable says.</summary>
    public bool IsUnsigned { get; init; }

    /// <summary>Whether its program attests by itself where the platform grants the job a token that shows its identity.</summary>
    public bool AttestsByIdentity { get; init; }

    /// <summary>Whether its own words, or inputs, ask for what BuildKit attests.</summary>
    public bool AsksForAttestation { get; init; }

    /// <summary>Whether it hands something out only where a file of Bake says so.</summary>
    public bool IsByFile { get; init; }

    /// <summary>Whether it hands on what was handed out before, with what vouches for that.</summary>
    public bool HandsOn { get; init; }

    /// <summary>Where it stands among the branches of its script; null where nothing decides about it there.</summary>
    public ScriptArm? Arm { get; init; }

    /// <summary>How its step comes to it; null where the step does it itself.</summary>
    public CallWay? Way { get; init; }

    /// <summary>Where its program looks for the files that say how it signs.</summary>
    public ReleasePlace Looks { get; init; } = ReleasePlace.Unknown;
}
