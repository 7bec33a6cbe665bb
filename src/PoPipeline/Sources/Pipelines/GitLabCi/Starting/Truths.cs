namespace PoPipeline.Sources.Pipelines.GitLabCi.Starting;

/// <summary>Short ways to join what holds.</summary>
internal static class Truths
{
    /// <summary>The truth of what is known.</summary>
    public static Truth Of(bool value) => value ? Truth.True : Truth.False;

    /// <summary>The opposite.</summary>
    public static Truth Not(this Truth truth) => (Truth)((int)Truth.True - (int)truth);

    /// <summary>Whether both hold.</summary>
    public static Truth And(this Truth left, Truth right) => left < right ? left : right;

    /// <summary>Whether one of them holds.</summary>
    public static Truth Or(this Truth left, Truth right) => left > right ? left : right;
}
