using PoPipeline.Rules.Credentials;
using PoPipeline.Rules.Model.Commands;
using PoPipeline.Sources.Projects.Reading;

namespace PoPipeline.Sources.Commands;

/// <summary>One kind of files that hold commands.</summary>
internal abstract class CommandFormat
{
    /// <summary>What runs them.</summary>
    public abstract CommandFileKind Kind { get; }

    /// <summary>Whether only what a file holds tells that it is one, so that one that cannot be read is none.</summary>
    public virtual bool IsToldByText => false;

    /// <summary>Whether a file may be one, by its path.</summary>
    /// <param name="path">The path, relative to the root.</param>
    /// <param name="name">The last part of it.</param>
    public abstract bool IsNamed(ReadOnlySpan<char> path, ReadOnlySpan<char> name);

    /// <summary>Reads a file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="exists">Whether the repository has a file, by its path.</param>
    /// <returns>What it holds; null where it holds no commands, whatever it is called.</returns>
    public CommandFile? Read(SourceFile file, Predicate<string> exists) => Read(file, exists, ToldVariables.None);

    /// <summary>What reads a file again for the variables that somebody sets.</summary>
    /// <param name="file">The file.</param>
    /// <param name="exists">Whether the repository has a file, by its path.</param>
    public Func<ToldVariables, CommandFile> Again(SourceFile file, Predicate<string> exists) => told => Read(file, exists, told) ?? new CommandFile { Path = file.Path, Kind = Kind };

    private CommandFile? Read(SourceFile file, Predicate<string> exists, ToldVariables told)
    {
        if (file.Fault is { } fault)
        {
            return IsToldByText ? null : new CommandFile { Path = file.Path, Kind = Kind, Unreadable = fault };
        }

        var found = new FoundCommands(exists, told);
        try
        {
            Read(file, new LinedText(file.Path, file.Text), found);
        }
        catch (Exception exception) when (TextFault.Of(exception) is { } reason)
        {
            found.Refuse(reason);
        }

        // Where somebody sets what it asks for it is read again: what follows from it may be anything.
        var asks = told.IsEmpty && (found.Asks.Count > 0 || found.AsksEnvironment.Count > 0);
        return found.IsEmpty || (IsToldByText && found.Targets.IsEmpty && found.Includes.IsEmpty)
            ? null
            : new CommandFile
            {
                Path = file.Path,
                Kind = Kind,
                Unreadable = found.Unreadable,
                Targets = found.Targets,
                Includes = found.Includes,
                Asks = [.. found.Asks],
                AsksEnvironment = [.. found.AsksEnvironment],
                Source = asks ? CredentialFormats.MaskAll(file.Text) : null,
                With = asks ? Again(file, exists) : null,
                Frontend = found.Frontend,
            };
    }

    /// <summary>Reads a file; what it throws for text of another format is caught.</summary>
    /// <param name="file">The file.</param>
    /// <param name="text">Its text.</param>
    /// <param name="found">Takes what it holds.</param>
    protected abstract void Read(SourceFile file, LinedText text, FoundCommands found);
}
