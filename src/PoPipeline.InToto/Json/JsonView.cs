using System.Globalization;

namespace PoPipeline.InToto.Json;

/// <summary>A value of JSON that is asked for what it should be, and says where it is not.</summary>
/// <param name="source">The text that it stands in.</param>
/// <param name="value">The value.</param>
/// <param name="name">What the value is called in messages: <c>'steps'</c>.</param>
/// <param name="at">The index of the first byte of the name that the value has in its object, or of the value.</param>
internal sealed class JsonView(JsonSource source, JsonPart value, string name, int at)
{
    /// <summary>The value.</summary>
    public JsonPart Value => value;

    /// <summary>Where it begins.</summary>
    public Place Place => source.PlaceAt(value.Offset);

    /// <summary>Where the name begins that it has in its object; where it begins itself if it has none.</summary>
    public Place NamePlace => source.PlaceAt(at);

    /// <summary>Whether it is a text.</summary>
    public bool IsText => value is JsonText;

    /// <summary>Whether it is an object.</summary>
    public bool IsObject => value is JsonMap;

    /// <summary>What is wrong with it.</summary>
    /// <param name="reason">What is wrong, as a clause.</param>
    public FaultException Wrong(string reason) => source.Fault(value.Offset, reason);

    /// <summary>A member; null where there is none, or it is null.</summary>
    /// <param name="member">Its name.</param>
    public JsonView? Find(string member)
    {
        foreach (var found in Object().Members)
        {
            if (found.Name == member)
            {
                return found.Value is JsonNull ? null : new JsonView(source, found.Value, $"'{member}'", found.Offset);
            }
        }

        return null;
    }

    /// <summary>A member that must be there.</summary>
    /// <param name="member">Its name.</param>
    public JsonView Need(string member) => Find(member) ?? throw Wrong($"{name} has no '{member}'");

    /// <summary>The members of an object.</summary>
    public IEnumerable<(string Name, JsonView Value)> Members() =>
        Object().Members.Select(member => (member.Name, new JsonView(source, member.Value, $"a member of {name}", member.Offset)));

    /// <summary>The items of a list.</summary>
    /// <param name="maximum">The most that are read.</param>
    public IEnumerable<JsonView> Items(int maximum = Limits.Values)
    {
        var items = value is JsonList list ? list.Items : throw Unlike("a list");
        return items.Length > maximum ? throw Wrong($"{name} holds more than {maximum} items") : items.Select(item => new JsonView(source, item, $"an item of {name}", item.Offset));
    }

    /// <summary>The text.</summary>
    public string Text() => value is JsonText text ? text.Text : throw Unlike("a text");

    /// <summary>The number, which is whole.</summary>
    public int Whole() =>
        value is JsonNumber number && int.TryParse(number.Digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole)
            ? whole
            : throw (value is JsonNumber ? Wrong($"{name} is not a whole number, or too large a one") : Unlike("a whole number"));

    /// <summary>What is signed of the value.</summary>
    public byte[] Canonical() => CanonicalJson.Write(source, value);

    private JsonMap Object() => value as JsonMap ?? throw Unlike("an object");

    private FaultException Unlike(string expected) => Wrong($"{name} is {value.Kind}, where {expected} belongs");
}
