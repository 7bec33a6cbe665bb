using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using PoPipeline.Escaping;

namespace PoPipeline.Forges.Http;

/// <summary>
/// Keeps answers of a forge from one run to the next, so that what has not changed costs nothing of the hourly limit, and a run that was stopped goes on. They are kept apart by
/// token, since what one may see another may not; the token itself is in none of them. Each is sealed with the token, so that whoever can write to the
/// folder, such as a job that shares a cache, cannot make a forge say what it did not.
/// </summary>
/// <remarks>What cannot be read or written is asked for again: the folder makes runs cheaper, and no run depends on it.</remarks>
internal sealed class AnswerFolder
{
    private const int LargestFile = 8 * 1024 * 1024;
    private const string TagMember = "tag";
    private const string TypeMember = "type";
    private const string LinkMember = "link";
    private const string AtMember = "at";
    private const string KeptMember = "kept";
    private const string BodyMember = "body";
    private const string SealMember = "seal";

    private readonly SharedFolder folder;
    private readonly byte[] key;

    /// <summary>Makes one.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="token">Whose answers they are.</param>
    public AnswerFolder(string folder, Secret token)
    {
        this.folder = new SharedFolder(folder);
        key = Encoding.UTF8.GetBytes(token.Reveal());
    }

    /// <summary>What was answered before; null where nothing is kept.</summary>
    /// <param name="name">The question.</param>
    public KeptAnswer? Find(string name)
    {
        try
        {
            if (folder.Read(FileOf(name), LargestFile) is not { } bytes)
            {
                return null;
            }

            using var document = JsonDocument.Parse(bytes);
            var json = document.RootElement;
            var answer = new KeptAnswer(json.GetProperty(TagMember).GetString() ?? "", json.GetProperty(TypeMember).GetString(), json.GetProperty(LinkMember).GetString(), json.GetProperty(BodyMember).GetBytesFromBase64())
            {
                At = json.GetProperty(AtMember).GetDateTimeOffset(),
                Kept = json.GetProperty(KeptMember).GetDateTimeOffset(),
            };
            return CryptographicOperations.FixedTimeEquals(json.GetProperty(SealMember).GetBytesFromBase64(), SealOf(name, answer)) ? answer : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    /// <summary>Keeps an answer.</summary>
    /// <param name="name">The question.</param>
    /// <param name="answer">The answer.</param>
    public void Keep(string name, KeptAnswer answer)
    {
        if (answer.Body.Length > LargestFile / 2)
        {
            return;
        }

        try
        {
            folder.Write(FileOf(name), stream =>
            {
                using var json = new Utf8JsonWriter(stream, JsonText.Compact);
                json.WriteStartObject();
                json.WriteString(TagMember, answer.Tag);
                json.WriteString(TypeMember, answer.Type);
                json.WriteString(LinkMember, answer.Link);
                json.WriteString(AtMember, answer.At);
                json.WriteString(KeptMember, answer.Kept);
                json.WriteBase64String(BodyMember, answer.Body);
                json.WriteBase64String(SealMember, SealOf(name, answer));
                json.WriteEndObject();
            });
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It is asked for again.
        }
    }

    /// <summary>Keeps an answer no longer.</summary>
    /// <param name="name">The question.</param>
    public void Forget(string name)
    {
        try
        {
            folder.Delete(FileOf(name));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It grows too old.
        }
    }

    private string FileOf(string name) => $"{Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(name)))}.json";

    // No part holds the character that parts them.
    private byte[] SealOf(string name, KeptAnswer answer)
    {
        byte[] whole = [.. Encoding.UTF8.GetBytes(string.Join('\0', name, answer.Tag, answer.Type, answer.Link, Text(answer.At), Text(answer.Kept), "")), .. answer.Body];
        return HMACSHA256.HashData(key, whole);
    }

    private static string Text(DateTimeOffset moment) => moment.UtcTicks.ToString(CultureInfo.InvariantCulture);
}

/// <summary>An answer that is kept.</summary>
/// <param name="Tag">What the forge calls this state of it; empty where it calls it nothing.</param>
/// <param name="Type">What kind of text it is; null where the forge did not say.</param>
/// <param name="Link">Where its other pages are; null where it has none.</param>
/// <param name="Body">The answer itself.</param>
internal sealed record KeptAnswer(string Tag, string? Type, string? Link, byte[] Body)
{
    /// <summary>When the forge gave it, by its own clock.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>When it was kept, by the clock of the machine.</summary>
    public DateTimeOffset Kept { get; init; }
}
