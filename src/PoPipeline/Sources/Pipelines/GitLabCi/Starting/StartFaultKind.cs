using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;

namespace PoPipeline.Sources.Pipelines.GitLabCi.Starting;

/// <summary>What is unsound about a start.</summary>
internal enum StartFaultKind
{
    /// <summary>A condition is true whatever its parts say.</summary>
    AlwaysTrue,

    /// <summary>A condition is never true.</summary>
    NeverTrue,

    /// <summary>A pattern finds a part of a name where the whole was meant.</summary>
    LooseMatch,

    /// <summary>A variable stands where it is a text.</summary>
    QuotedVariable,

    /// <summary>A negation that is lost on the way to GitLab.</summary>
    LostNegation,

    /// <summary>A rule stands behind one that always holds.</summary>
    Unreachable,
}
