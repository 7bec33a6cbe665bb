using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using PoPipeline.Escaping;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Results;

namespace PoPipeline.Decisions.Binding;

/// <summary>Collects the parts of one finding's evidence. The order in which they come means nothing.</summary>
/// <param name="texts">What parts say, by hash; shared by all findings.</param>
internal sealed class PartList(Dictionary<string, EvidenceText> texts)
{
    /// <summary>The most parts that are told apart; a request has to hold them all.</summary>
    public const int Most = 64;

    private const int LongestName = 100;
    private const int LongestText = 2000;
    private const int NameHash = 12;

    private readonly Dictionary<string, List<string>> parts = new(StringComparer.Ordinal);

    /// <summary>What a part says.</summary>
    /// <param name="text">The text, in a form that means the same where it is the same.</param>
    /// <param name="isShown">Whether people may see it; it is masked then.</param>
    public static EvidenceText TextOf(string text, bool isShown = true) => new(HashOf(text), isShown ? Untrusted.Cut(text, LongestText) : "", text.Length);

    /// <summary>Adds a part.</summary>
    /// <param name="name">What it is, for people. It may quote text of others.</param>
    /// <param name="text">What it says.</param>
    public void Add(string name, EvidenceText text)
    {
        var shown = Shown(name);
        if (!parts.TryGetValue(shown, out var hashes))
        {
            parts.Add(shown, hashes = []);
        }

        hashes.Add(text.Hash);
        _ = texts.TryAdd(text.Hash, text);
    }

    /// <summary>Adds a part.</summary>
    /// <param name="name">What it is, for people. It may quote text of others.</param>
    /// <param name="text">What it says, in a form that means the same where it is the same. People may see it.</param>
    public void Add(string name, string text) => Add(name, TextOf(text));

    /// <summary>The parts, by name; those beyond the most are one.</summary>
    public ImmutableArray<EvidencePart> Finish()
    {
        var all = parts.Keys.Order(StringComparer.Ordinal).Select(name => new EvidencePart(name, parts[name] is [var only] ? only : Joined(parts[name]))).ToImmutableArray();
        return all.Length <= Most ? all : [.. all.Take(Most - 1), Rest([.. all.Skip(Most - 1)])];
    }

    private static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    // Two names that look the same must not become one part, in which what they say could change places.
    private static string Shown(string name)
    {
        var plain = Untrusted.Plain(name);
        return plain == name && name.Length <= LongestName ? name : $"{Untrusted.Cut(plain, LongestName)} ({HashOf(name)[..NameHash]})";
    }

    private string Joined(List<string> hashes)
    {
        hashes.Sort(StringComparer.Ordinal);
        var text = string.Join(" and ", hashes.Distinct(StringComparer.Ordinal).Select(hash => texts[hash].Text).Where(text => text.Length > 0));
        var hash = HashOf(string.Join('\n', hashes));
        _ = texts.TryAdd(hash, new EvidenceText(hash, Untrusted.Cut(text, LongestText), hashes.Sum(one => texts[one].Length)));
        return hash;
    }

    // Its name sorts behind every other one, so that the list stays in order.
    private EvidencePart Rest(ImmutableArray<EvidencePart> rest)
    {
        var hash = HashOf(string.Join('\n', rest.Select(part => $"{part.Name}\0{part.Hash}")));
        var names = CanonicalText.Of(rest.Select(part => part.Name));
        _ = texts.TryAdd(hash, new EvidenceText(hash, Untrusted.Cut(names, LongestText), names.Length));
        return new EvidencePart($"~ {Counted.Of(rest.Length, "further part")}", hash);
    }
}
