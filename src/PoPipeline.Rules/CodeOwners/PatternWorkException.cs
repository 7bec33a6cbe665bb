namespace PoPipeline.Rules.CodeOwners;

/// <summary>
/// Thrown where holding files against patterns takes far more work than any honest CODEOWNERS file asks for: a file can be written so
/// that every name has to be tried against every pattern.
/// </summary>
public sealed class PatternWorkException : Exception
{
    private const string Text = "its patterns take too much work to be held against the files";

    /// <summary>Says so.</summary>
    public PatternWorkException()
        : base(Text)
    {
    }

    /// <summary>Says something else.</summary>
    public PatternWorkException(string message)
        : base(message)
    {
    }

    /// <summary>Says something else, and why.</summary>
    public PatternWorkException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
