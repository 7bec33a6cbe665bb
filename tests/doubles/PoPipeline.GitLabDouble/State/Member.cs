namespace PoPipeline.Doubles.GitLab.State;

/// <summary>A membership.</summary>
/// <param name="User">Who.</param>
/// <param name="Level">The role.</param>
/// <param name="CreatedAt">Since when.</param>
/// <param name="ExpiresAt">The last day; none when null. A member stays listed after it, until somebody removes the member.</param>
internal sealed record Member(User User, AccessLevel Level, DateTimeOffset CreatedAt, DateOnly? ExpiresAt)
{
    /// <summary><c>active</c> or <c>awaiting</c>.</summary>
    public string MembershipState { get; init; } = "active";

    /// <summary>Who added the member.</summary>
    public User? CreatedBy { get; init; }

    /// <summary>One membership a user, the strongest first where there are several.</summary>
    public static IReadOnlyList<Member> Strongest(IEnumerable<Member> members) =>
        [.. members.GroupBy(member => member.User.Id).Select(same => same.OrderByDescending(member => member.Level).First()).OrderBy(member => member.User.Id)];
}
