using PoPipeline.Running.AuditVerbs;

namespace PoPipeline.Tests.Running;

/// <summary>Which addresses stand on record as where a checkpoint was published.</summary>
public sealed class PublishedAddressTests
{
    [Theory]
    [InlineData("https://github.com/acme/audit-anchors/releases/tag/audit-checkpoint")]
    [InlineData("https://github.com/acme/app/issues/1#issuecomment-2503")]
    [InlineData("https://example.org/anchors?year=2026&page=2")]
    [InlineData("https://git.acme.example:8443/a")]
    [InlineData("ssh://git@github.com/acme/anchors.git")]
    [InlineData("s3://acme-anchors/checkpoint")]
    [InlineData("https://example.org/audit-keys/token/checkpoint;version=2")]
    [InlineData("https://example.org/a%20b")]
    public void An_address_at_which_somebody_can_look_is_taken(string address) => Assert.Null(PublishedAddress.FaultOf(address));

    [Theory]
    [InlineData("https://olivia:not-to-be-seen@example.org/a")]
    [InlineData("https://not-to-be-seen@github.com/acme/x")]
    [InlineData("ssh://not-to-be-seen-and-far-too-long-for-a-name@example.org/a")]
    [InlineData("git://not:seen@example.org/a")]
    [InlineData("https://example.org/a?private_token=not-to-be-seen")]
    [InlineData("https://example.org/a?X-Amz-Signature=not-to-be-seen")]
    [InlineData("https://example.org/a?auth=not-to-be-seen")]
    [InlineData("https://example.org/a#access_token=not-to-be-seen")]
    [InlineData("https://example.org/x;token=not-to-be-seen")]
    [InlineData("https://example.org/x%3Btoken%3Dnot-to-be-seen/a")]
    [InlineData("https://example.org/key=not-to-be-seen/a")]
    [InlineData("https://example.org/a?%74oken=not-to-be-seen")]
    [InlineData("https://example.org/a?pwd=not-to-be-seen")]
    [InlineData("https://example.org/glpat-{0}/a")]
    [InlineData("https://example.org/a?b=glpat%2D{0}")]
    [InlineData("https://hooks.slack.com/services/T4K8Q2Z9M/B7X1R5N3W/{0}")]
    public void An_address_with_what_may_be_a_secret_is_refused_and_not_repeated(string address)
    {
        var fault = PublishedAddress.FaultOf(string.Format(System.Globalization.CultureInfo.InvariantCulture, address, "x9Kq2mV7bR4tZ1wN8cYd6fLp"));

        Assert.Contains("looks like a secret", fault, StringComparison.Ordinal);
        Assert.DoesNotContain("not-to-be-seen", fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(" https://example.org/a")]
    [InlineData("https://example.org/a\n")]
    [InlineData("https://example.org/a b")]
    [InlineData("https://example.org/\u001b[31ma")]
    [InlineData("https://example.org/\u202ea")]
    [InlineData("https://example.org/a\u200b")]
    [InlineData("https://example.org/\u00a0a")]
    [InlineData("https://example.org/\u2028a")]
    public void An_address_with_what_nobody_sees_is_refused(string address) =>
        Assert.Contains("a character that nobody sees", PublishedAddress.FaultOf(address), StringComparison.Ordinal);

    [Fact]
    public void An_address_that_is_far_too_long_is_refused()
    {
        Assert.Null(PublishedAddress.FaultOf("https://example.org/" + new string('a', 1980)));
        Assert.Equal("That address is too long: its length is 70020, and no more than 2000 is written down. Publish the checkpoint where a shorter one leads.", PublishedAddress.FaultOf("https://example.org/" + new string('a', 70_000)));
    }

    [Theory]
    [InlineData("in-the-safe")]
    [InlineData("/srv/anchors")]
    [InlineData("file:///srv/anchors")]
    [InlineData("mailto:a@example.org")]
    public void What_is_no_address_of_something_that_others_see_is_refused(string address) =>
        Assert.Contains("is no address", PublishedAddress.FaultOf(address), StringComparison.Ordinal);
}
