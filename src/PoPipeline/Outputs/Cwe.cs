namespace PoPipeline.Outputs;

/// <summary>The Common Weakness Enumeration.</summary>
internal static class Cwe
{
    /// <summary>The page of a weakness.</summary>
    /// <param name="number">Its number.</param>
    public static Uri PageOf(int number) => new($"https://cwe.mitre.org/data/definitions/{number}.html");
}
