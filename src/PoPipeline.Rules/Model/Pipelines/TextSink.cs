namespace PoPipeline.Rules.Model.Pipelines;

/// <summary>A place where a text becomes more than data.</summary>
/// <param name="Kind">What it becomes.</param>
/// <param name="Value">Who controls the text.</param>
/// <param name="Text">What stands there, as written: <c>$TITLE</c>.</param>
/// <param name="Program">The program that takes it so; empty where the shell does.</param>
/// <param name="Place">Where.</param>
/// <param name="Offset">The offset in the script, from 0.</param>
public sealed record TextSink(SinkKind Kind, Provenance Value, string Text, string Program, Place Place, int Offset);

/// <summary>What a text becomes where it is more than data.</summary>
public enum SinkKind
{
    /// <summary>A program text, or a part of one.</summary>
    Code,

    /// <summary>Arguments of a program, more than one, or options.</summary>
    Arguments,

    /// <summary>Several arguments of a program of the repository, of which nobody knows what it does with them.</summary>
    Words,

    /// <summary>A part of the path of a file that is run.</summary>
    Path,

    /// <summary>A part of a filter, which chooses what a program reads and gives, the environment included.</summary>
    Filter,

    /// <summary>A part of what an agent is told to do.</summary>
    Prompt,

    /// <summary>Variables of the steps behind, whichever the text names.</summary>
    Variables,

    /// <summary>A part of a script that the shells of the steps behind read before their own.</summary>
    Sourced,

    /// <summary>The value of one variable of the steps behind.</summary>
    Variable,

    /// <summary>A value of several lines between delimiters, one of which the text may hold, since it is the same in every run.</summary>
    Delimited,

    /// <summary>A folder in which the steps behind look for programs.</summary>
    SearchPath,

    /// <summary>Outputs, whichever the text names, beside those that the script means to write.</summary>
    Outputs,

    /// <summary>Lines of the log, in a script that writes outputs by such lines.</summary>
    LogLines,

    /// <summary>Variables of the step itself, whichever the text names.</summary>
    Environment,
}
