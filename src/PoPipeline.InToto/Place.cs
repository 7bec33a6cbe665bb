namespace PoPipeline.InToto;

/// <summary>A place in a text. Lines and columns begin with 1; a column counts UTF-16 code units, as editors do.</summary>
/// <param name="Line">The line.</param>
/// <param name="Column">The column.</param>
/// <param name="InPayload">The place in the payload that begins here, where the text is an envelope around another one; null elsewhere.</param>
public sealed record Place(int Line, int Column, Place? InPayload = null)
{
    /// <summary>The place as <c>line 3, column 5</c>.</summary>
    public override string ToString() =>
        InPayload is null ? $"line {Line}, column {Column}" : $"line {Line}, column {Column} (of its payload {InPayload})";
}
