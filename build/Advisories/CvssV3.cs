namespace PoPipeline.Build.Advisories;

/// <summary>The base score of CVSS 3.1, <see href="https://www.first.org/cvss/v3-1/specification-document"/>, section 7.1.</summary>
internal static class CvssV3
{
    private const double FirstOfMedium = 4.0;

    /// <summary>Whether a vector is of the severity low, or of none.</summary>
    public static bool IsLow(string vector)
    {
        var metrics = vector.Split('/').Select(part => part.Split(':')).Where(part => part.Length == 2).ToDictionary(part => part[0], part => part[1], StringComparer.Ordinal);
        return metrics.Keys.Intersect(["AV", "AC", "PR", "UI", "S", "C", "I", "A"], StringComparer.Ordinal).Count() == 8 && Score(metrics) < FirstOfMedium;
    }

    private static double Score(Dictionary<string, string> metrics)
    {
        var changed = metrics["S"] is "C";
        var left = (1 - Loss(metrics["C"])) * (1 - Loss(metrics["I"])) * (1 - Loss(metrics["A"]));
        var impact = changed ? (7.52 * (1 - left - 0.029)) - (3.25 * Math.Pow(1 - left - 0.02, 15)) : 6.42 * (1 - left);
        var vector = metrics["AV"] switch { "N" => 0.85, "A" => 0.62, "L" => 0.55, _ => 0.2 };
        var complexity = metrics["AC"] is "L" ? 0.77 : 0.44;
        var rights = metrics["PR"] switch { "N" => 0.85, "L" => changed ? 0.68 : 0.62, _ => changed ? 0.5 : 0.27 };
        var person = metrics["UI"] is "N" ? 0.85 : 0.62;
        var sum = impact + (8.22 * vector * complexity * rights * person);
        return impact <= 0 ? 0 : Math.Ceiling(Math.Min(changed ? 1.08 * sum : sum, 10) * 10) / 10;
    }

    private static double Loss(string metric) => metric switch { "H" => 0.56, "L" => 0.22, _ => 0 };
}
