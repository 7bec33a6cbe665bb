namespace PoPipeline.Sources.Pipelines;

/// <summary>Tells by its name whether a variable that the files do not set holds a secret, where a platform gives those of its settings to every job.</summary>
internal static class SecretWords
{
    private static readonly string[] Words = ["TOKEN", "PASSWORD", "PASSWD", "PASSPHRASE", "SECRET", "CREDENTIALS", "PRIVATE_KEY", "API_KEY", "APIKEY", "ACCESS_KEY", "SSH_KEY", "AUTH_CONFIG"];

    // Shorter words, which may be parts of others.
    private static readonly string[] Endings = ["_PASS", "_PWD", "_PSW", "_PASSCODE"];

    // What tells of a secret without being one.
    private static readonly string[] Others = ["_URL", "_USER", "_USERNAME", "_ID", "_NAME", "_PATH", "_FILE", "_PUBLIC", "PUBLIC_KEY", "_EXPIRY", "_TTL", "_HEADER"];

    /// <summary>Whether the name is one of a secret.</summary>
    /// <param name="name">The name.</param>
    public static bool AreIn(string name) =>
        (Array.Exists(Words, word => name.Contains(word, StringComparison.OrdinalIgnoreCase)) || Array.Exists(Endings, ending => name.EndsWith(ending, StringComparison.OrdinalIgnoreCase))) && !Array.Exists(Others, other => name.EndsWith(other, StringComparison.OrdinalIgnoreCase));
}
