using System.Collections.Immutable;

namespace PoPipeline.InToto.Json;

/// <summary>A value of JSON that knows where it begins.</summary>
/// <param name="Offset">The index of its first byte.</param>
internal abstract record JsonPart(int Offset)
{
    /// <summary>What it is, with its article.</summary>
    public abstract string Kind { get; }
}

/// <summary>A text.</summary>
/// <param name="Offset">The index of its first byte.</param>
/// <param name="Text">What it says.</param>
internal sealed record JsonText(int Offset, string Text) : JsonPart(Offset)
{
    /// <inheritdoc/>
    public override string Kind => "a text";
}

/// <summary>A number, as it is written.</summary>
/// <param name="Offset">The index of its first byte.</param>
/// <param name="Digits">How it is written.</param>
internal sealed record JsonNumber(int Offset, string Digits) : JsonPart(Offset)
{
    /// <inheritdoc/>
    public override string Kind => "a number";
}

/// <summary>True or false.</summary>
/// <param name="Offset">The index of its first byte.</param>
/// <param name="Holds">Which of them.</param>
internal sealed record JsonTruth(int Offset, bool Holds) : JsonPart(Offset)
{
    /// <inheritdoc/>
    public override string Kind => Holds ? "true" : "false";
}

/// <summary>Null.</summary>
/// <param name="Offset">The index of its first byte.</param>
internal sealed record JsonNull(int Offset) : JsonPart(Offset)
{
    /// <inheritdoc/>
    public override string Kind => "null";
}

/// <summary>A list.</summary>
/// <param name="Offset">The index of its first byte.</param>
/// <param name="Items">What it holds.</param>
internal sealed record JsonList(int Offset, ImmutableArray<JsonPart> Items) : JsonPart(Offset)
{
    /// <inheritdoc/>
    public override string Kind => "a list";
}

/// <summary>An object, no two members of which have the same name.</summary>
/// <param name="Offset">The index of its first byte.</param>
/// <param name="Members">Its members, as they are written.</param>
internal sealed record JsonMap(int Offset, ImmutableArray<JsonMember> Members) : JsonPart(Offset)
{
    /// <inheritdoc/>
    public override string Kind => "an object";
}

/// <summary>A member of an object.</summary>
/// <param name="Offset">The index of the first byte of its name.</param>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its value.</param>
internal sealed record JsonMember(int Offset, string Name, JsonPart Value);
