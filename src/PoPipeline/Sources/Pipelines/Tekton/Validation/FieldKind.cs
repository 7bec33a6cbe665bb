namespace PoPipeline.Sources.Pipelines.Tekton.Validation;

/// <summary>What a field of a resource holds.</summary>
internal enum FieldKind
{
    /// <summary>Anything.</summary>
    Any,

    /// <summary>A text.</summary>
    Text,

    /// <summary>A whole number.</summary>
    Integer,

    /// <summary>A number.</summary>
    Number,

    /// <summary>True or false.</summary>
    Truth,

    /// <summary>A whole number or a text: <c>500m</c>.</summary>
    Quantity,

    /// <summary>A list.</summary>
    List,

    /// <summary>A mapping whose keys are free.</summary>
    Map,

    /// <summary>A mapping whose keys are its fields.</summary>
    Fields,
}
