namespace PoPipeline.Rules.Model;

/// <summary>How far a permission goes.</summary>
public enum Access
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>Look only.</summary>
    Read,

    /// <summary>Look and change.</summary>
    Write,
}
