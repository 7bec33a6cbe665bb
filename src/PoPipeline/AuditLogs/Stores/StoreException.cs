namespace PoPipeline.AuditLogs.Stores;

/// <summary>An audit log cannot be brought from where it is kept, or back there.</summary>
/// <param name="message">Why, and what to do, in sentences. Holds text of others.</param>
/// <param name="isForGood">Whether running again changes nothing: something has to be set up first.</param>
internal class StoreException(string message, bool isForGood = false) : Exception(message)
{
    /// <summary>Whether running again changes nothing.</summary>
    public bool IsForGood => isForGood;
}

/// <summary>Another run was faster: what this one wrote is not kept.</summary>
/// <param name="message">What to do, in sentences.</param>
internal sealed class StoreConflictException(string message) : StoreException(message);
