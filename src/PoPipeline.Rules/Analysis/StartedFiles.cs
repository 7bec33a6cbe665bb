using PoPipeline.Rules.Shell;

namespace PoPipeline.Rules.Analysis;

/// <summary>Which files a command runs.</summary>
public static class StartedFiles
{
    /// <summary>Their names, without their folders, and the name of the program itself.</summary>
    /// <param name="command">The command.</param>
    public static IEnumerable<string> Of(Command command)
    {
        ArgumentNullException.ThrowIfNull(command);

        // What is made runnable runs later.
        return command.Name is "chmod" ? [] : Downloads.RunBy(command);
    }
}
