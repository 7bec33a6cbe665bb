namespace PoPipeline.Rules.Analysis;

/// <summary>Which names tell of a file that it holds secrets.</summary>
internal static class SecretFileNames
{
    private static readonly string[] Names =
        [".env", ".netrc", ".npmrc", ".pypirc", ".pgpass", ".git-credentials", "id_rsa", "id_dsa", "id_ecdsa", "id_ed25519", "credentials.json", "service-account.json", "kubeconfig", ".vault-token", ".terraformrc"];

    private static readonly string[] Endings = [".p12", ".pfx", ".jks", ".keystore", ".kdbx", ".ppk", "-key.pem", "_key.pem", ".key.pem", "privkey.pem"];

    // What ends so shows which settings there are, without their values.
    private static readonly string[] Examples = [".example", ".sample", ".template", ".dist", ".defaults", ".test", ".tpl", ".ci"];

    // Folders in which programs keep keys, and the one of the user, in which those lie.
    private static readonly string[] Folders = [".ssh", ".aws", ".gnupg", ".kube"];
    private static readonly string[] Homes = ["~", "$HOME", "/root", "/home/circleci"];

    /// <summary>Whether the name of a file tells that it holds secrets.</summary>
    /// <param name="path">The path.</param>
    public static bool IsOne(string path)
    {
        var trimmed = path.Trim().TrimEnd('/');
        if (Homes.Contains(trimmed, StringComparer.Ordinal) || Folders.Any(folder => trimmed == folder || trimmed.EndsWith("/" + folder, StringComparison.Ordinal)))
        {
            return true;
        }

        var name = path.Trim().Split('/', '\\')[^1];
        return !path.TrimStart().StartsWith('!')
            && !Examples.Any(ending => name.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
            && (Names.Contains(name, StringComparer.OrdinalIgnoreCase) || name.StartsWith(".env.", StringComparison.OrdinalIgnoreCase) || Endings.Any(ending => name.EndsWith(ending, StringComparison.OrdinalIgnoreCase)));
    }
}
