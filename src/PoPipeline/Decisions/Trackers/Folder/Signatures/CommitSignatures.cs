using System.Collections.Immutable;
using System.Text;
using PoPipeline.Decisions.Trackers.Folder.History;

namespace PoPipeline.Decisions.Trackers.Folder.Signatures;

/// <summary>Checks that commits are signed by a key of their author: without, everybody can commit under every name.</summary>
/// <param name="store">The repository.</param>
/// <param name="signers">Who signs with which key.</param>
internal sealed class CommitSignatures(GitStore store, ImmutableArray<AllowedSigner> signers)
{
    private const string Purpose = "git";

    private readonly Dictionary<string, string?> faults = new(StringComparer.Ordinal);

    /// <summary>Why a commit proves nothing, as a sentence without a full stop; null where it does.</summary>
    /// <param name="commit">The commit.</param>
    public string? Fault(CommitFacts commit)
    {
        if (!faults.TryGetValue(commit.Id, out var fault))
        {
            try
            {
                fault = Check(commit);
            }
            catch (FormatException exception)
            {
                fault = $"The signature of its commit cannot be checked. {exception.Message.TrimEnd('.')}";
            }

            faults[commit.Id] = fault;
        }

        return fault;
    }

    /// <summary>What the file of signers says of the key that signed a commit; empty where the signature proves nothing.</summary>
    /// <param name="commit">The commit.</param>
    public ImmutableArray<AllowedSigner> KeyOf(CommitFacts commit) => Fault(commit) is null && store.Signature(commit.Id) is { } signed
        ? OfKey(SshSignature.Read(signed.Signature))
        : [];

    private ImmutableArray<AllowedSigner> OfKey(SshSignature signature) => [.. signers.Where(signer => signer.Key.AsSpan().SequenceEqual(signature.Key.AsSpan()))];

    private string? Check(CommitFacts commit)
    {
        if (store.Signature(commit.Id) is not { } signed)
        {
            return "Its commit is not signed. Sign it with `git commit -S` and an SSH key of its author; a squash or a rebase on the forge takes a signature away";
        }

        if (!SshSignature.IsOne(signed.Signature))
        {
            return "Its commit is not signed with an SSH key. Set 'gpg.format' of git to 'ssh'";
        }

        var signature = SshSignature.Read(signed.Signature);
        if (signature.Purpose != Purpose)
        {
            return "The signature of its commit was made for something else than git";
        }

        var email = FolderAccounts.Fold(commit.Email);
        var ofKey = OfKey(signature);
        var ofAuthor = ofKey.Where(signer => signer.IsOf(email)).ToList();
        return ofKey.IsEmpty ? "Its commit is signed with a key that the file of signers does not name"
            : ofAuthor.Count == 0 ? "Its commit is signed with a key that is not its author's"
            : !ofAuthor.Any(signer => signer.MaySign(Purpose)) ? "Its commit is signed with a key that the file of signers does not allow to sign for git"
            : !ofAuthor.Any(signer => signer.MaySign(Purpose) && signer.Holds(commit.At)) ? "Its commit is signed with a key that was not valid then"
            : !signature.Covers(Encoding.UTF8.GetBytes(signed.Text)) ? "The signature of its commit does not belong to it"
            : null;
    }
}
