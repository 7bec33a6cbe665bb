namespace PoPipeline.AuditLogs.Stores;

/// <summary>An audit log cannot be brought from where it is kept, or back there.</summary>
/// <param name="message">Why, and what to do, in sentences. Holds text of others.</param>
/// <param name="isForGood">Whether running again changes nothing: something has to be set up first.</param>
internal class StoreException(string message, bool isForGood = false) : Exception(message)
{
    /// <summary>Whether running again changes nothing.</summary>
    public bool IsForGood => isForGood;
}
