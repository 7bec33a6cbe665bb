using System.Text.Json.Serialization;

namespace PoPipeline.Rules.Model;

/// <summary>A stretch of text in a file of the repository.</summary>
/// <param name="Path">The file, relative to the repository's root, with forward slashes.</param>
/// <param name="Region">Where in the file.</param>
public readonly record struct Place(string Path, Region Region)
{
    /// <summary>The very first character of a file, for what concerns the file as a whole.</summary>
    public static Place StartOf(string path) => new(path, Region.Start);

    /// <summary>Its first position, as a place of no length.</summary>
    [JsonIgnore]
    public Place Start => this with { Region = Region with { EndLine = Region.StartLine, EndColumn = Region.StartColumn } };

    /// <summary>Whether <paramref name="other"/> lies inside this place, in the same file.</summary>
    public bool Contains(Place other) => Path == other.Path && Region.Contains(other.Region);

    /// <summary>Whether the two lie in one file and have a character in common; an empty one lies in what surrounds it.</summary>
    public bool Touches(Place other) => Path == other.Path && Region.Touches(other.Region);

    /// <summary>From the start of this place to the end of a later one in the same file.</summary>
    public Place To(Place end) => this with { Region = Region with { EndLine = end.Region.EndLine, EndColumn = end.Region.EndColumn } };

    /// <inheritdoc/>
    public override string ToString() => $"{Path}:{Region.StartLine}:{Region.StartColumn}";
}

/// <summary>A value and where it is written.</summary>
/// <param name="Value">The value, as the platform reads it.</param>
/// <param name="Span">Where it is written.</param>
/// <typeparam name="T">What the value is.</typeparam>
public sealed record Located<T>(T Value, Place Span);
