namespace PoPipeline.Doubles.GitLab.Http;

/// <summary>The types that GitLab's documentation gives its parameters.</summary>
internal enum ParameterKind
{
    /// <summary>A string.</summary>
    Text,

    /// <summary>An integer.</summary>
    Integer,

    /// <summary>A boolean.</summary>
    Boolean,

    /// <summary>A date and time, ISO 8601.</summary>
    Time,

    /// <summary>Strings: an array, or one string with commas.</summary>
    Words,

    /// <summary>An array of integers.</summary>
    Integers,

    /// <summary>A hash of named values.</summary>
    Object,

    /// <summary>An array of hashes.</summary>
    Objects,
}
