using CsCheck;
using PoPipeline.Rules.Credentials;

namespace PoPipeline.Rules.Tests;

public sealed class CredentialFormatsTests
{
    // Put together here, so that no scanner of secrets stumbles over this file.
    private static readonly string GitHubToken = string.Concat("ghp", "_", "zQWBuTSOoRi4A9spHcVY5ncnsDkxkJ", "0mLq17");
    private static readonly string PrivateKey = string.Concat("-----BEGIN RSA ", "PRIVATE KEY-----\n", "MIIEpAIBAAKCAQEA4qiw8PWs7PpnnC2BUEoDRcwXF8pq8XT1ng3SJ3xwPqCcRyKz\n", "-----END RSA ", "PRIVATE KEY-----");

    private static readonly string[] Pieces =
        ["ghp_", "AKIA", "-----BEGIN ", "PRIVATE KEY", "-----", "-----END ", "SG.", "AccountKey=", "https://hooks.slack.com/services/T", GitHubToken, PrivateKey];

    [Fact]
    public void A_GitHub_token_is_found_with_its_place()
    {
        var match = Assert.Single(CredentialFormats.Find($"curl -H 'Authorization: token {GitHubToken}'"));
        Assert.Equal(new CredentialMatch("GitHub personal access token", 30, 40, "ghp_zQWB****"), match);
    }

    [Fact]
    public void A_GitHub_token_whose_checksum_is_wrong_is_none() =>
        Assert.Empty(CredentialFormats.Find(GitHubToken[..^1] + "8"));

    [Theory]
    [InlineData("ghp_", "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx")]
    [InlineData("AKIA", "IOSFODNN7EXAMPLE")]
    [InlineData("glpat-", "xxxxxxxxxxxxxxxxxxxx")]
    [InlineData("npm_", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    [InlineData("sk_test_", "4eC39HqLyjWDarjtT1zdp7dc")]
    [InlineData("AccountKey=", "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==")]
    [InlineData("grep -q '-----BEGIN ", "PRIVATE KEY-----' key.pem")]
    [InlineData("sha256:", "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")]
    public void Examples_and_placeholders_are_none(string prefix, string rest) => Assert.Empty(CredentialFormats.Find(prefix + rest));

    [Theory]
    [InlineData("AWS access key", "AKIA", "Z3MHALF2RQ5THIJK")]
    [InlineData("GitLab personal access token", "glpat-", "kT9vB2mQx7Lr4Wc1Zs8N")]
    [InlineData("npm access token", "npm_", "k3JdL9sWq0ZxVbN7mTyRcE5uHfGiP2oA1v8B")]
    [InlineData("Docker Hub personal access token", "dckr_pat_", "7aX-Qm3Lk9ZtR2vB6nWc1_YsJ8p")]
    [InlineData("Slack bot token", "xoxb-", "2819340571-4820193756-Kd83jSla02LsmQpWz91XvbTy")]
    [InlineData("Stripe secret key", "sk_live_", "9dKq2LmZx7Vb4Nc8Rt1YwPe3")]
    [InlineData("Google API key", "AIza", "SyD9x2Kq7LmZvB4Nc8RtYwPe3JhGfUoI1aQ")]
    public void A_known_format_is_found(string noun, string prefix, string rest) =>
        Assert.Equal([noun], CredentialFormats.Find($"x={prefix}{rest};").Select(match => match.Format));

    [Fact]
    public void A_private_key_is_found_as_a_whole()
    {
        var match = Assert.Single(CredentialFormats.Find($"cat > key <<EOF\n{PrivateKey}\nEOF\n"));
        Assert.Equal("private key", match.Format);
        Assert.Equal(16, match.Offset);
    }

    [Theory]
    [InlineData("DB_PASSWORD", "tK9!vx2Lq#Zm7b")]
    [InlineData("API_TOKEN", "9f86d081884c7d659a2feaa0c55ad015")]
    [InlineData("CODECOV_TOKEN", "6ba7b810-9dad-41d1-80b4-00c04fd430c8")]
    [InlineData("AWS_SECRET_ACCESS_KEY", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYzqPl83nQws")]
    [InlineData("clientSecret", "q3D8Q~kLm2VbNx7ZtRwYpJh")]
    public void A_random_value_of_a_name_that_says_secret_is_one(string name, string value) => Assert.Single(CredentialFormats.FindIn(name, value));

    [Theory]
    [InlineData("POSTGRES_PASSWORD", "postgres")]
    [InlineData("MYSQL_ROOT_PASSWORD", "root")]
    [InlineData("SA_PASSWORD", "yourStrong(!)Password123")]
    [InlineData("GITLAB_ROOT_PASSWORD", "Pa$$w0rd")]
    [InlineData("AUTH_SECRET", "fallback-ci-secret-for-testing")]
    [InlineData("AWS_SECRET_ACCESS_KEY", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY")]
    [InlineData("TOKEN", "${{ secrets.TOKEN }}")]
    [InlineData("TOKEN", "$CI_JOB_TOKEN")]
    [InlineData("TOKEN", "%TOKEN%")]
    [InlineData("token", "write")]
    [InlineData("CACHE_KEY", "9f86d081884c7d659a2feaa0c55ad015")]
    [InlineData("TOKEN_URL", "https://sts.example.org/9f86d081884c7d659a2f")]
    [InlineData("SECRET_NAME", "production-9f86d081884c7d65")]
    [InlineData("server-password", "MAVEN_PASSWORD")]
    [InlineData("GITHUB_SHA", "9f86d081884c7d659a2feaa0c55ad01599887766")]
    public void Test_words_references_and_other_names_are_none(string name, string value) => Assert.Empty(CredentialFormats.FindIn(name, value));

    [Fact]
    public void A_literal_password_of_a_registry_is_always_one()
    {
        Assert.Single(CredentialFormats.FindPassword("password of a container registry", "pass"));
        Assert.Empty(CredentialFormats.FindPassword("password of a container registry", "${{ secrets.REGISTRY }}"));
        Assert.Empty(CredentialFormats.FindPassword("password of a container registry", ""));
    }

    [Fact]
    public void Masking_keeps_the_length_and_hides_the_value()
    {
        var text = $"TOKEN={GitHubToken} make";
        var masked = CredentialFormats.MaskAll(text, CredentialFormats.Find(text));
        Assert.Equal($"TOKEN={new string('*', 40)} make", masked);
        Assert.Empty(CredentialFormats.Find(masked));
    }

    [Fact]
    public void No_text_makes_it_throw_and_matches_lie_in_the_text()
    {
        var parts = Gen.OneOf(
            Gen.String,
            Gen.Int[0, Pieces.Length - 1].Select(index => Pieces[index]));
        parts.Array[0, 12].Select(string.Concat).Sample(text =>
        {
            var matches = CredentialFormats.Find(text).Concat(CredentialFormats.FindIn("password", text));
            Assert.All(matches, match => Assert.True(match.Offset >= 0 && match.Length > 0 && match.Offset + match.Length <= text.Length));
        });
    }
}
