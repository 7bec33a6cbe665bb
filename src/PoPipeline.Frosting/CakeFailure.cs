using Cake.Core;
using PoPipeline.Running;

namespace PoPipeline.Frosting;

/// <summary>Ends a build as a run ended.</summary>
internal static class CakeFailure
{
    /// <summary>The same end in the words of Cake, whose host ends with its exit code and prints its reason.</summary>
    /// <param name="failure">How the run ended.</param>
    public static CakeException Of(RunException failure) =>
#pragma warning disable RS0030 // This is what the ban leads to: the reason was escaped where the run failed.
        new((int)failure.Code, failure.Message, failure);
#pragma warning restore RS0030
}
