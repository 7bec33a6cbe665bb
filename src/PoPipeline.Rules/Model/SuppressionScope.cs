namespace PoPipeline.Rules.Model;

/// <summary>How much a suppression of another tool silences.</summary>
public enum SuppressionScope
{
    /// <summary>What the tool says of one place.</summary>
    Line,

    /// <summary>What the tool says of files, packages or resources that are named.</summary>
    File,

    /// <summary>What the tool says of the whole repository.</summary>
    Repository,
}
