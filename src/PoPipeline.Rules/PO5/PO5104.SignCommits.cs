using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Results;
using PoPipeline.Rules.Model.Settings;
using PoPipeline.Rules.Settings;

namespace PoPipeline.Rules.PO5;

/// <summary>PO5104: the latest commits are signed by whom they say.</summary>
public sealed class PO5104SignCommits : RepositoryRule
{
    private const int MostNamed = 5;
    private const int Shown = 10;

    /// <inheritdoc/>
    public override string Summary => "The latest commits of the default branch are signed by whom they say.";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Medium;

    /// <inheritdoc/>
    public override ImmutableArray<int> Weaknesses => [345];

    /// <inheritdoc/>
    public override ImmutableArray<ForgeSetting> Settings => [ForgeSetting.CommitSignatures];

    /// <inheritdoc/>
    protected override Verdict Look(RepositorySettings repository, SettingsView view)
    {
        ArgumentNullException.ThrowIfNull(repository);
        ArgumentNullException.ThrowIfNull(view);
        var what = $"the signatures of the latest commits of '{repository.Name}'";
        return Of(repository.History, what, history =>
        {
            var wrong = history.Commits.Where(commit => commit.State is SignatureState.None or SignatureState.Unverified).ToImmutableArray();
            var open = history.Commits.Count(commit => commit.State is SignatureState.Unknown);
            var verified = history.Commits.Count(commit => commit.State is SignatureState.Verified);
            return history.Commits.IsEmpty ? Verdict.NotApplicable($"'{repository.Name}' has no commit.") : Seen(
                $"{verified} of the latest {Counted.Of(history.Commits.Length, "commit")} of '{repository.Name}' {(verified == 1 ? "is" : "are")} signed by whom they say.",
                wrong.IsEmpty ? [] : [FindingOf(repository, wrong, history.Commits.Length, view)],
                open == 0 ? [] : [new Gap(what, $"the forge could not verify {Counted.Of(open, "of them", "of them")} for now", Failed: true)]);
        });
    }

    private static Finding FindingOf(RepositorySettings repository, ImmutableArray<CommitSignature> wrong, int all, SettingsView view)
    {
        var named = wrong.Take(MostNamed).Select(commit => $"'{commit.Commit[..Math.Min(Shown, commit.Commit.Length)]}' ({WhatOf(commit)})");
        var rest = wrong.Length > MostNamed ? $" and {wrong.Length - MostNamed} more" : "";
        return view.On(
            repository,
            "commits",
            $"Of the latest {Counted.Of(all, "commit")} of the default branch of '{repository.Name}', {Counted.Of(wrong.Length, "is", "are")} not signed by whom they say: {string.Join(", ", named)}{rest}. "
                + "Whoever can push names anybody as the author, so that nobody can tell afterwards who wrote what is built. Have everybody sign their commits with a key that the forge knows, and let PO5103 demand it.") with
        {
            // Commits follow one another; what a decision is about is how they fall short.
            Evidence = string.Join('\n', wrong.Select(WhatOf).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)),
        };
    }

    private static string WhatOf(CommitSignature commit) => commit.State is SignatureState.None ? "unsigned" : commit.Reason is { } reason ? $"signed, but {reason}" : "signed, but not verified";
}
