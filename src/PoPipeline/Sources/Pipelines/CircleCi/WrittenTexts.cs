using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.CircleCi;

/// <summary>Finds the literal credentials in every text of a file, also in what never runs.</summary>
internal static class WrittenTexts
{
    private const string Variables = "environment";

    // What is a password wherever it is written out.
    private static readonly string[] Passwords = ["auth", "aws_auth"];

    /// <summary>Looks through a file.</summary>
    /// <param name="root">The file; null where it holds nothing.</param>
    /// <param name="credentials">Takes what is found.</param>
    public static void Mask(YamlNode? root, CredentialTexts credentials)
    {
        if (root is null)
        {
            return;
        }

        var texts = YamlTexts.In<(string? Name, string Parent)>(
            root,
            start: (null, ""),
            static (said, _, entry) => (said.Parent is Variables || IsPassword(said.Parent, entry.Key.Value) ? entry.Key.Value : null, entry.Value is YamlScalar ? said.Parent : entry.Key.Value),
            static said => (null, said.Parent));
        foreach (var (said, text) in texts.Where(found => !found.Text.IsNull))
        {
            Look(text, said.Name, said.Parent, credentials);
        }
    }

    private static bool IsPassword(string parent, string key) => Passwords.Contains(parent, StringComparer.Ordinal) && key is "password" or "aws_secret_access_key";

    private static void Look(YamlScalar text, string? name, string parent, CredentialTexts credentials)
    {
        var isLooked = text.Value.Contains('$', StringComparison.Ordinal) || Marks.MayBeIn(text.Value);
        if (name is not null && parent is not Variables && !isLooked)
        {
            _ = credentials.Password(text, name is "password" ? "password of a container registry" : "AWS secret access key", $"values/{name}");
            return;
        }

        // A list of variables has each with its name.
        var split = name is null && parent is Variables ? text.Value.IndexOf('=', StringComparison.Ordinal) : -1;
        _ = split > 0 ? credentials.MaskedPair(text, split, $"values/{text.Value[..split].Trim()}") : credentials.Masked(text, name, name is null ? "values" : $"values/{name}");
    }
}
