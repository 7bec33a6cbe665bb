using PoPipeline.Configuration;
using PoPipeline.Rules.Model;

namespace PoPipeline.Tests;

/// <summary>The policy of a case: its own <c>.popipeline.yml</c>, or the default.</summary>
internal static class TestPolicy
{
    public static Policy Of(string folder) => PolicyReader.OfRepository(folder);
}
