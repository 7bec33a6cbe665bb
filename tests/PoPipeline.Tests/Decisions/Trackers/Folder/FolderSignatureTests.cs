using System.Globalization;
using PoPipeline.Forges;
using PoPipeline.Rules.Model.Policies;
using static PoPipeline.Tests.Decisions.Trackers.Folder.RecordsRepository;

namespace PoPipeline.Tests.Decisions.Trackers.Folder;

public sealed class FolderSignatureTests
{
    private const string Signers = ".popipeline/signers";
    private static readonly RecordsPolicy Signed = new() { Signers = Signers };

    [Theory]
    [InlineData("ed25519", 256)]
    [InlineData("ecdsa", 256)]
    [InlineData("ecdsa", 384)]
    [InlineData("ecdsa", 521)]
    [InlineData("rsa", 2048)]
    [InlineData("rsa", 3072)]
    public async Task A_decision_signed_by_its_author_counts(string kind, int bits)
    {
        using var keys = new TempTree();
        using var repository = new RecordsRepository();
        repository.Write(Signers, $"# who signs\n\n{Alice} namespaces=\"git\" {Key(keys, "alice", kind, bits)}\n").Commit(Bob);
        repository.Approve(await repository.File());
        Sign(repository, keys, "alice", Alice);

        var comment = await repository.OnlyComment(Signed);

        Assert.Null(comment.Unproven);
        Assert.Equal(Alice, comment.Author.Id);
    }

    [Fact]
    public async Task A_decision_that_is_not_signed_proves_nothing_whoever_its_commit_names()
    {
        using var keys = new TempTree();
        using var repository = new RecordsRepository();
        repository.Write(Signers, $"{Alice} {Key(keys, "alice")}\n").Commit(Bob);
        repository.Approve(await repository.File());
        repository.Commit(Alice);

        Assert.StartsWith("Its commit is not signed. Sign it with", (await repository.OnlyComment(Signed)).Unproven, StringComparison.Ordinal);
        Assert.Null((await repository.OnlyComment()).Unproven);
    }

    [Theory]
    [InlineData("mallory@example.org {0}", "Its commit is signed with a key that is not its author's")]
    [InlineData("*@example.org,!alice@* {0}", "Its commit is signed with a key that is not its author's")]
    [InlineData("alice@example.org namespaces=\"file,email\" {0}", "Its commit is signed with a key that the file of signers does not allow to sign for git")]
    [InlineData("alice@example.org valid-before=\"20261031\" {0}", "Its commit is signed with a key that was not valid then")]
    [InlineData("alice@example.org valid-after=\"20270101Z\" {0}", "Its commit is signed with a key that was not valid then")]
    [InlineData("alice@example.org {1}", "Its commit is signed with a key that the file of signers does not name")]
    [InlineData("ALICE@example.org,bob@example.org valid-after=\"20261001\",valid-before=\"202611302359\",namespaces=\"g?t\" {0} Alice's key", null)]
    [InlineData("\"alice@example.org\"\tNAMESPACES=\"git\"\t{0}", null)]
    [InlineData("*@example.org {0}", null)]
    public async Task A_key_proves_what_the_file_of_signers_says_of_it(string line, string? fault)
    {
        using var keys = new TempTree();
        using var repository = new RecordsRepository();
        repository.Write(Signers, string.Format(CultureInfo.InvariantCulture, line, Key(keys, "alice"), Key(keys, "mallory"))).Commit(Bob);
        repository.Approve(await repository.File());
        Sign(repository, keys, "alice", Alice);

        Assert.Equal(fault, (await repository.OnlyComment(Signed)).Unproven);
    }

    [Fact]
    public async Task A_signature_taken_from_another_commit_or_made_for_something_else_proves_nothing()
    {
        using var keys = new TempTree();
        using var repository = new RecordsRepository();
        repository.Write(Signers, $"{Alice} {Key(keys, "alice")}\n").Commit(Bob);
        repository.Approve(await repository.File());
        Sign(repository, keys, "alice", Alice);
        var raw = repository.Git("cat-file", "commit", "HEAD");
        async Task<string?> With(string text)
        {
            repository.Write(".git/raw", text + "\n");
            repository.Git("update-ref", "refs/heads/main", repository.Git("hash-object", "-t", "commit", "-w", "--literally", ".git/raw"));
            return (await repository.OnlyComment(Signed)).Unproven;
        }

        Assert.Null(await With(raw));
        Assert.Equal("The signature of its commit does not belong to it", await With(raw + "!"));
        Assert.Equal("The signature of its commit does not belong to it", await With(raw.Replace("author Alice <alice@", "author Alicia <alice@", StringComparison.Ordinal)));
        Assert.Equal("The signature of its commit cannot be checked. It is of a version that is not known", await With(raw.Replace("gpgsig -----BEGIN SSH SIGNATURE-----\n ", "gpgsig -----BEGIN SSH SIGNATURE-----\n AAAA", StringComparison.Ordinal)));
        Assert.StartsWith("Its commit is not signed with an SSH key", await With(raw.Replace("SSH SIGNATURE", "PGP SIGNATURE", StringComparison.Ordinal)), StringComparison.Ordinal);

        var plain = string.Join('\n', raw.Split('\n').Where(line => !line.StartsWith("gpgsig", StringComparison.Ordinal) && !line.StartsWith(' ')));
        Assert.Equal("The signature of its commit was made for something else than git", await With(await Resign(keys, plain, "file")));
        Assert.Null(await With(await Resign(keys, plain, "git")));
        Assert.Null(await With(await Resign(keys, plain, "git", "sha256")));
        Assert.StartsWith("Its commit is not signed. ", await With(plain), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_file_of_signers_is_that_of_the_branch_not_of_the_change()
    {
        using var keys = new TempTree();
        using var repository = new RecordsRepository();
        repository.Write(Signers, $"{Alice} {Key(keys, "alice")}\n").Commit(Bob);
        repository.Approve(await repository.File());
        Sign(repository, keys, "mallory", Alice);
        repository.Write(Signers, $"{Alice} {Key(keys, "mallory")}\n");

        Assert.Equal("Its commit is signed with a key that the file of signers does not name", (await repository.OnlyComment(Signed)).Unproven);
    }

    [Theory]
    [InlineData("alice@example.org cert-authority {0}", "authorities for certificates")]
    [InlineData("alice@example.org", "it names no key")]
    [InlineData("alice@example.org ssh-ed25519 AAAA", "it names no key")]
    [InlineData("alice@example.org verify-required {0}", "'verify-required' is no option")]
    [InlineData("alice@example.org valid-after=\"soon\" {0}", "'soon' is no time")]
    [InlineData("alice@example.org valid-after=\"20270101\",valid-before=\"20260101\" {0}", "ends to be valid before")]
    [InlineData("{0}", "it names no key")]
    public async Task A_line_that_is_not_understood_stops_the_run(string line, string fault)
    {
        using var keys = new TempTree();
        using var repository = new RecordsRepository();
        repository.Write(Signers, "# signers\n" + string.Format(CultureInfo.InvariantCulture, line, Key(keys, "alice"))).Commit(Bob);
        await repository.File();

        var refused = await Assert.ThrowsAsync<ForgeException>(() => repository.Only(policy: Signed));

        Assert.StartsWith($"Line 2 of '{Signers}' cannot be used: ", refused.Message, StringComparison.Ordinal);
        Assert.Contains(fault, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_the_file_of_signers_nothing_is_believed()
    {
        using var repository = new RecordsRepository();
        await repository.File();

        var refused = await Assert.ThrowsAsync<ForgeException>(() => repository.Only(policy: Signed));

        Assert.Contains("which is not on branch 'main'", refused.Message, StringComparison.Ordinal);
    }

    internal static string Key(TempTree keys, string name, string kind = "ed25519", int bits = 256)
    {
        Components.Program("ssh-keygen", "run `apt-get install openssh-client`");
        if (!File.Exists(keys.PathOf(name)))
        {
            keys.Run("ssh-keygen", "-q", "-t", kind, "-b", bits.ToString(CultureInfo.InvariantCulture), "-N", "", "-C", "", "-f", keys.PathOf(name));
        }

        return File.ReadAllText(keys.PathOf(name + ".pub")).Trim();
    }

    internal static void Sign(RecordsRepository repository, TempTree keys, string name, string email)
    {
        Key(keys, name);
        repository.Git("config", "gpg.format", "ssh");
        repository.Git("config", "user.signingkey", keys.PathOf(name));
        repository.Commit(email, "--gpg-sign");
    }

    private static async Task<string> Resign(TempTree keys, string commit, string purpose, string hash = "sha512")
    {
        var text = keys.PathOf(Guid.NewGuid().ToString("N"));
        File.WriteAllText(text, commit + "\n");
        keys.Run("ssh-keygen", "-q", "-Y", "sign", "-f", keys.PathOf("alice"), "-n", purpose, "-O", $"hashalg={hash}", text);
        var signature = (await File.ReadAllTextAsync(text + ".sig", TestContext.Current.CancellationToken)).Trim().Replace("\n", "\n ", StringComparison.Ordinal);
        var end = commit.IndexOf("\n\n", StringComparison.Ordinal);
        return $"{commit[..end]}\ngpgsig {signature}{commit[end..]}";
    }
}
