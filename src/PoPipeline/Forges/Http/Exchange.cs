using System.Globalization;
using System.Net;
using PoPipeline.Escaping;

namespace PoPipeline.Forges.Http;

/// <summary>Names a request and what came of it, for messages.</summary>
internal static class Exchange
{
    private const int MostOfAddress = 200;
    private const int MostOfType = 60;
    private const int LeastYear = 2000;
    private const int MostYear = 3000;

    /// <summary>The request: <c>GET /repos/acme/app</c>. The query is left out.</summary>
    public static string Of(HttpRequestMessage request) => Shown($"{request.Method} {request.RequestUri?.AbsolutePath}", MostOfAddress);

    /// <summary>The request and the answer: <c>GET /repos/acme/app (200, text/html)</c>.</summary>
    public static string Of(HttpRequestMessage request, HttpResponseMessage response)
    {
        var type = Raw(response.Content.Headers.NonValidated, "Content-Type");
        return $"{Of(request)} ({Code(response.StatusCode)}{(type is { Length: > 0 } ? $", {Shown(type, MostOfType)}" : "")})";
    }

    /// <summary>Text of a server, for a message.</summary>
    public static string Shown(string text, int most = MostOfAddress) => Untrusted.Plain(Untrusted.Cut(text, most)).Replace('\'', '’');

    /// <summary>A header as it came, whatever it is worth; null where there is none.</summary>
    public static string? Raw(System.Net.Http.Headers.HttpHeadersNonValidated headers, string name) =>
        headers.TryGetValues(name, out var values) ? values.FirstOrDefault()?.Trim() : null;

    /// <summary>All headers of a name as they came.</summary>
    public static IReadOnlyCollection<string> All(System.Net.Http.Headers.HttpHeadersNonValidated headers, string name) => headers.TryGetValues(name, out var values) ? [.. values] : [];

    /// <summary>A number in a header, the largest there is where it is larger; null where there is none.</summary>
    public static long? Number(HttpResponseMessage response, string header) => Raw(response.Headers.NonValidated, header) switch
    {
        not { Length: > 0 } => null,
        var text when !text.All(char.IsAsciiDigit) => null,
        var text => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : long.MaxValue,
    };

    /// <summary>The server's clock; null where it tells none, or one that no server has.</summary>
    public static DateTimeOffset? Date(HttpResponseMessage response) =>
        response.Headers.Date is { Year: > LeastYear and < MostYear } date ? date : null;

    private static string Code(HttpStatusCode code) => ((int)code).ToString(CultureInfo.InvariantCulture);
}
