using PoPipeline.Running;

namespace PoPipeline.Tests.Running;

public sealed class ArtifactTextTests
{
    [Theory]
    [InlineData("registry.example/app:1@sha256:", 64, "registry.example/app:1", "sha256")]
    [InlineData("a@b@sha384:", 96, "a@b", "sha384")]
    [InlineData("sha512:", 128, null, "sha512")]
    [InlineData("sha224:", 56, null, "sha224")]
    [InlineData("sha512_256:", 64, null, "sha512_256")]
    [InlineData("sha3_384:", 96, null, "sha3_384")]
    [InlineData("blake2b:", 128, null, "blake2b")]
    [InlineData("sha1:", 40, null, "sha1")]
    [InlineData("gitCommit:", 40, null, "gitCommit")]
    [InlineData("gitCommit:", 64, null, "gitCommit")]
    [InlineData("dirHash:", 64, null, "dirHash")]
    public void An_artifact_has_a_name_and_a_digest_of_its_length(string start, int length, string? name, string algorithm)
    {
        var artifact = Assert.Single(ArtifactText.All([start + new string('A', length)]));

        Assert.Equal(name, artifact.Name);
        Assert.Equal([KeyValuePair.Create(algorithm, new string('a', length))], artifact.Digests);
    }

    [Theory]
    [InlineData("app", 8, "a digest is written as the name of its algorithm")]
    [InlineData("@sha256:", 64, "a digest is written as the name of its algorithm")]
    [InlineData("sha256:", 0, "a digest is written as the name of its algorithm")]
    [InlineData("app@sha256:1:", 64, "a digest is written as the name of its algorithm")]
    [InlineData("app@sha256:", 40, "its digest has 40 digits, where one of sha256 has 64.")]
    [InlineData("app@sha256:", 1, "its digest has 1 digit, where one of sha256 has 64.")]
    [InlineData("app@sha512:", 64, "its digest has 64 digits, where one of sha512 has 128.")]
    [InlineData("gitCommit:", 41, "its digest has 41 digits, where one of gitCommit has 40 or 64.")]
    [InlineData("app@SHA256:", 64, "'SHA256' is none of the algorithms that are taken, which are blake2b, ")]
    [InlineData("app@gitcommit:", 40, "'gitcommit' is none of the algorithms that are taken")]
    [InlineData("app@md5:", 32, "'md5' is none of the algorithms that are taken")]
    [InlineData("app@sha256:x", 63, "its digest is not written in hexadecimal digits")]
    public void What_is_no_digest_of_its_algorithm_is_refused(string start, int length, string reason)
    {
        var refused = Assert.Throws<RunException>(() => ArtifactText.All([start + new string('a', length)]));

        Assert.Equal(ExitCode.Usage, refused.Code);
        Assert.Contains(reason, refused.Message, StringComparison.Ordinal);
    }
}
