using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using PoPipeline.InToto.Keys;
using PoPipeline.InToto.Metadata;
using PoPipeline.Ledger;

namespace PoPipeline.InToto.Attesting;

/// <summary>Signs statements with the key of a ledger: one envelope of DSSE.</summary>
public static class DsseSigner
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Signs.</summary>
    /// <param name="signer">The key.</param>
    /// <param name="statement">The statement, UTF-8.</param>
    /// <returns>The envelope on one line, UTF-8, without a line feed, so that it is a line of a bundle too.</returns>
    public static byte[] Sign(LedgerSigner signer, ReadOnlySpan<byte> statement)
    {
        ArgumentNullException.ThrowIfNull(signer);
        var signature = signer.Sign(MetadataReader.PreAuthentication(MetadataReader.PayloadType, statement));
        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(buffer, Options);
        writer.WriteStartObject();
        writer.WriteString("payloadType", MetadataReader.PayloadType);
        writer.WriteBase64String("payload", statement);
        writer.WriteStartArray("signatures");
        writer.WriteStartObject();
        writer.WriteString("keyid", VerificationKey.Of(signer.Verifier).KeyId);
        writer.WriteBase64String("sig", signature);
        writer.WriteEndObject();
        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }
}
