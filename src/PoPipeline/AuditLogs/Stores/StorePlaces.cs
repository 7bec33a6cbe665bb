namespace PoPipeline.AuditLogs.Stores;

/// <summary>Makes the place that an address names.</summary>
internal static class StorePlaces
{
    /// <summary>Makes it. Nothing is asked yet.</summary>
    /// <param name="address">The address.</param>
    /// <param name="variable">Gives the value of an environment variable, or null.</param>
    /// <param name="time">The clock.</param>
    public static IStorePlace Make(StoreAddress address, Func<string, string?> variable, TimeProvider time) => address switch
    {
        BranchAddress branch => new BranchPlace(branch, variable, time),
        BucketAddress bucket => new BucketPlace(bucket, variable),
        _ => new FolderPlace((FolderAddress)address),
    };
}
