namespace PoPipeline.InToto;

/// <summary>What is wrong with a text.</summary>
/// <param name="Place">Where.</param>
/// <param name="Reason">What is wrong, as a clause: "it is not JSON".</param>
public sealed record Fault(Place Place, string Reason)
{
    /// <summary>The fault as <c>line 3, column 5: it is not JSON</c>.</summary>
    public override string ToString() => $"{Place}: {Reason}";
}
