using CsCheck;
using PoPipeline.Outputs;

namespace PoPipeline.Tests.Outputs;

/// <summary>Messages are text of others in part: nothing in one may break the report, or make it say what was not said.</summary>
public sealed class MessageGroupsTests
{
    private static readonly string[] Pieces = ["a", "'", " ", "1", "12 jobs", ", ", " and ", "\0", "'x'", "'x@1'", ".", "B", "\n", "'a' and 'b'", "2:"];

    private static readonly Gen<string> Messages = Gen.Int[0, Pieces.Length - 1].Array[0, 12].Select(pieces => string.Concat(pieces.Select(piece => Pieces[piece])));

    [Fact]
    public void Put_together_the_parts_are_the_message() => Messages.Sample(message =>
    {
        var parts = MessageParts.Of(message);
        Assert.Equal(message, parts.Texts[0] + string.Concat(parts.Names.Select((name, index) => name + parts.Texts[index + 1])));
    });

    [Fact]
    public void Whatever_messages_say_each_is_in_one_group_and_one_alone_is_said_as_it_is() => Messages.Array[1, 6].Sample(messages =>
    {
        var groups = MessageGroups.Of(messages, message => message);

        Assert.Equal(messages.Order(StringComparer.Ordinal), groups.SelectMany(group => group.Items.Select(item => item.Item)).Order(StringComparer.Ordinal));
        Assert.All(groups.Where(group => group.Items.Distinct().Count() == 1), group => Assert.Equal(group.Items[0].Item, group.Text));
        Assert.All(groups, group => Assert.Single(group.Items.Select(item => MessageParts.Of(item.Item).Names.Length).Distinct()));
    });

    [Fact]
    public void A_character_that_no_message_should_hold_keeps_two_messages_apart()
    {
        string[] messages = ["'foo/bar@A' x 'n' X Y 'm' Z", "'foo/bar@A' x 'n' X Y \0 Z"];

        Assert.Equal(2, MessageGroups.Of(messages, message => message).Length);
    }

    [Fact]
    public void A_name_is_left_out_where_it_is_the_tag_of_another_and_not_where_it_only_looks_like_a_part_of_it()
    {
        Assert.Equal(["'a/b@v1'", "'c/d@v2'"], Names("'a/b@v1' is pinned to 'v1'.", "'c/d@v2' is pinned to 'v2'."));
        Assert.Equal(["'read-all', 'read'", "'write-all', 'write'"], Names("'read-all' where 'read' is enough.", "'write-all' where 'write' is enough."));
    }

    private static IEnumerable<string> Names(params string[] messages) => Assert.Single(MessageGroups.Of(messages, message => message)).Items.Select(item => item.Names);
}
