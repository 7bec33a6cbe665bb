namespace PoPipeline.Sources.Pipelines.GitLabCi;

/// <summary>Tells the variables that hold secrets: GitLab's own, and those of the settings, whose names are all that the files show.</summary>
internal static class SecretNames
{
    /// <summary>Whether a variable that the files do not set holds a secret, by its name.</summary>
    /// <param name="name">The name.</param>
    public static bool IsSecret(string name) =>
        PredefinedVariables.Find(name) is { } known ? known.IsSecret : SecretWords.AreIn(name);
}
