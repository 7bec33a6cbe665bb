namespace PoPipeline.Configuration;

/// <summary>The comparison of the policy of a tree with that of the branch that counts, key by key.</summary>
/// <param name="isFirst">Whether the branch has no policy, so that its values are defaults.</param>
internal sealed class PolicyJoin(bool isFirst)
{
    private readonly List<(string Key, string What, string Own, string Trusted)> loosened = [];

    /// <summary>Whether the branch has no policy, so that its values are defaults.</summary>
    public bool IsFirst { get; } = isFirst;

    /// <summary>Where less is demanded: the key, what differs, and both values as JSON.</summary>
    public IReadOnlyList<(string Key, string What, string Own, string Trusted)> Loosened => loosened;

    /// <summary>Says that less is demanded.</summary>
    public void Loosen(string key, string what, string own, string trusted) => loosened.Add((key, what, own, trusted));
}
