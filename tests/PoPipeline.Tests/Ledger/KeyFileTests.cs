using PoPipeline.Ledger;

namespace PoPipeline.Tests.Ledger;

/// <summary>Files of keys, which may be pipes.</summary>
public sealed class KeyFileTests : IDisposable
{
    private readonly TempTree folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_pipe_into_which_nobody_writes_is_not_waited_for()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There are no such pipes there.");
        folder.Run("mkfifo", "pipe");

        var refused = Assert.Throws<RefusedException>(() => KeyFile.Read(folder.PathOf("pipe"), 100, TimeSpan.FromMilliseconds(1000)));

        Assert.Equal("it is no file, but a pipe or a device, which gave nothing for 1 second", refused.Message);
    }

    [Fact]
    public void A_pipe_gives_what_is_written_into_it()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There are no such pipes there.");
        folder.Run("mkfifo", "pipe");
        using var writer = ChildProcess.Start("sh", ["-c", "printf 'a key' > pipe"], folder.Root);

        Assert.Equal("a key", KeyFile.Read(folder.PathOf("pipe"), 100));
    }

    [Fact]
    public void What_is_too_long_is_not_read_by_half()
    {
        folder.Write("key", new string('x', 101));

        Assert.Null(KeyFile.Read(folder.PathOf("key"), 100));
        Assert.Equal(101, KeyFile.Read(folder.PathOf("key"), 101)?.Length);
    }
}
