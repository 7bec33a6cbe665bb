using System.Text;
using PoPipeline.Rules.Model.Decisions;

namespace PoPipeline.Decisions.Requests;

/// <summary>
/// The body of an issue that asks for a decision: text for people, and one fenced block of canonical JSON with its digest, which alone is
/// read back.
/// </summary>
public static class RequestBlock
{
    /// <summary>What the fence of the block says of itself.</summary>
    public const string Language = "popipeline-request";

    /// <summary>The longest body that is read, in characters; the forges take no more.</summary>
    public const int MaximumLength = 64 * 1024;

    private const string Fence = "```";
    private const string DigestPrefix = "digest: sha256:";

    /// <summary>Writes the block.</summary>
    /// <param name="request">The request.</param>
    public static string Write(DecisionRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);

        // No text in canonical JSON spans lines, so no fence can end this one early.
        return $"{Fence}{Language}\n{Encoding.UTF8.GetString(request.Canonical())}\n{Fence}\n{DigestPrefix}{request.Digest}\n";
    }

    /// <summary>Reads a body.</summary>
    /// <param name="body">The body. Text of others.</param>
    /// <param name="fault">Why there is no request, as a sentence without a full stop; null where there is one, or where the body has no block at all.</param>
    /// <returns>The request; null where the body has none, or more than one, or one that its digest does not cover.</returns>
    public static DecisionRequest? Read(string body, out string? fault)
    {
        ArgumentNullException.ThrowIfNull(body);
        fault = null;
        if (body.Length > MaximumLength)
        {
            fault = $"The body is longer than {MaximumLength} characters";
            return null;
        }

        var lines = body.Split('\n').Select(line => line.TrimEnd('\r')).ToList();
        var starts = lines.Index().Where(line => line.Item == Fence + Language).Select(line => line.Index).ToList();
        if (starts.Count == 0)
        {
            return null;
        }

        if (starts.Count > 1)
        {
            fault = "The body has more than one request";
            return null;
        }

        var start = starts[0];
        if (start + 3 >= lines.Count || lines[start + 2] != Fence || !lines[start + 3].StartsWith(DigestPrefix, StringComparison.Ordinal))
        {
            fault = "The block of the request is not whole";
            return null;
        }

        var request = DecisionRequest.Read(Encoding.UTF8.GetBytes(lines[start + 1]));
        if (request is null)
        {
            fault = "The block of the request is not the canonical JSON of one";
            return null;
        }

        if (lines[start + 3][DigestPrefix.Length..] != request.Digest)
        {
            fault = "The digest below the block is not that of the request";
            return null;
        }

        return request;
    }

    /// <summary>The kind as a noun for people.</summary>
    internal static string Noun(DecisionKind kind) => kind switch
    {
        DecisionKind.Exception => "an exception",
        DecisionKind.Approval => "an approval",
        _ => "a review",
    };
}
