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
    public ImmutableArray<TrackedIssue> Of(ImmutableArray<FolderRecord> records) =>
    [
        .. records
            .GroupBy(record => record.Folder, StringComparer.Ordinal)
            .Select(group => (Request: group.FirstOrDefault(record => record.IsRequest), Comments: group.Where(record => !record.IsRequest)))
            .Where(group => group.Request is not null)
            .Select(group => Issue(group.Request!, group.Comments))
            .OrderBy(issue => issue.Order),
    ];

    private TrackedIssue Issue(FolderRecord request, IEnumerable<FolderRecord> comments)
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
            Comments = [.. comments.Select(Comment)],
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
    };

    private static Fact<TrackedEdit?> Edit(FolderRecord record) => Fact<TrackedEdit?>.Known(
        record.Provenance?.LastChange is { } change ? new TrackedEdit(FolderAccounts.Of(change), change.At) : null);
}
