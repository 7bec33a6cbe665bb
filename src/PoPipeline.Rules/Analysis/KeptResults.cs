using PoPipeline.Rules.Data;
using PoPipeline.Rules.Model.Pipelines;

namespace PoPipeline.Rules.Analysis;

/// <summary>Tells whether what security checks found is kept beyond the log of their run.</summary>
internal static class KeptResults
{
    // What the names of files say that hold results.
    private static readonly string[] Words = ["sarif", "report", "result", "scan", "audit", "junit", "findings", "vuln", "sbom", "bom.", "cyclonedx", "spdx", "sast", "dast", "leaks", "security", "checkstyle", ".json", ".xml", ".html"];

    /// <summary>Whether a step publishes results where somebody decides about them.</summary>
    /// <param name="step">The step.</param>
    public static bool Publishes(Step step) =>
        step.Effects.HasFlag(StepEffects.PublishesResults)
        || (step.Uses is { } uses && Catalogue.Find(uses) is { PublishesResults: true })
        || (step.Plugin is { } plugin && Catalogue.Find(ComponentKind.Library, plugin.Value) is { PublishesResults: true })
        || step.Scripts.Any(script => script.Commands.Any(command => command.Words.Any(word =>
            SecurityTools.PublishingAddresses.Any(address => word.Text.Contains(address, StringComparison.Ordinal)))));

    /// <summary>Whether a step keeps files that look like results, so that people can look at them after the run.</summary>
    /// <param name="step">The step.</param>
    public static bool Uploads(Step step)
    {
        foreach (var exchange in step.Exchanges)
        {
            // Of what is computed, or is a whole folder, nobody knows what is in it.
            if (exchange is { Kind: ExchangeKind.Upload, Readers: not ExchangeReaders.Nobody } && (exchange.Paths.IsEmpty || exchange.Paths.Any(path => MayHold(path.Value))))
            {
                return true;
            }
        }

        return false;
    }

    private static bool MayHold(string path) =>
        path.Contains('$', StringComparison.Ordinal) || !path.Contains('.', StringComparison.Ordinal) || path.Contains('*', StringComparison.Ordinal) || Array.Exists(Words, word => path.Contains(word, StringComparison.OrdinalIgnoreCase));
}
