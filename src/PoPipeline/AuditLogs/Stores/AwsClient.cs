namespace PoPipeline.AuditLogs.Stores;

/// <summary>
/// The machine's own AWS CLI, which speaks to whatever storage its own settings name (AWS_ENDPOINT_URL). Neither names nor files are given to it in a way in which it
/// would take them for something else.
/// </summary>
/// <param name="address">The folder in a bucket.</param>
/// <param name="variable">Gives the value of an environment variable, or null.</param>
internal sealed class AwsClient(BucketAddress address, Func<string, string?> variable)
{
    private static readonly TimeSpan TransferPatience = TimeSpan.FromHours(1);

    private static readonly KeyValuePair<string, string?>[] Variables =
    [
        KeyValuePair.Create("AWS_PAGER", (string?)""), KeyValuePair.Create("AWS_CLI_AUTO_PROMPT", (string?)"off"), KeyValuePair.Create("AWS_DEFAULT_OUTPUT", (string?)"json"), KeyValuePair.Create("LC_ALL", (string?)"C.UTF-8"),
        KeyValuePair.Create("PYTHONUTF8", (string?)"1"), KeyValuePair.Create("AWS_CLI_HISTORY_FILE", (string?)null),
    ];

    private readonly ClientProgram program = new("aws", "Install the AWS CLI, of 2025 or newer, or keep the audit log in a folder or on a git branch.", variable);

    /// <summary>Asks about a bucket, or for one object.</summary>
    /// <param name="folder">The folder to run in.</param>
    /// <param name="verb">What: <c>put-object</c>.</param>
    /// <param name="arguments">What beside the bucket.</param>
    /// <param name="cancellation">Ends it.</param>
    public ClientAnswer Ask(string folder, string verb, IEnumerable<string> arguments, CancellationToken cancellation) =>
        program.Run(new ClientCall(folder) { Variables = Variables, Patience = TransferPatience }, ["s3api", verb, "--bucket", address.Bucket, .. arguments, "--output", "json", "--cli-connect-timeout", "20", "--cli-read-timeout", "120"], cancellation);

    /// <summary>Copies files.</summary>
    /// <param name="folder">The folder to run in.</param>
    /// <param name="arguments">From where, to where, and which.</param>
    /// <param name="cancellation">Ends it.</param>
    public ClientAnswer Copy(string folder, IEnumerable<string> arguments, CancellationToken cancellation) =>
        program.Run(new ClientCall(folder) { Variables = Variables, Patience = TransferPatience }, ["s3", "cp", "--only-show-errors", "--no-follow-symlinks", .. arguments, "--cli-connect-timeout", "20", "--cli-read-timeout", "120"], cancellation);

    /// <summary>The word by which the storage refused; null where it did not, or said none.</summary>
    /// <param name="answer">The answer.</param>
    public static string? WordOf(ClientAnswer answer)
    {
        const string Begin = "An error occurred (";
        return answer.Error.IndexOf(Begin, StringComparison.Ordinal) is >= 0 and var at && answer.Error.IndexOf(')', at) is > 0 and var end ? answer.Error[(at + Begin.Length)..end] : null;
    }

    /// <summary>Why it was refused, and what to do.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="what">What was to be done, as a participle: "read".</param>
    public StoreException Refused(ClientAnswer answer, string what)
    {
        var said = answer.Error.Length == 0 ? $"aws ended with {answer.ExitCode}" : answer.Error;
        return WordOf(answer) switch
        {
            "NoSuchBucket" => new($"There is no bucket '{address.Bucket}'. Make it first, with versioning, object lock and no public access; po makes none.", isForGood: true),
            "AccessDenied" or "403" or "AllAccessDisabled" or "Forbidden" => new($"'{address.Name}' cannot be {what}, since who runs po may not: {said}. It takes s3:ListBucket of the bucket, and s3:GetObject and s3:PutObject of what is below '{address.Prefix}/'.", isForGood: true),
            "InvalidAccessKeyId" or "SignatureDoesNotMatch" or "ExpiredToken" or "InvalidToken" or "InvalidClientTokenId" or "TokenRefreshRequired" => new($"'{address.Name}' cannot be {what}, since the credentials are refused: {said}. Give the AWS CLI others.", isForGood: true),
            _ when answer.Error.Contains("Unable to locate credentials", StringComparison.Ordinal) || answer.Error.Contains("config profile", StringComparison.Ordinal) || answer.Error.Contains("specify a region", StringComparison.Ordinal) => new($"'{address.Name}' cannot be {what}, since the AWS CLI is not set up: {said}. Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or a profile; for other storage than Amazon's, AWS_ENDPOINT_URL too.", isForGood: true),
            _ when answer.Error.Contains("Unknown options", StringComparison.Ordinal) => new($"The AWS CLI of this machine is too old: it cannot write on condition that nobody else did, so that two runs at once could spoil the audit log. Install one of 2025 or newer.", isForGood: true),
            "NotImplemented" or "InvalidArgument" or "MethodNotAllowed" => new($"'{address.Name}' cannot be {what}, since the storage does not know how: {said}.", isForGood: true),
            _ => new($"'{address.Name}' cannot be {what}: {said}. Run again."),
        };
    }
}
