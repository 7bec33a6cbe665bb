using System.Collections.Immutable;
using PoPipeline.Decisions.Requests;
using PoPipeline.Decisions.Trackers.Folder.History;
using PoPipeline.Decisions.Trackers.Folder.Signatures;
using PoPipeline.Rules.Model;

namespace PoPipeline.Decisions.Trackers.Folder;

/// <summary>Makes issues and comments of files.</summary>
/// <param name="folder">The folder of all requests, relative to the root.</param>
/// <param name="self">Who runs this.</param>
/// <param name="files">The working tree.</param>
/// <param name="signatures">The check of signatures; null where commits need none.</param>
internal sealed class FolderIssues(string folder, Account self, FolderFiles files, CommitSignatures? signatures)
{
    /// <summary>Makes the issues, by order. A folder without a request is none.</summary>
    /// <param name="records">The files.</param>
    public ImmutableArray<TrackedIssue> Of(ImmutableArray<FolderRecord> records) => Of(new FolderReading(records, [])).Issues;

    /// <summary>Makes the issues that are there, and those that were.</summary>
    /// <param name="reading">The files.</param>
    public TrackerReading Of(FolderReading reading)
    {
        var lost = reading.Lost.ToLookup(record => record.Folder, StringComparer.Ordinal);
        var there = reading.Records.ToLookup(record => record.Folder, StringComparer.Ordinal);
        var places = there.Select(group => group.Key).Union(lost.Select(group => group.Key), StringComparer.Ordinal).Select(name => Place([.. there[name]], [.. lost[name]])).ToList();
        return new TrackerReading
        {
            Issues = [.. places.Select(place => place.Issue).OfType<TrackedIssue>().OrderBy(issue => issue.Order)],
            Lost = [.. places.SelectMany(place => place.Lost).OrderBy(issue => issue.Order)],
        };
    }

    private (TrackedIssue? Issue, ImmutableArray<TrackedIssue> Lost) Place(ImmutableArray<FolderRecord> records, ImmutableArray<LostRecord> lost)
    {
        var request = records.FirstOrDefault(record => record.IsRequest);
        ImmutableArray<TrackedComment> comments = [.. records.Where(record => !record.IsRequest).Select(Comment)];
        ImmutableArray<TrackedComment> gone = [.. lost.Where(record => !record.IsRequest).Select(Comment).Where(comment => !comments.Any(other => IsAsGood(other, comment)))];
        var issue = request is null ? null : Issue(request) with { Comments = comments, Lost = gone };
        return
        (
            issue,
            [
                .. lost.Where(record => record.IsRequest)
                    .Select(record => Issue(record) with { Lost = [.. comments, .. gone] })
                    .Where(other => issue is null || !IsAsGood(issue, other)),
            ]
        );
    }

    // Whoever takes something away and brings it back themselves has taken nothing away.
    private static bool IsAsGood(TrackedComment there, TrackedComment lost) =>
        there.Id == lost.Id && there.Body == lost.Body && there.Author.Id == lost.Author.Id && there is { Unproven: null, LastEdit.Value: null };

    private static bool IsAsGood(TrackedIssue there, TrackedIssue lost) =>
        there.Body == lost.Body && there.Author.Id == lost.Author.Id && there is { Unproven: null, LastEdit.Value: null };

    private TrackedIssue Issue(FolderRecord request)
    {
        var text = RequestText.Read(request.Text.Text, request.Folder);
        var asked = RequestBlock.Read(text.Body, out _);
        return new TrackedIssue
        {
            Id = $"{folder}/{request.Folder}",
            Name = request.Folder,
            Order = request.Order,
            Title = text.Title,
            Body = text.Body,

            // Nothing but its own word says who wrote what is not committed, and one's own word counts for nobody else.
            Author = request.Provenance is { } from ? FolderAccounts.Of(from.Added) : asked?.Requester.Id == self.Id ? self : FolderAccounts.Program,
            CreatedAt = request.Provenance?.Added.At ?? asked?.CreatedAt ?? files.WrittenAt(request.Path),
            LastEdit = Edit(request),
            IsOpen = true,
            Unproven = request.Fault ?? (request.Provenance is { } signed ? signatures?.Fault(signed.Added) : null),
        };
    }

    private TrackedIssue Issue(LostRecord request)
    {
        var text = RequestText.Read(request.Text.Text, request.Folder);
        return new TrackedIssue
        {
            Id = $"{folder}/{request.Folder}",
            Name = request.Folder,
            Order = request.Order,
            Title = text.Title,
            Body = text.Body,
            Author = FolderAccounts.Of(request.Added),
            CreatedAt = request.Added.At,
            LastEdit = Fact<TrackedEdit?>.Known(null),
            IsOpen = false,
            Removal = Removal(request),
            Unproven = request.Text.Fault ?? signatures?.Fault(request.Added),
        };
    }

    private TrackedComment Comment(FolderRecord record) => new()
    {
        Id = $"{folder}/{record.Path}",
        Order = record.Order,
        Author = record.Provenance is { } from ? FolderAccounts.Of(from.Added) : self,
        Body = record.Text.Text,
        CreatedAt = record.Provenance?.Added.At ?? files.WrittenAt(record.Path),
        LastEdit = Edit(record),
        Unproven = record.Fault ?? (record.Provenance is { } signed ? signatures?.Fault(signed.Added) : null),
        SignedBy = record.Provenance is { } by ? signatures?.KeyOf(by.Added) ?? [] : [],
    };

    private TrackedComment Comment(LostRecord record) => new()
    {
        Id = $"{folder}/{record.Path}",
        Order = record.Order,
        Author = FolderAccounts.Of(record.Added),
        Body = record.Text.Text,
        CreatedAt = record.Added.At,
        LastEdit = Fact<TrackedEdit?>.Known(null),
        Removal = Removal(record),
        Unproven = record.Text.Fault ?? signatures?.Fault(record.Added),
        SignedBy = signatures?.KeyOf(record.Added) ?? [],
    };

    private TrackedRemoval? Removal(LostRecord record) =>
        record.Ended is { } ended ? new TrackedRemoval(FolderAccounts.Of(ended), ended.At, signatures?.Fault(ended)) { File = $"{folder}/{record.Path}", Commit = ended.Id } : null;

    private Fact<TrackedEdit?> Edit(FolderRecord record)
    {
        var (first, last) = (EditOf(record, record.Provenance?.FirstChange), EditOf(record, record.Provenance?.LastChange));
        return Fact<TrackedEdit?>.Known(last is null || last.Commit == first?.Commit ? last : last with { First = first });
    }

    private TrackedEdit? EditOf(FolderRecord record, CommitFacts? change) =>
        change is null ? null : new TrackedEdit(FolderAccounts.Of(change), change.At) { File = $"{folder}/{record.Path}", Commit = change.Id };
}
