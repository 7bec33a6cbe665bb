namespace PoPipeline.AuditLogs.Stores;

/// <summary>A folder in a bucket.</summary>
/// <param name="Bucket">The bucket.</param>
/// <param name="Prefix">The folder in it, without a slash at its end.</param>
internal sealed record BucketAddress(string Bucket, string Prefix) : StoreAddress
{
    /// <inheritdoc/>
    public override string Name => $"s3://{Bucket}/{Prefix}";
}
