namespace PoPipeline.Rules.Model;

/// <summary>Where the policy comes from that judges.</summary>
public enum PolicySource
{
    /// <summary>It is not known whether the policy is the one that counts.</summary>
    Unknown,

    /// <summary>The branch that counts: what the tree says beyond it only tightens.</summary>
    Branch,

    /// <summary>Whoever runs the check: a file outside of the tree, or a program.</summary>
    Given,

    /// <summary>The tree that is judged, since there is no branch that it could be compared with.</summary>
    Tree,
}
