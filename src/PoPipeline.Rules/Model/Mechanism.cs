namespace PoPipeline.Rules.Model;

/// <summary>How a text gets into another.</summary>
public enum Mechanism
{
    /// <summary>The platform pastes it before the program is read: <c>${{ }}</c>, <c>&lt;&lt; &gt;&gt;</c>, <c>$(params)</c>, <c>$[[ ]]</c>.</summary>
    Pasted,

    /// <summary>The program reads it from the environment, which is not an injection.</summary>
    Environment,
}
