using System.IO.Compression;
using PoPipeline.Audit.Events;
using PoPipeline.Ledger;

namespace PoPipeline.Audit.Importing;

/// <summary>What is read of a file, no more than its limits, whether it is packed or not.</summary>
internal sealed class BoundedStream : Stream
{
    private readonly CountedStream packed;
    private readonly Stream inner;
    private readonly string file;
    private readonly ImportLimits limits;
    private readonly bool isPacked;
    private long length;

    /// <summary>Reads a stream.</summary>
    /// <param name="stream">The stream, which is closed with this one.</param>
    /// <param name="file">What to call it.</param>
    /// <param name="limits">The limits.</param>
    public BoundedStream(Stream stream, string file, ImportLimits limits)
    {
        packed = new CountedStream(stream);
        this.file = file;
        this.limits = limits;
        isPacked = packed.StartsWith(0x1F, 0x8B);
        inner = isPacked ? new GZipStream(packed, CompressionMode.Decompress) : packed;
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => length;
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        int read;
        try
        {
            read = inner.Read(buffer);
        }
        catch (InvalidDataException exception)
        {
            throw new AuditException($"{file}: the file is not packed as gzip packs, or is cut off. Fetch it again.", exception);
        }
        catch (IOException exception)
        {
            throw new AuditException($"{file}: the file cannot be read to its end: {Refusal.Of(exception)}. Fetch it again.", exception);
        }

        length += read;
        if (length > limits.MaximumLength)
        {
            throw new AuditException($"{file}: the file has more than {limits.MaximumLength} bytes{(isPacked ? " when it is unpacked" : "")}. Split it.");
        }

        if (isPacked && length > limits.RatioFrom && length / Math.Max(packed.Count, 1) > limits.MaximumRatio)
        {
            throw new AuditException($"{file}: the file unpacks to more than {limits.MaximumRatio} times its size, which no audit log does. It was not read to its end.");
        }

        return read;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
            packed.Dispose();
        }

        base.Dispose(disposing);
    }

    private sealed class CountedStream(Stream inner) : Stream
    {
        private readonly byte[] start = new byte[2];
        private int startLength = -1;
        private int startRead;

        public long Count { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => Count;
            set => throw new NotSupportedException();
        }

        public bool StartsWith(byte first, byte second)
        {
            startLength = inner.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
            return startLength == 2 && start[0] == first && start[1] == second;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            int read;
            if (startRead < startLength && !buffer.IsEmpty)
            {
                read = Math.Min(buffer.Length, startLength - startRead);
                start.AsSpan(startRead, read).CopyTo(buffer);
                startRead += read;
            }
            else
            {
                read = inner.Read(buffer);
            }

            Count += read;
            return read;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                inner.Dispose();
            }

            base.Dispose(disposing);
        }
    }
}
