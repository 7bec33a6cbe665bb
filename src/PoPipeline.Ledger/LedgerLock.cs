using System.Diagnostics;

namespace PoPipeline.Ledger;

/// <summary>Holds off other writers. The system lets go of the lock when the process ends, however it does.</summary>
internal sealed class LedgerLock : IDisposable
{
    // What a lock of another gives: EAGAIN of Linux, of macOS, and the sharing violation of Windows.
    private const int LinuxLocked = 11;
    private const int AppleLocked = 35;
    private const int WindowsLocked = unchecked((int)0x80070020);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private readonly FileStream file;

    private LedgerLock(FileStream file) => this.file = file;

    /// <summary>Takes the lock.</summary>
    /// <param name="path">The lock file.</param>
    /// <param name="patience">How long to wait for it.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <param name="isPrivate">Whether the lock file is its owner's alone.</param>
    /// <exception cref="LedgerBusyException">Another process kept it for longer.</exception>
    public static LedgerLock Take(string path, TimeSpan patience, CancellationToken cancellation, bool isPrivate = false)
    {
        if (new FileInfo(path).LinkTarget is not null)
        {
            throw new LedgerDamagedException(LedgerCondition.Modified, $"The ledger's lock file '{path}' is a symbolic link. Remove it.");
        }

        var waiting = Stopwatch.StartNew();
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            try
            {
                return new LedgerLock(PrivatePath.Open(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, isPrivate));
            }
            catch (IOException exception) when (exception.HResult is LinuxLocked or AppleLocked or WindowsLocked)
            {
                if (waiting.Elapsed >= patience)
                {
                    throw new LedgerBusyException(path, patience);
                }
            }

            cancellation.WaitHandle.WaitOne(Pause);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => file.Dispose();
}
