using System.Collections.Immutable;
using System.Globalization;
using PoPipeline.InToto.Keys;
using PoPipeline.InToto.Metadata;
using PoPipeline.Ledger;

namespace PoPipeline.InToto.Verifying;

/// <summary>One verification by one layout, which those by its sublayouts are part of.</summary>
/// <param name="file">The layout.</param>
/// <param name="folder">The folder of the links of the whole.</param>
/// <param name="budget">What the whole may still do.</param>
/// <param name="now">The time.</param>
/// <param name="prefix">The folder of the links of this layout in that folder, with <c>/</c> at its end; empty for the whole.</param>
/// <param name="depth">How many layouts stand above it.</param>
internal sealed class VerificationRun(string file, IMetadataFolder folder, WorkBudget budget, DateTimeOffset now, string prefix = "", int depth = 0)
{
    private readonly ImmutableArray<string>.Builder signers = ImmutableArray.CreateBuilder<string>();
    private readonly ImmutableArray<string>.Builder notExecuted = ImmutableArray.CreateBuilder<string>();
    private readonly ImmutableArray<VerificationWarning>.Builder warnings = ImmutableArray.CreateBuilder<VerificationWarning>();
    private readonly Dictionary<string, StepEvidence> steps = new(StringComparer.Ordinal);
    private Layout? layout;

    /// <summary>Verifies by a layout.</summary>
    /// <param name="metadata">The layout in its envelope.</param>
    /// <param name="keys">The keys, each of which must have signed it.</param>
    /// <param name="parameters">Values for what stands in braces in it.</param>
    /// <exception cref="VerificationStop">It does not verify.</exception>
    /// <exception cref="WorkExhaustedException">It takes too much work.</exception>
    public VerificationResult Verify(SignedMetadata metadata, ImmutableArray<VerificationKey> keys, ImmutableDictionary<string, string>? parameters)
    {
        layout = metadata.Layout!;
        CheckSignatures(metadata, keys);
        CheckExpiry(layout);
        layout = Fill(layout, parameters);
        if (layout.Steps.IsEmpty)
        {
            warnings.Add(new(VerificationWarningKind.NoSteps, file, layout.Place, "The layout has no steps, so that it asks for nothing: whatever was made holds by it."));
        }

        var loaded = layout.Steps.Select(step => (Step: step, Links: Load(layout, step))).ToList();
        var counted = loaded.ConvertAll(pair => (pair.Step, Links: Count(layout, pair.Step, pair.Links)));
        var links = counted.ConvertAll(pair => (pair.Step, Links: pair.Links.Select(link => Resolve(pair.Step, link)).ToList()));
        foreach (var (step, ofStep) in links)
        {
            CheckAgreement(step, ofStep);
        }

        var reduced = links.ToDictionary(pair => pair.Step.Name, pair => pair.Links[0].Link, StringComparer.Ordinal);
        CheckRules(layout, reduced);
        notExecuted.AddRange(layout.Inspections.Select(inspection => inspection.Name));
        var summary = layout.Steps is [var first, ..]
            ? reduced[layout.Steps[^1].Name] with { Name = "", Materials = reduced[first.Name].Materials }
            : Link.Empty;
        return Result(notExecuted.Count > 0 ? VerificationState.VerifiedWithoutInspections : VerificationState.Verified, failure: null, summary);
    }

    /// <summary>What verifying came to.</summary>
    /// <param name="state">What it came to.</param>
    /// <param name="failure">Why it does not verify.</param>
    /// <param name="summary">What the supply chain took and made.</param>
    public VerificationResult Result(VerificationState state, VerificationFailure? failure, Link? summary = null) => new(
        state,
        file,
        failure,
        layout,
        signers.ToImmutable(),
        [.. layout?.Steps.Select(step => steps.GetValueOrDefault(step.Name)).OfType<StepEvidence>() ?? []],
        notExecuted.ToImmutable(),
        warnings.ToImmutable(),
        summary);

    /// <summary>Stops where the layout cannot be read.</summary>
    /// <param name="fault">What is wrong with it.</param>
    public VerificationStop Unreadable(Fault fault) => Unreadable(file, fault);

    private static VerificationStop Unreadable(string of, Fault fault) =>
        new(VerificationState.Unparsable, new VerificationFailure(FailureKind.Unreadable, $"'{Shown.Of(of)}' cannot be read: {fault.Reason} ({fault.Place}).", of, fault.Place));

    private static VerificationStop Unreadable(string of, string reason) =>
        new(VerificationState.Unparsable, new VerificationFailure(FailureKind.Unreadable, $"'{Shown.Of(of)}' cannot be read: {reason}.", of));

    private VerificationStop Failed(FailureKind kind, string reason, Place? place = null, string? step = null, string? rule = null) =>
        new(VerificationState.Failed, new VerificationFailure(kind, reason, file, place, step, rule));

    private void CheckSignatures(SignedMetadata metadata, ImmutableArray<VerificationKey> keys)
    {
        if (metadata.Kind is EnvelopeKind.SigstoreBundle || keys.IsDefaultOrEmpty)
        {
            var reason = metadata.Kind is EnvelopeKind.SigstoreBundle
                ? "It is a bundle of sigstore, whose certificate needs a trust root that is not to be had here."
                : "No key was given that could vouch for the layout. Give the public keys of those who own it.";
            throw new VerificationStop(VerificationState.NoTrustRoot, new VerificationFailure(FailureKind.LayoutSignature, reason, file));
        }

        foreach (var key in keys.DistinctBy(key => key.Material, StringComparer.Ordinal))
        {
            if (metadata.SignatureOf(key, budget.Try) is not { } signature)
            {
                var reason = metadata.Signatures.Any(signature => key.Has(signature.KeyId) && signature.Unsupported is null)
                    ? "has a signature that says it is of it, and is wrong: the layout was changed after it was signed, or another key signed it"
                    : "has no signature of it";
                throw Failed(FailureKind.LayoutSignature, $"The layout is not signed by the given key {key.KeyId}: it {reason}. Every given key must have signed it.");
            }

            signers.Add(key.KeyId);
            if (signature.KeyId.Length > 0 && !key.Has(signature.KeyId))
            {
                warnings.Add(new(VerificationWarningKind.OtherKeyId, file, signature.Place, $"The signature of the given key {key.KeyId} has the id {Shown.Of(signature.KeyId)}, which no tool gives that key, so that other tools may not find it. Sign the layout with the id of the key."));
            }
        }
    }

    private void CheckExpiry(Layout signed)
    {
        if (signed.Expires < now)
        {
            var day = signed.Expires.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
            throw new VerificationStop(VerificationState.Expired, new VerificationFailure(FailureKind.Expired, $"The layout expired at {day}. Its owners must sign it anew with a later 'expires'.", file, signed.ExpiresPlace));
        }
    }

    private Layout Fill(Layout signed, ImmutableDictionary<string, string>? parameters)
    {
        try
        {
            return parameters is null ? signed : Parameters.Fill(signed, parameters);
        }
        catch (FaultException exception)
        {
            throw Failed(FailureKind.Parameter, $"The layout cannot be filled in: {exception.Fault.Reason} ({exception.Fault.Place}).", exception.Fault.Place);
        }
    }

    private List<LoadedLink> Load(Layout signed, LayoutStep step)
    {
        List<LoadedLink> links = [];
        foreach (var id in step.KeyIds.Select(id => id.KeyId).Distinct(StringComparer.Ordinal))
        {
            var loaded = Find(prefix + LinkNames.StemOf(step.Name, id), id);
            links.Add(loaded.Metadata is not { Link: null, Layout: null } other ? loaded
                : throw Unreadable(loaded.File, new Fault(other.Statement?.Place ?? new Place(1, 1), "it holds a statement that says nothing of what a link does, where a link or a layout belongs")));
        }

        var found = links.Count(link => link.Metadata is not null);
        if (found < step.Threshold)
        {
            var evidence = links.ConvertAll(link => Evidence(signed, link, link.Metadata is null ? LinkStanding.Absent : LinkStanding.NotLookedAt, link.Metadata is null ? null : "there are too few links, so that its signature was not looked at"));
            Note(step, 0, evidence);
            throw Short(signed, step, FailureKind.MissingLinks, $"there {(found == 1 ? "is" : "are")} {found}");
        }

        return links;
    }

    private LoadedLink Find(string stem, string id)
    {
        foreach (var ending in LinkNames.Endings)
        {
            if (Read(stem + ending) is { } metadata)
            {
                return new LoadedLink(stem + ending, id, metadata);
            }
        }

        return new LoadedLink(stem + LinkNames.Endings[0], id, Metadata: null);
    }

    private SignedMetadata? Read(string name)
    {
        if (!budget.TryLook())
        {
            throw Failed(FailureKind.Limit, $"The steps name more than {Limits.Lookups} links, which is more than are looked for.");
        }

        try
        {
            if (folder.Read(name, Limits.FileLength) is not { } text)
            {
                return null;
            }

            if (!budget.TryRead(text.Length))
            {
                throw Failed(FailureKind.Limit, $"The links are more than {Limits.Files} files or {Limits.Bytes} bytes, which is more than is read.");
            }

            return SignedMetadata.Read(text).IsValue(out var metadata, out var fault) ? metadata : throw Unreadable(name, fault);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw Unreadable(name, Refusal.Of(exception));
        }
    }

    private List<LoadedLink> Count(Layout signed, LayoutStep step, List<LoadedLink> links)
    {
        List<LoadedLink> counted = [];
        List<LinkEvidence> evidence = [];
        HashSet<string> used = new(StringComparer.Ordinal);
        foreach (var link in links)
        {
            var key = signed.KeyOf(link.KeyId);
            var (standing, note) = (link.Metadata, key) switch
            {
                (null, _) => (LinkStanding.Absent, null),
                (_, null) => (LinkStanding.UnknownKey, "the layout has no such key"),
                (_, { Key: null }) => (LinkStanding.Unsupported, key.Unsupported),
                ({ } metadata, { Key: { } own }) when metadata.SignatureOf(own, budget.Try) is null => (
                    metadata.Signatures.Any(signature => own.Has(signature.KeyId) && signature.Unsupported is not null) ? LinkStanding.Unsupported : LinkStanding.NotSigned,
                    metadata.Signatures.FirstOrDefault(signature => own.Has(signature.KeyId) && signature.Unsupported is not null)?.Unsupported),
                (_, { Key: { } own }) => used.Add(own.Material) ? (LinkStanding.Counted, (string?)null) : (LinkStanding.SameKey, "its key counted before under another id"),
            };
            evidence.Add(new LinkEvidence(link.File, link.KeyId, standing, note));
            if (standing is LinkStanding.Counted)
            {
                counted.Add(link);
            }
        }

        Note(step, counted.Count, evidence);
        return counted.Count >= step.Threshold ? counted
            : throw Short(signed, step, FailureKind.Threshold, $"there {(counted.Count == 1 ? "is" : "are")} {counted.Count}");
    }

    // Where a key or its signature is not supported, whether there are enough is not known.
    private VerificationStop Short(Layout signed, LayoutStep step, FailureKind kind, string found)
    {
        var unsupported = step.KeyIds.Select(id => signed.KeyOf(id.KeyId)).FirstOrDefault(key => key?.Unsupported is not null);
        var reason = unsupported is not null ? $" The key {Shown.Of(unsupported.KeyId)} cannot be used here: {unsupported.Unsupported}."
            : step.CertificatesPlace is not null ? " Certificates may sign it, which are not supported here."
            : steps[step.Name].Links.FirstOrDefault(link => link.Standing is LinkStanding.Unsupported) is { } link ? $" The link '{Shown.Of(link.File)}' cannot be verified here: {link.Note}."
            : "";
        var what = Amount.Of(step.Threshold, "link") + (kind is FailureKind.MissingLinks ? "" : step.Threshold == 1 ? " with a good signature" : " with a good signature, each by another key");
        return Failed(reason.Length > 0 ? FailureKind.Unsupported : kind, $"The step '{Shown.Of(step.Name)}' asks for {what}, and {found}.{reason}", step.Place, step.Name);
    }

    private void Note(LayoutStep step, int counted, List<LinkEvidence> evidence) => steps[step.Name] = new StepEvidence(step.Name, step.Place, step.Threshold, counted, [.. evidence]);

    private static LinkEvidence Evidence(Layout signed, LoadedLink link, LinkStanding standing, string? note) => signed.KeyOf(link.KeyId) switch
    {
        null => new LinkEvidence(link.File, link.KeyId, LinkStanding.UnknownKey, "the layout has no such key"),
        { Unsupported: { } reason } => new LinkEvidence(link.File, link.KeyId, LinkStanding.Unsupported, reason),
        _ => new LinkEvidence(link.File, link.KeyId, standing, note),
    };

    private ResolvedLink Resolve(LayoutStep step, LoadedLink loaded)
    {
        var link = loaded.Metadata?.Link ?? VerifySublayout(step, loaded);
        if (loaded.Metadata?.Link is not null && link.Name != step.Name)
        {
            warnings.Add(new(VerificationWarningKind.OtherStep, loaded.File, Place: null, $"The link says that it is of the step '{Shown.Of(link.Name)}', and counts for the step '{Shown.Of(step.Name)}', whose name its file has, so that what one step did may pass for what another one should have done. Find out what it is a link of, and make that of the step '{Shown.Of(step.Name)}' anew."));
        }

        if (!step.ExpectedCommand.IsEmpty && !link.Command.SequenceEqual(step.ExpectedCommand, StringComparer.Ordinal))
        {
            warnings.Add(new(VerificationWarningKind.OtherCommand, loaded.File, Place: null, $"The command of the step '{Shown.Of(step.Name)}' was '{Shown.Of(string.Join(' ', link.Command))}', where '{Shown.Of(string.Join(' ', step.ExpectedCommand))}' was expected. Find out why, or have the layout say what is meant."));
        }

        return new ResolvedLink(loaded.File, link);
    }

    private Link VerifySublayout(LayoutStep step, LoadedLink loaded)
    {
        if (depth + 1 > Limits.Sublayouts)
        {
            throw Failed(FailureKind.Limit, $"Layouts stand in place of links more than {Limits.Sublayouts} levels deep, which is more than is looked at.", step.Place, step.Name);
        }

        var run = new VerificationRun(loaded.File, folder, budget, now, LinkNames.FolderBelow(loaded.File), depth + 1);
        VerificationResult result;
        try
        {
            result = run.Verify(loaded.Metadata!, [layout!.KeyOf(loaded.KeyId)!.Key!], parameters: null);
        }
        catch (VerificationStop stop)
        {
            Attach(step, loaded, run.Result(stop.State, stop.Failure));
            throw;
        }

        Attach(step, loaded, result);
        notExecuted.AddRange(result.NotExecuted.Select(inspection => $"{step.Name}/{inspection}"));
        warnings.AddRange(result.Warnings);
        return result.Summary! with { Name = step.Name };
    }

    private void Attach(LayoutStep step, LoadedLink loaded, VerificationResult result)
    {
        var evidence = steps[step.Name];
        steps[step.Name] = evidence with { Links = [.. evidence.Links.Select(link => link.KeyId == loaded.KeyId ? link with { Sublayout = result } : link)] };
    }

    private void CheckAgreement(LayoutStep step, List<ResolvedLink> links)
    {
        var first = links[0];
        if (links.Find(link => !Same(link.Link.Materials, first.Link.Materials) || !Same(link.Link.Products, first.Link.Products)) is not { } other)
        {
            return;
        }

        var differ = $"'{Shown.Of(first.File)}' and '{Shown.Of(other.File)}' differ in the artifacts of the step '{Shown.Of(step.Name)}'";
        if (step.Threshold > 1)
        {
            throw Failed(FailureKind.Disagreement, $"The links {differ}; those who did it must have had and made the same.", step.Place, step.Name);
        }

        warnings.Add(new(VerificationWarningKind.LinksDiffer, file, step.Place, $"The links {differ}. One is enough for the step, and the first of them is the one that is judged. Find out who made what, and remove the link that is not meant."));
    }

    private static bool Same(ImmutableDictionary<string, string> left, ImmutableDictionary<string, string> right) =>
        left.Count == right.Count && left.All(artifact => right.TryGetValue(artifact.Key, out var digest) && digest == artifact.Value);

    private void CheckRules(Layout signed, Dictionary<string, Link> links)
    {
        var check = new RuleCheck(links, budget);
        foreach (var step in signed.Steps)
        {
            foreach (var (rules, areProducts) in new[] { (step.Materials.Rules, false), (step.Products.Rules, true) })
            {
                if (check.Fails(links[step.Name], rules, areProducts) is var (placed, reason))
                {
                    throw Failed(
                        FailureKind.Rule,
                        $"The rule '{Shown.Of(placed.Rule.ToString())}' about the {(areProducts ? "products" : "materials")} of the step '{Shown.Of(step.Name)}' fails: {reason}.",
                        placed.Place,
                        step.Name,
                        placed.Rule.ToString());
                }
            }
        }
    }

    private sealed record LoadedLink(string File, string KeyId, SignedMetadata? Metadata);

    private sealed record ResolvedLink(string File, Link Link);
}
