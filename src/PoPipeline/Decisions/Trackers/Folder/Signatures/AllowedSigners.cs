using System.Collections.Immutable;
using System.Globalization;
using PoPipeline.Forges;

namespace PoPipeline.Decisions.Trackers.Folder.Signatures;

/// <summary>Reads a file of those who sign, as git's <c>gpg.ssh.allowedSignersFile</c>: <c>principals [options] keytype key [comment]</c>, see ssh-keygen(1).</summary>
internal static class AllowedSigners
{
    private const int MaximumLines = 10_000;
    private static readonly string[] DateForms = ["yyyyMMdd", "yyyyMMddHHmm", "yyyyMMddHHmmss"];

    /// <summary>Reads it.</summary>
    /// <param name="path">The file, for messages.</param>
    /// <param name="text">Its text. Text of others.</param>
    /// <exception cref="ForgeException">A line is none that is understood; nobody is let in or left out by a guess.</exception>
    public static ImmutableArray<AllowedSigner> Read(string path, string text)
    {
        var signers = ImmutableArray.CreateBuilder<AllowedSigner>();
        var number = 0;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            number++;
            if (line.Trim() is not { IsEmpty: false } content || content[0] == '#')
            {
                continue;
            }

            try
            {
                signers.Add(number <= MaximumLines ? Line(content.ToString()) : throw new FormatException($"a file of signers has at most {MaximumLines} lines"));
            }
            catch (FormatException exception)
            {
                throw new ForgeException($"Line {number} of '{path}' cannot be used: {exception.Message}. Write 'alice@example.org namespaces=\"git\" ssh-ed25519 AAAA…', see ssh-keygen(1).", exception);
            }
        }

        return signers.ToImmutable();
    }

    private static AllowedSigner Line(string line)
    {
        var words = Words(line);
        var principals = words.Count > 0 ? words[0].Replace("\"", "", StringComparison.Ordinal) : "";
        var options = words.Count > 2 && !IsKey(words[1], words[2]) ? words[1] : "";
        var rest = words.Skip(options.Length > 0 ? 2 : 1).ToList();
        if (principals.Length == 0 || rest.Count < 2 || !IsKey(rest[0], rest[1]))
        {
            throw new FormatException("it names no key");
        }

        var (purposes, after, before) = Options(options);
        return new AllowedSigner([.. principals.Split(',').Select(FolderAccounts.Fold)], [.. Convert.FromBase64String(rest[1])], purposes, after, before);
    }

    private static (ImmutableArray<string> Purposes, DateTimeOffset? After, DateTimeOffset? Before) Options(string text)
    {
        var purposes = ImmutableArray<string>.Empty;
        DateTimeOffset? after = null;
        DateTimeOffset? before = null;
        foreach (var option in Split(text, ','))
        {
            var equals = option.IndexOf('=', StringComparison.Ordinal);
            var value = equals < 0 ? "" : option[(equals + 1)..].Trim('"');
            switch ((equals < 0 ? option : option[..equals]).ToLowerInvariant())
            {
                case "cert-authority":
                    throw new FormatException("authorities for certificates ('cert-authority') are not supported; name each key");
                case "namespaces" when value.Length > 0:
                    purposes = [.. value.Split(',')];
                    break;
                case "valid-after":
                    after = Date(value);
                    break;
                case "valid-before":
                    before = Date(value);
                    break;
                default:
                    throw new FormatException($"'{option}' is no option of such a line");
            }
        }

        return after > before ? throw new FormatException("its key ends to be valid before it begins to be") : (purposes, after, before);
    }

    // ssh-keygen takes a time without 'Z' for one of the machine's zone; a pipeline's zone is UTC.
    private static DateTimeOffset Date(string text) =>
        DateTimeOffset.TryParseExact(text.TrimEnd('Z'), DateForms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date)
            ? date
            : throw new FormatException($"'{text}' is no time; write 20270131 or 20270131235959Z");

    // A key says what it is a second time inside.
    private static bool IsKey(string kind, string key)
    {
        var bytes = new byte[key.Length];
        if (!Convert.TryFromBase64String(key, bytes, out var length))
        {
            return false;
        }

        try
        {
            return new SshReader(bytes.AsSpan(0, length)).Text() == kind;
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private static List<string> Words(string line) => [.. Split(line, ' ').SelectMany(word => Split(word, '\t'))];

    // Quotes hold together what they are around, and stay.
    private static IEnumerable<string> Split(string text, char separator)
    {
        var start = 0;
        var isQuoted = false;
        for (var position = 0; position <= text.Length; position++)
        {
            if (position == text.Length || (text[position] == separator && !isQuoted))
            {
                if (position > start)
                {
                    yield return text[start..position];
                }

                start = position + 1;
            }
            else if (text[position] == '"')
            {
                isQuoted = !isQuoted;
            }
        }
    }
}
