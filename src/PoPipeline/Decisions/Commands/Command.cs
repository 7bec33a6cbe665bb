namespace PoPipeline.Decisions.Commands;

/// <summary>A command of a comment.</summary>
/// <param name="Verb">What it does.</param>
/// <param name="Target">The first digits of the digest that it quotes; for a review, the entry.</param>
/// <param name="Until">The last day, for an approval.</param>
/// <param name="Reason">Why; empty where the verb takes none. Text of others.</param>
public sealed record Command(CommandVerb Verb, string Target, DateOnly? Until, string Reason)
{
    /// <summary>The least number of digits of a digest that a command must quote.</summary>
    public const int LeastDigits = 8;

    /// <summary>Writes the command as it is written in a comment.</summary>
    public override string ToString() => Verb switch
    {
        CommandVerb.Approve => $"/po approve {Target} until {Until:yyyy-MM-dd} reason: {Reason}",
        CommandVerb.Reject => $"/po reject {Target} reason: {Reason}",
        CommandVerb.Revoke => $"/po revoke {Target} reason: {Reason}",
        CommandVerb.Withdraw => $"/po withdraw {Target}",
        CommandVerb.Keep => $"/po keep {Target}",
        _ => $"/po remove {Target}",
    };
}
