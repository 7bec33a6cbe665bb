namespace PoPipeline.Rules.Calls;

/// <summary>That something is asked of a file of commands, or needed there, that no file has which is read here.</summary>
/// <param name="Name">What; empty for what runs where nobody names anything.</param>
/// <param name="Unread">What the file includes and cannot be read here, which may have it; null for nothing.</param>
internal sealed record MissingTarget(string Name, string? Unread)
{
    /// <summary>Whether only a run tells what it is.</summary>
    public bool IsComputed => Name.AsSpan().ContainsAny("$`{<");
}
