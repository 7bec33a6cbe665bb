using System.Globalization;

namespace PoPipeline.AuditLogs;

/// <summary>That a forge did not give a page.</summary>
/// <param name="Status">The code of its answer.</param>
/// <param name="Said">What it says, safe to show; empty where it says nothing.</param>
internal sealed record AuditRefusal(int Status, string Said)
{
    /// <summary>The code and the words, as the beginning of a sentence.</summary>
    public override string ToString() => Status.ToString(CultureInfo.InvariantCulture) + (Said.Length > 0 ? $", '{Said}'" : "");
}
