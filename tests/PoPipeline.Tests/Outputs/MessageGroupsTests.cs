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
        Assert.Equal(2, MessageGroups.Of(["'read-all' where 'read' is enough.", "'write-all' where 'write' is enough."], message => message).Length);
    }

    [Fact]
    public void Whatever_messages_say_with_the_one_name_in_its_place_each_is_said() => Messages.Array[2, 6].Sample(messages =>
    {
        foreach (var group in MessageGroups.Of(messages, message => message))
        {
            Assert.All(group.Items, item => Assert.Contains(item.Names, item.Item, StringComparison.Ordinal));
            Assert.All(group.Items.Where(_ => Blanks(group.Text) == 1 && Blanks(group.Items[0].Item) == 0), item => Assert.Equal(item.Item, Filled(group.Text, item.Names)));
        }
    });

    [Fact]
    public void Two_names_that_differ_leave_no_gaps_in_what_is_said()
    {
        string[] ranges = ["'retry' must be a whole number from 0 to 2.", "'parallel' must be a whole number from 2 to 200."];
        Assert.Equal(ranges, Texts(ranges));

        Assert.Equal(
            ["'…' is not a value of 'when'; it is one of 'always' or 'never'.", "'x' is not a value of 'retry'; it is one of 'a' or 'b'."],
            Texts("'on' is not a value of 'when'; it is one of 'always' or 'never'.", "'x' is not a value of 'retry'; it is one of 'a' or 'b'.", "'off' is not a value of 'when'; it is one of 'always' or 'never'."));

        string[] programs = ["'curl' downloads a program from 'example.com', and 'sh' runs it without a look.", "'curl' downloads a program from 'example.org', and 'bash' runs it without a look."];
        Assert.Equal(programs, Texts(programs));
        Assert.Equal(
            ["'curl' downloads a program from '…', and 'sh' runs it without a look."],
            Texts(programs[0], "'curl' downloads a program from 'example.org', and 'sh' runs it without a look."));
    }

    [Fact]
    public void A_list_is_one_name_however_long_it_is() =>
        Assert.Equal(["'x', 'y' and 'z'", "'x' and 'y'", "'x', 'y', and 'z'"], Names("Nobody owns 'x', 'y' and 'z'.", "Nobody owns 'x' and 'y'.", "Nobody owns 'x', 'y', and 'z'."));

    private static IEnumerable<string> Texts(params string[] messages) => MessageGroups.Of(messages, message => message).Select(group => group.Text);

    private static int Blanks(string text) => text.Split('…').Length - 1;

    private static string Filled(string text, string name) => name.StartsWith('\'') ? text.Replace("'…'", name, StringComparison.Ordinal) : text.Replace("…", name, StringComparison.Ordinal);

    private static IEnumerable<string> Names(params string[] messages) => Assert.Single(MessageGroups.Of(messages, message => message)).Items.Select(item => item.Names);
}
