namespace PoPipeline.Rules.Builds;

/// <summary>The installs of one pipeline that may be of any of several projects: the first of a kind leave as much open as all of them, and each holds for all those projects.</summary>
internal sealed class OpenInstalls
{
    private const int MostOfAKind = 50;

    private readonly Dictionary<int, int> counts = [];

    /// <summary>Adds one; false where there are enough of its kind.</summary>
    /// <param name="install">The install.</param>
    public bool Add(ProjectInstall install)
    {
        var kind = ((int)install.Act.Ecosystem * 2) + (install.IsOpen ? 1 : 0);
        return (counts[kind] = counts.GetValueOrDefault(kind) + 1) <= MostOfAKind;
    }
}
