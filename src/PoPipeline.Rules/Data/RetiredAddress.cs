namespace PoPipeline.Rules.Data;

/// <summary>A program that scripts fetch from the network, and that its maker no longer looks after.</summary>
/// <param name="Address">Host and path.</param>
/// <param name="What">What happened, as a clause.</param>
/// <param name="Instead">What to do, as a sentence.</param>
/// <remarks>Source: https://github.com/codecov/codecov-bash and https://about.codecov.io/security-update.</remarks>
internal sealed record RetiredAddress(string Address, string What, string Instead)
{
    private static readonly RetiredAddress[] All =
    [
        new("codecov.io/bash", "in 2021 an attacker had it send the secrets of every run to himself, and since February 2022 it no longer works", "Use the program that took its place, and verify its signature."),
    ];

    /// <summary>What is known of an address; null for nothing.</summary>
    /// <param name="host">The host.</param>
    /// <param name="path">The path, with what follows it.</param>
    public static RetiredAddress? Find(string host, string path) => Array.Find(All, known => known.Address.Equals($"{host}{path.Split('?', '#')[0].TrimEnd('/')}", StringComparison.OrdinalIgnoreCase));
}
