namespace PoPipeline.Rules.Shell;

/// <summary>Finds the commands among the words of another one, which starts them, each as often as it finds something for it.</summary>
internal static class StartedCommands
{
    /// <summary>The commands; empty where it starts none, and null where it is no program that does so.</summary>
    /// <param name="name">The program.</param>
    /// <param name="words">Its words, the program first.</param>
    /// <remarks>Source: https://www.gnu.org/software/findutils/manual/html_mono/find.html#Run-Commands.</remarks>
    public static List<List<ReadWord>>? Of(string name, List<ReadWord> words)
    {
        if (name is not ("find" or "gfind"))
        {
            return null;
        }

        var found = new List<List<ReadWord>>();
        var start = -1;
        for (var index = 1; index < words.Count; index++)
        {
            if (start < 0)
            {
                start = words[index].Text is "-exec" or "-execdir" or "-ok" or "-okdir" ? index + 1 : -1;
            }
            else if (IsEnd(words, index))
            {
                // One that does not end is none, and 'find' says so.
                if (index > start)
                {
                    found.Add(words[start..index]);
                }

                start = -1;
            }
        }

        return found;
    }

    /// <summary>Whether a command of 'find' makes it fail when it fails: only where it takes many files at once, <c>-exec … {} +</c>.</summary>
    /// <param name="outer">The command that starts it.</param>
    /// <param name="started">The command.</param>
    public static bool FailsWith(Command outer, Command started)
    {
        foreach (var word in outer.Words)
        {
            if (word.Offset >= started.Offset + started.Length)
            {
                return word.Text is "+";
            }
        }

        return false;
    }

    private static bool IsEnd(List<ReadWord> words, int index) => words[index].Text is ";" || (words[index].Text is "+" && words[index - 1].Text is "{}");
}
