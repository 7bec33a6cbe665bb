using PoPipeline.AuditLogs.Stores;

namespace PoPipeline.Tests.AuditLogs.Stores;

/// <summary>How a place of an audit log is written.</summary>
public sealed class StoreAddressTests
{
    [Theory]
    [InlineData(".popipeline/audit", ".popipeline/audit")]
    [InlineData(@"C:\audit", @"C:\audit")]
    [InlineData("gitlab", "gitlab")]
    [InlineData("git:https://github.com/acme/audit.git#audit", "git:https://github.com/acme/audit.git#audit")]
    [InlineData("git:https://olivia:secret@git.acme.example:8443/a/b#audit/log", "git:https://git.acme.example:8443/a/b#audit/log")]
    [InlineData("git:ssh://git@github.com/acme/audit#a", "git:ssh://git@github.com/acme/audit#a")]
    [InlineData("git:git@github.com:acme/audit.git#a", "git:git@github.com:acme/audit.git#a")]
    [InlineData("git:/srv/audit#1.git#a", "git:/srv/audit#1.git#a")]
    [InlineData("git:http://127.0.0.1:3000/a#a", "git:http://127.0.0.1:3000/a#a")]
    [InlineData("s3://acme-audit/github", "s3://acme-audit/github")]
    [InlineData("s3://acme.audit.2026/a/b.c/d_e/", "s3://acme.audit.2026/a/b.c/d_e")]
    public void A_place_is_shown_as_it_was_written_but_for_what_is_secret(string text, string shown) => Assert.Equal(shown, StoreAddress.Parse(text).Value?.Name);

    [Theory]
    [InlineData("git:")]
    [InlineData("git:#a")]
    [InlineData("git:/srv/audit")]
    [InlineData("git:/srv/audit#")]
    [InlineData("git:/srv/audit#-a")]
    [InlineData("git:/srv/audit#--upload-pack=x")]
    [InlineData("git:/srv/audit#a..b")]
    [InlineData("git:/srv/audit#a b")]
    [InlineData("git:/srv/audit#a:refs/heads/main")]
    [InlineData("git:/srv/audit#a\nb")]
    [InlineData("git:/srv/audit#.a")]
    [InlineData("git:/srv/audit#a/.b")]
    [InlineData("git:/srv/audit#a.lock")]
    [InlineData("git:/srv/audit#@{-1}")]
    [InlineData("git:--upload-pack=touch x#a")]
    [InlineData("git:ext::sh -c touch% x#a")]
    [InlineData("git:fd::17#a")]
    [InlineData("git:-oProxyCommand=x:y#a")]
    [InlineData("git:ssh://-oProxyCommand=x/y#a")]
    [InlineData("git:ssh://a:b@example.org/y#a")]
    [InlineData("git:http://example.org/a#a")]
    [InlineData("git:git://example.org/a#a")]
    [InlineData("git:file:///srv/audit#a")]
    [InlineData("git:https://#a")]
    [InlineData("git:https://example.org/a.git?private_token=x#a")]
    [InlineData("git:https://example.org/a.git#x#a")]
    [InlineData("git:https://exa\nmple.org/#a")]
    [InlineData("s3:acme/x")]
    [InlineData("s3://")]
    [InlineData("s3://acme")]
    [InlineData("s3://acme/")]
    [InlineData("s3://Acme/x")]
    [InlineData("s3://-acme/x")]
    [InlineData("s3://ac..me/x")]
    [InlineData("s3://acme/../x")]
    [InlineData("s3://acme/a//b")]
    [InlineData("s3://acme/-x")]
    [InlineData("s3://acme/file:x")]
    [InlineData("s3://acme/a*")]
    [InlineData("s3://acme/a\nb")]
    [InlineData("gs://acme/x")]
    [InlineData("https://acme.example/x")]
    public void What_is_none_is_refused_with_the_reason(string text)
    {
        var fault = StoreAddress.Parse(text).Fault;

        Assert.False(string.IsNullOrEmpty(fault));
    }

    [Theory]
    [InlineData("git:https://olivia:secret@example.org/a", "git:https://***@example.org/a")]
    [InlineData("git:https://ghp_secret@example.org/a.git#bad..name", "git:https://***@example.org/a.git#bad..name")]
    [InlineData("git:https://olivia:se@cret@example.org/a@b", "git:https://***@example.org/a@b")]
    [InlineData("git:https://example.org/a.git?private_token=secret#audit", "git:https://example.org/a.git?***#audit")]
    [InlineData("git:https://olivia:secret@example.org/a?b=secret", "git:https://***@example.org/a?***")]
    public void A_password_in_what_is_no_address_is_not_shown_either(string text, string shown) => Assert.Equal(shown, StoreAddress.Shown(text));
}
