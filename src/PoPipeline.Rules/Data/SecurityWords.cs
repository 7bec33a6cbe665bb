using System.Collections.Immutable;

namespace PoPipeline.Rules.Data;

/// <summary>
/// The words by which an item of a checklist is known to be about security. Collected by hand; each matches at the start of a word. Words that
/// are about anything else as often ("token", "permission", "review", "audit") are not here: a policy names its own.
/// </summary>
internal static class SecurityWords
{
    /// <summary>The words, case ignored.</summary>
    public static ImmutableArray<string> All { get; } =
    [
        // What it is about.
        "security", "secure", "insecure", "vulnerab", "threat", "attack", "exploit", "malicious", "hostile", "untrusted", "weakness",
        "hardening", "supply chain", "supply-chain",

        // What is protected.
        "secret", "credential", "password", "passphrase", "private key", "api key", "access token", "sensitive data", "sensitive information",
        "confidential", "personal data", "personally identifiable",

        // How it is protected.
        "authenticat", "authoriz", "authoris", "access control", "privilege", "encrypt", "cryptograph", "sanitiz", "sanitis", "input validation",
        "validate input", "input is validated", "inputs are validated", "output encoding",

        // What goes wrong.
        "injection", "xss", "cross-site", "csrf", "ssrf", "path traversal", "deserializ", "deserialis",

        // Names of the trade.
        "cve", "cwe", "owasp", "asvs", "sast", "dast", "sbom", "ssdf", "penetration test", "pentest", "dependency scan", "dependency review",
    ];
}
