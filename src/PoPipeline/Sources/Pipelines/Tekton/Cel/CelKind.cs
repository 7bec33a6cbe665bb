namespace PoPipeline.Sources.Pipelines.Tekton.Cel;

/// <summary>What a part of an expression is.</summary>
internal enum CelKind
{
    /// <summary>A text between quotes.</summary>
    Text,

    /// <summary>A number, <c>true</c>, <c>false</c> or <c>null</c>.</summary>
    Constant,

    /// <summary>A name that stands for something.</summary>
    Name,

    /// <summary>A field of its only part.</summary>
    Member,

    /// <summary>A function of its parts.</summary>
    Call,

    /// <summary>A function of its first part, with the others as arguments.</summary>
    Method,

    /// <summary>An element of its first part, by the second.</summary>
    Index,

    /// <summary>Its parts in a list, or the keys and values of a mapping.</summary>
    List,

    /// <summary>One or two parts with an operator.</summary>
    Operation,

    /// <summary>The second or the third part, by the first.</summary>
    Choice,
}
