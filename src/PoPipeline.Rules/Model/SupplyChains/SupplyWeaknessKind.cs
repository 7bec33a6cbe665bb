namespace PoPipeline.Rules.Model.SupplyChains;

/// <summary>What makes a layout weaker than it looks, whatever the time is.</summary>
public enum SupplyWeaknessKind
{
    /// <summary>A list of rules does not end with <c>DISALLOW *</c>.</summary>
    OpenRules,

    /// <summary>A list of rules has <c>ALLOW *</c>.</summary>
    AllowsEverything,

    /// <summary>One person alone can do a step.</summary>
    ThresholdOfOne,

    /// <summary>A step asks for more people than its keys are.</summary>
    ThresholdOutOfReach,

    /// <summary>One key may sign several steps.</summary>
    SharedKey,

    /// <summary>One key has several ids in a step.</summary>
    RepeatedKey,

    /// <summary>A step has no keys.</summary>
    StepWithoutKeys,

    /// <summary>A step names a key that the layout has not.</summary>
    UnknownKey,

    /// <summary>A step names a key, or certificates, that is not supported.</summary>
    UnsupportedKey,

    /// <summary>A rule names a step that the layout has not.</summary>
    UnknownStep,

    /// <summary>It has no steps.</summary>
    NoSteps,

    /// <summary>It has a command that whoever verifies it by the specification runs.</summary>
    RunsCommand,

    /// <summary>Its signature has an id that no tool gives the key.</summary>
    OtherKeyId,

    /// <summary>A link counts for another step than the one that it says it is of.</summary>
    OtherStep,

    /// <summary>A step was done by another command than the layout expects.</summary>
    OtherCommand,

    /// <summary>Links of a step that one is enough for differ in their artifacts.</summary>
    LinksDiffer,
}
