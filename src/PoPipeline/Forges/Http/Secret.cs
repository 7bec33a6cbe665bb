using System.Text;

namespace PoPipeline.Forges.Http;

/// <summary>A token. It is sent where it belongs, and shown nowhere: neither a message nor a log can print it by accident.</summary>
/// <param name="value">The token.</param>
public sealed class Secret(string value)
{
    private readonly string value = value ?? throw new ArgumentNullException(nameof(value));

    /// <summary>What is shown in its place.</summary>
    public override string ToString() => "***";

    /// <summary>The token itself, for the one header that carries it.</summary>
    internal string Reveal() => value;

    /// <summary>A text without the token, should a server have echoed it.</summary>
    internal string RemoveFrom(string text) => value.Length > 0 ? text.Replace(value, ToString(), StringComparison.Ordinal) : text;

    /// <summary>An answer without the token.</summary>
    /// <param name="answer">The answer, as UTF-8.</param>
    internal byte[] RemoveFrom(byte[] answer) =>
        value.Length > 0 && answer.AsSpan().IndexOf(Encoding.UTF8.GetBytes(value)) >= 0 ? Encoding.UTF8.GetBytes(RemoveFrom(Encoding.UTF8.GetString(answer))) : answer;
}
