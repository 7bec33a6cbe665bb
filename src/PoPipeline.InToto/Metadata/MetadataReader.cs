using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using PoPipeline.InToto.Json;

namespace PoPipeline.InToto.Metadata;

/// <summary>Reads envelopes.</summary>
internal static class MetadataReader
{
    // Editors put a mark before UTF-8, which is no part of what is signed.
    private static ReadOnlySpan<byte> Mark => [0xEF, 0xBB, 0xBF];

    /// <summary>The type of the payload of in-toto's envelopes.</summary>
    public const string PayloadType = "application/vnd.in-toto+json";

    private const string BundleType = "application/vnd.dev.sigstore.bundle";

    /// <summary>Reads an envelope.</summary>
    /// <param name="text">The bytes of a file.</param>
    public static Reading<SignedMetadata> Read(ReadOnlyMemory<byte> text) => Read(new JsonSource(Unmarked(text)));

    /// <summary>Reads envelopes, one behind another.</summary>
    /// <param name="text">The bytes of a file.</param>
    public static ImmutableArray<Reading<SignedMetadata>> ReadAll(ReadOnlyMemory<byte> text)
    {
        var sources = JsonSequence.Of(Unmarked(text), Limits.Files);
        return [.. sources.Take(Limits.Files).Select(Read), .. sources.Skip(Limits.Files).Select(more => new Reading<SignedMetadata>(more.Fault(0, $"the file holds more than {Limits.Files} envelopes").Fault))];
    }

    /// <summary>What DSSE signs: the type of a payload and the payload, with their lengths.</summary>
    /// <param name="type">The type.</param>
    /// <param name="payload">The payload.</param>
    public static byte[] PreAuthentication(string type, ReadOnlySpan<byte> payload)
    {
        var bytes = Encoding.UTF8.GetBytes(type);
        return
        [
            .. Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"DSSEv1 {bytes.Length} ")),
            .. bytes,
            .. Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $" {payload.Length} ")),
            .. payload,
        ];
    }

    private static ReadOnlyMemory<byte> Unmarked(ReadOnlyMemory<byte> text) => text.Span.StartsWith(Mark) ? text[Mark.Length..] : text;

    private static Reading<SignedMetadata> Read(JsonSource source) => Reading<SignedMetadata>.Of(() => ReadEnvelope(source));

    private static SignedMetadata ReadEnvelope(JsonSource source)
    {
        var root = new JsonView(source, source.Read(), "the file", at: 0);
        return root.Find("dsseEnvelope") is { } inner && root.Find("mediaType")?.Text().StartsWith(BundleType, StringComparison.Ordinal) is true ? ReadDsse(inner, EnvelopeKind.SigstoreBundle)
            : root.Find("payload") is not null || root.Find("payloadType") is not null ? ReadDsse(root, EnvelopeKind.Dsse)
            : root.Find("signed") is { } signed ? ReadMetablock(root, signed)
            : throw root.Wrong("it is no metadata of in-toto: it has neither 'signed' nor 'payload'");
    }

    private static SignedMetadata ReadMetablock(JsonView root, JsonView signed)
    {
        var signatures = root.Need("signatures").Items(Limits.Signatures).Select(ReadSignature).ToImmutableArray();
        return signed.Need("_type").Text() switch
        {
            "layout" => new SignedMetadata(EnvelopeKind.Metablock, signatures, signed.Canonical(), new MetadataContent(LayoutReader.Read(signed), Link: null, Statement: null)),
            "link" => new SignedMetadata(EnvelopeKind.Metablock, signatures, signed.Canonical(), new MetadataContent(Layout: null, LinkReader.Read(signed), Statement: null)),
            var type => throw signed.Need("_type").Wrong($"it is of type '{Shown.Of(type)}', where 'layout' or 'link' belongs"),
        };
    }

    private static MetadataSignature ReadSignature(JsonView signature)
    {
        if (signature.Find("other_headers") is not null)
        {
            return new(signature.Place, signature.Need("keyid").Text(), [], "it is of OpenPGP, which is not supported");
        }

        var value = signature.Need("sig").Text();
        if (value.Length == 0 || value.Length % 2 != 0 || !value.All(char.IsAsciiHexDigit))
        {
            throw signature.Need("sig").Wrong("a signature is not written in hexadecimal digits, two for each byte");
        }

        return new(signature.Place, KeyIdOf(signature.Need("keyid")), [.. Convert.FromHexString(value)], Unsupported: null);
    }

    // The reference implementation takes nothing else, and the name of a file is made of it.
    private static string KeyIdOf(JsonView keyId) =>
        keyId.Text() is { Length: > 0 } text && text.All(char.IsAsciiHexDigit) ? text : throw keyId.Wrong("the id of a key is not written in hexadecimal digits");

    private static SignedMetadata ReadDsse(JsonView envelope, EnvelopeKind kind)
    {
        var type = envelope.Need("payloadType");
        if (type.Text() is not PayloadType)
        {
            throw type.Wrong($"its payload is of type '{Shown.Of(type.Text())}', where '{PayloadType}' belongs");
        }

        var payload = envelope.Need("payload");
        var bytes = Base64(payload, "the payload");
        var signatures = envelope.Need("signatures").Items(Limits.Signatures)
            .Select(signature => new MetadataSignature(signature.Place, signature.Find("keyid")?.Text() ?? "", [.. Base64(signature.Need("sig"), "a signature")], Unsupported: null))
            .ToImmutableArray();
        var source = new JsonSource(bytes, payload.Place);
        return new SignedMetadata(kind, signatures, PreAuthentication(PayloadType, bytes), ReadPayload(new JsonView(source, source.Read(), "the payload", at: 0)));
    }

    private static MetadataContent ReadPayload(JsonView payload)
    {
        // The test data of the attestation verifier, which its own readers take, has 'type' in one statement.
        var type = payload.Find("_type") ?? payload.Find("type") ?? throw payload.Wrong("the payload has no '_type'");
        switch (type.Text())
        {
            case "layout":
                return new(LayoutReader.Read(payload), Link: null, Statement: null);
            case "link":
                return new(Layout: null, LinkReader.Read(payload), Statement: null);
            case Statement.Version1 or Statement.Version01:
                var statement = StatementReader.Read(payload, type.Text());
                return new(Layout: null, statement.Link, statement);
            default:
                throw type.Wrong($"the payload is of type '{Shown.Of(type.Text())}', where 'layout', 'link' or a statement of in-toto belongs");
        }
    }

    private static byte[] Base64(JsonView view, string what)
    {
        var text = view.Text().Replace('-', '+').Replace('_', '/');
        var padded = text.TrimEnd('=') is var bare && text.Length % 4 != 0 ? bare.PadRight((bare.Length + 3) / 4 * 4, '=') : text;
        var bytes = new byte[padded.Length / 4 * 3];
        return !padded.AsSpan().ContainsAny(" \t\r\n") && Convert.TryFromBase64String(padded, bytes, out var length)
            ? bytes[..length]
            : throw view.Wrong($"{what} is not Base64");
    }
}
