using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using PoPipeline.Outputs;
using PoPipeline.Rules.Model;

namespace PoPipeline.Decisions.Binding;

/// <summary>Collects the parts of one finding's evidence. The order in which they come means nothing.</summary>
/// <param name="texts">What parts say, by hash; shared by all findings.</param>
internal sealed class PartList(Dictionary<string, EvidenceText> texts)
{
    /// <summary>The most parts that are told apart; a request has to hold them all.</summary>
    public const int Most = 64;

    private const int LongestName = 100;
    private const int LongestText = 2000;

    private readonly SortedDictionary<string, SortedSet<string>> parts = new(StringComparer.Ordinal);

    /// <summary>Adds a part.</summary>
    /// <param name="name">What it is, for people. It may quote text of others.</param>
    /// <param name="text">What it says, in a form that means the same where it is the same.</param>
    /// <param name="isShown">Whether people may see the text; it is masked then.</param>
    public void Add(string name, string text, bool isShown = true)
    {
        var hash = HashOf(text);
        var plain = Untrusted.Plain(Untrusted.Cut(name, LongestName));
        if (!parts.TryGetValue(plain, out var hashes))
        {
            parts.Add(plain, hashes = new SortedSet<string>(StringComparer.Ordinal));
        }

        _ = hashes.Add(hash);
        _ = texts.TryAdd(hash, new EvidenceText(hash, isShown ? Untrusted.Cut(text, LongestText) : "", text.Length));
    }

    /// <summary>The parts, by name; those beyond the most are one.</summary>
    public ImmutableArray<EvidencePart> Finish()
    {
        var all = parts.Select(part => new EvidencePart(part.Key, part.Value.Count == 1 ? part.Value.Min! : Joined(part.Value))).ToImmutableArray();
        return all.Length <= Most ? all : [.. all.Take(Most - 1), Rest([.. all.Skip(Most - 1)])];
    }

    private static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private string Joined(SortedSet<string> hashes)
    {
        var text = string.Join(" and ", hashes.Select(hash => texts[hash].Text).Where(text => text.Length > 0));
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
        return new EvidencePart($"~ {rest.Length} further parts", hash);
    }
}
