using System.IO.Compression;
using PoPipeline.Audit.Events;
using PoPipeline.Ledger;

namespace PoPipeline.Audit.Importing;

/// <summary>What is read of a file, no more than its limits, whether it is packed or not.</summary>
internal sealed class BoundedStream : ForwardStream
{
    private static readonly byte[] ProbeText = "behind the last member of a file that is whole"u8.ToArray();
    private static readonly byte[] Probe = Packed(ProbeText);

    private readonly SourceStream source;
    private readonly Stream inner;
    private readonly string file;
    private readonly ImportLimits limits;
    private readonly bool isPacked;
    private bool isAtEnd;

    /// <summary>Reads a stream.</summary>
    /// <param name="stream">The stream, which is closed with this one.</param>
    /// <param name="file">What to call it.</param>
    /// <param name="limits">The limits.</param>
    public BoundedStream(Stream stream, string file, ImportLimits limits)
    {
        this.file = file;
        this.limits = limits;
        source = new SourceStream(stream);
        try
        {
            isPacked = source.StartsWith(0x1F, 0x8B);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            source.Dispose();
            throw Unreadable(exception);
        }

        inner = isPacked ? new GZipStream(source, CompressionMode.Decompress) : source;
    }

    public override int Read(Span<byte> buffer)
    {
        if (isAtEnd || buffer.IsEmpty)
        {
            return 0;
        }

        int read;
        try
        {
            read = inner.Read(buffer);
            if (read == 0)
            {
                isAtEnd = true;
                RequireWhole();
            }
        }
        catch (InvalidDataException exception)
        {
            throw new AuditException($"{file}: the file is not packed as gzip packs, or is cut off. Fetch it again.", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(exception);
        }

        Count += read;
        if (Count > limits.MaximumLength)
        {
            throw new AuditException($"{file}: the file has more than {limits.MaximumLength} bytes{(isPacked ? " when it is unpacked" : "")}. Split it.");
        }

        if (isPacked && Count > limits.RatioFrom && Count / Math.Max(source.Count, 1) > limits.MaximumRatio)
        {
            throw new AuditException($"{file}: the file unpacks to more than {limits.MaximumRatio} times its size, which no audit log does. It was not read to its end.");
        }

        return read;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
            source.Dispose();
        }

        base.Dispose(disposing);
    }

    // To the runtime, a packed file that ends early ends like one that is whole. One more member shows which of them it is: only behind the checksum and the
    // length of the last one does it come out as it went in.
    private void RequireWhole()
    {
        if (!isPacked)
        {
            return;
        }

        source.Append(Probe);
        var rest = new byte[ProbeText.Length + 1];
        var count = inner.ReadAtLeast(rest, rest.Length, throwOnEndOfStream: false);
        if (!rest.AsSpan(0, count).SequenceEqual(ProbeText))
        {
            throw new AuditException($"{file}: the file is packed with gzip and cut off, or something follows its end: it does not end with the checksum and the length of what is packed. Fetch it again.");
        }
    }

    private AuditException Unreadable(Exception exception) => new($"{file}: the file cannot be read to its end: {Refusal.Of(exception)}. Fetch it again.", exception);

    private static byte[] Packed(byte[] text)
    {
        using var packed = new MemoryStream();
        using (var stream = new GZipStream(packed, CompressionLevel.Optimal))
        {
            stream.Write(text);
        }

        return packed.ToArray();
    }

    // What comes first is looked at, and handed out after all.
    private sealed class SourceStream(Stream inner) : ForwardStream
    {
        private readonly byte[] start = new byte[2];
        private ReadOnlyMemory<byte> before;
        private ReadOnlyMemory<byte> behind;

        public bool StartsWith(byte first, byte second)
        {
            before = start.AsMemory(0, inner.ReadAtLeast(start, start.Length, throwOnEndOfStream: false));
            return before.Length == 2 && start[0] == first && start[1] == second;
        }

        public void Append(ReadOnlyMemory<byte> bytes) => behind = bytes;

        public override int Read(Span<byte> buffer)
        {
            if (!before.IsEmpty)
            {
                return Counted(Take(ref before, buffer));
            }

            return inner.Read(buffer) is > 0 and var read ? Counted(read) : Take(ref behind, buffer);
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                inner.Dispose();
            }

            base.Dispose(disposing);
        }

        private static int Take(ref ReadOnlyMemory<byte> bytes, Span<byte> buffer)
        {
            var count = Math.Min(buffer.Length, bytes.Length);
            bytes.Span[..count].CopyTo(buffer);
            bytes = bytes[count..];
            return count;
        }

        private int Counted(int count)
        {
            Count += count;
            return count;
        }
    }
}
