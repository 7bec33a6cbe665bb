namespace PoPipeline.InToto.Linting;

/// <summary>What makes a layout weaker than it looks.</summary>
public enum LayoutWeakness
{
    /// <summary>A list of rules does not end with <c>DISALLOW *</c>, so that whatever no rule names is allowed.</summary>
    OpenRules,

    /// <summary>A list of rules has <c>ALLOW *</c>, so that nothing is left for rules behind it to refuse.</summary>
    AllowsEverything,

    /// <summary>One person alone can do a step.</summary>
    ThresholdOfOne,

    /// <summary>A step asks for more people than its keys are.</summary>
    ThresholdOutOfReach,

    /// <summary>One key may sign several steps, so that one person can do them all.</summary>
    SharedKey,

    /// <summary>One key has several ids in a step.</summary>
    RepeatedKey,

    /// <summary>The layout has expired.</summary>
    Expired,

    /// <summary>The layout expires soon.</summary>
    ExpiresSoon,

    /// <summary>A step has no keys, so that nobody can do it.</summary>
    StepWithoutKeys,

    /// <summary>A step names a key that the layout has not.</summary>
    UnknownKey,

    /// <summary>A step names a key, or certificates, that is not supported here.</summary>
    UnsupportedKey,

    /// <summary>A MATCH names a step that the layout has not, so that it never takes anything.</summary>
    UnknownStep,

    /// <summary>The layout has no steps.</summary>
    NoSteps,

    /// <summary>The layout has a command that whoever verifies it by the specification runs.</summary>
    RunsCommand,
}
