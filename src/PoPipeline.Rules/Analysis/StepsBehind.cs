using System.Collections.Immutable;
using PoPipeline.Rules.Model.Pipelines;

namespace PoPipeline.Rules.Analysis;

/// <summary>What the steps behind a step do with the credentials that it leaves in the workspace.</summary>
/// <remarks>Each is made of the one behind it, so that a job of many checkouts is walked over once and not once for each of them.</remarks>
internal sealed record StepsBehind
{
    // The last step of a job has nothing behind it.
    private static readonly StepsBehind None = new();

    // By its folder. The number of an upload, counted from the end, tells which of two comes first.
    private ImmutableDictionary<string, Upload> Uploads { get; init; } = ImmutableDictionary.Create<string, Upload>(StringComparer.Ordinal);

    private Upload? WholeUpload { get; init; }

    // By the file that they take.
    private ImmutableDictionary<string, Upload> Files { get; init; } = ImmutableDictionary.Create<string, Upload>(StringComparer.Ordinal);

    private int Count { get; init; }

    // Of all steps: reused code is known not to need them and every script could be read; has only local commands; names no git, or only local commands of it.
    private bool AreKnown { get; init; } = true;

    private bool AreLocal { get; init; } = true;

    private bool AreWithoutGit { get; init; } = true;

    private bool AreLocalWithGit { get; init; } = true;

    /// <summary>Whether one of them pushes with the credentials.</summary>
    public bool Push { get; private init; }

    /// <summary>Says it for each step of a job, in the order of the steps.</summary>
    public static ImmutableArray<StepsBehind> Each(Job job)
    {
        var each = new StepsBehind[job.Steps.Length];
        var behind = None;
        for (var index = each.Length - 1; index >= 0; index--)
        {
            each[index] = behind;
            behind = behind.With(job.Steps[index]);
        }

        return [.. each];
    }

    /// <summary>The first upload that takes along what a checkout left; null where none does.</summary>
    public Exchange? UploadOf(Checkout checkout)
    {
        var own = checkout.Directory?.TrimEnd('/') is { } folder ? Uploads.GetValueOrDefault(folder) : null;
        return own is null || WholeUpload?.FromEnd > own?.FromEnd ? WholeUpload?.Exchange : own?.Exchange;
    }

    /// <summary>Whether all of them get by without the credentials that a checkout left.</summary>
    /// <param name="checkout">The step that checks out.</param>
    /// <param name="isReadOnly">Whether the job's token is known to be unable to write.</param>
    public bool NeedNoCredentials(Step checkout, bool isReadOnly)
    {
        // What is checked out with a token or a key of its own can be pushed by it, whatever the job's token may do.
        var isOwn = !checkout.Inputs.Any(input => input.Name.Contains("token", StringComparison.OrdinalIgnoreCase) || input.Name.Contains("key", StringComparison.OrdinalIgnoreCase));

        // A part of the history that was left out is fetched when it is looked at.
        var isWhole = !checkout.Inputs.Any(input => input.Name.Equals("filter", StringComparison.OrdinalIgnoreCase));
        return AreKnown && (AreLocal || (isOwn && isReadOnly)) && (isWhole ? AreLocalWithGit : AreWithoutGit);
    }

    private StepsBehind With(Step step)
    {
        var isLocal = step.Scripts.All(LocalCommands.AreAll);
        var git = step.Scripts.Where(script => script.Text.Contains("git ", StringComparison.Ordinal)).ToImmutableArray();
        var with = this with
        {
            Push = Push || KeptCredentials.Pushes(step),
            AreKnown = AreKnown
                && (step.Uses is null || step.Effects.HasFlag(StepEffects.OnlyReadsCode) || step.Effects.HasFlag(StepEffects.LeavesGit))
                && step.Scripts.All(script => script.Commands.Length > 0),
            AreLocal = AreLocal && isLocal,
            AreWithoutGit = AreWithoutGit && git.IsEmpty,
            AreLocalWithGit = AreLocalWithGit && (isLocal || git.All(LocalCommands.AreAll)),
        };

        // From the last to the first, so that the first one is what stays.
        with = step.Exchanges.Reverse().Aggregate(with, (behind, exchange) => behind.With(exchange));
        var packed = with.Files.IsEmpty ? null : step.Scripts.SelectMany(script => script.Commands).Select(KeptCredentials.PackOf).Select(file => file is null ? null : with.Files.GetValueOrDefault(file)).FirstOrDefault(upload => upload is not null);
        return packed is null ? with : with with { WholeUpload = packed };
    }

    private StepsBehind With(Exchange exchange)
    {
        if (exchange.Kind is not ExchangeKind.Upload)
        {
            return this;
        }

        var upload = new Upload(Count + 1, exchange);
        var folders = KeptCredentials.LeaveFrom(exchange).ToImmutableArray();
        return this with
        {
            Count = Count + 1,
            Files = exchange.Paths.Aggregate(Files, (files, path) => files.SetItem(KeptCredentials.NameOf(path.Value), upload)),
            WholeUpload = folders.Contains(null) ? upload : WholeUpload,
            Uploads = folders.OfType<string>().Aggregate(Uploads, (uploads, folder) => uploads.SetItem(folder, upload)),
        };
    }

    private sealed record Upload(int FromEnd, Exchange Exchange);
}
