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

        // Anchors share nodes, and a few lines of them can mean very many.
        var seen = new HashSet<YamlNode>(ReferenceEqualityComparer.Instance);
        var open = new Stack<(YamlNode Node, string? Name, string Parent)>([(root, null, "")]);
        while (open.TryPop(out var next))
        {
            if (!seen.Add(next.Node))
            {
                continue;
            }

            switch (next.Node)
            {
                case YamlScalar { IsNull: false } text:
                    Look(text, next.Name, next.Parent, credentials);
                    break;
                case YamlSequence sequence:
                    foreach (var item in sequence.Items.Reverse())
                    {
                        open.Push((item, null, next.Parent));
                    }

                    break;
                case YamlMapping mapping:
                    foreach (var entry in mapping.Entries.Reverse())
                    {
                        open.Push((entry.Value, next.Parent is Variables ? entry.Key.Value : IsPassword(next.Parent, entry.Key.Value) ? entry.Key.Value : null, entry.Value is YamlScalar ? next.Parent : entry.Key.Value));
                    }

                    break;
            }
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
