using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Results;

namespace PoPipeline.Outputs;

/// <summary>Several places in few words.</summary>
internal static class Places
{
    /// <summary>Where a finding is, for people: its place in a file, or the setting that it is about.</summary>
    public static string Shown(Finding finding) => finding.Setting?.Name ?? finding.Place.ToString();

    /// <summary>The places one by one, the path only where it changes: <c>ci.yml:3:7</c>, <c>9:7</c>, <c>build.yml:1:1</c>.</summary>
    public static IEnumerable<string> Short(IEnumerable<Place> places)
    {
        string? path = null;
        foreach (var place in places)
        {
            yield return place.Path == path ? $"{place.Region.StartLine}:{place.Region.StartColumn}" : place.ToString();
            path = place.Path;
        }
    }
}
