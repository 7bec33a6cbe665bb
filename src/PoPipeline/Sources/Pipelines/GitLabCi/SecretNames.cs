using PoPipeline.Rules.Data;

namespace PoPipeline.Sources.Pipelines.GitLabCi;

/// <summary>Tells the variables that hold secrets: GitLab's own, and those of the settings, whose names are all that the files show.</summary>
internal static class SecretNames
{
    private static readonly string[] Words = ["TOKEN", "PASSWORD", "PASSWD", "PASSPHRASE", "SECRET", "CREDENTIALS", "PRIVATE_KEY", "API_KEY", "APIKEY", "ACCESS_KEY", "SSH_KEY", "AUTH_CONFIG"];

    // What tells of a secret without being one.
    private static readonly string[] Others = ["_URL", "_USER", "_USERNAME", "_ID", "_NAME", "_PATH", "_FILE", "_PUBLIC", "PUBLIC_KEY", "_EXPIRY", "_TTL", "_HEADER"];

    /// <summary>Whether a variable that the files do not set holds a secret, by its name.</summary>
    /// <param name="name">The name.</param>
    public static bool IsSecret(string name) =>
        PredefinedVariables.Find(name) is { } known ? known.IsSecret
        : Array.Exists(Words, word => name.Contains(word, StringComparison.OrdinalIgnoreCase)) && !Array.Exists(Others, other => name.EndsWith(other, StringComparison.OrdinalIgnoreCase));
}
