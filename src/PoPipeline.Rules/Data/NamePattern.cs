namespace PoPipeline.Rules.Data;

/// <summary>A name of the catalogue with a star at its start, at its end, or at both, which stands for anything; case is ignored.</summary>
internal static class NamePattern
{
    /// <summary>What stands for every name.</summary>
    public const string Every = "*";

    /// <summary>Whether a name is meant.</summary>
    public static bool Matches(string pattern, string name)
    {
        var core = pattern.AsSpan().Trim('*');
        return (pattern.StartsWith('*'), pattern.EndsWith('*')) switch
        {
            (true, true) => name.AsSpan().Contains(core, StringComparison.OrdinalIgnoreCase),
            (true, false) => name.AsSpan().EndsWith(core, StringComparison.OrdinalIgnoreCase),
            (false, true) => name.AsSpan().StartsWith(core, StringComparison.OrdinalIgnoreCase),
            _ => pattern.Equals(name, StringComparison.OrdinalIgnoreCase),
        };
    }
}
