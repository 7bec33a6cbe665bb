using CsCheck;
using PoPipeline.Rules.Data;

namespace PoPipeline.Rules.Tests;

public sealed class CommandAnswersTests
{
    [Theory]
    // What gh tells of a proposal or an issue, as a whole and by its fields.
    [InlineData("gh pr view 1", TextKind.ApiAnswer)]
    [InlineData("gh pr view 1 --comments", TextKind.ApiAnswer)]
    [InlineData("gh pr view 1 --json title", TextKind.Title)]
    [InlineData("gh pr view 1 --json title,body", TextKind.AnyText)]
    [InlineData("gh pr view 1 --json title,number --jq .number", TextKind.Fixed)]
    [InlineData("gh pr view 1 --json title,number --jq .title", TextKind.Title)]
    [InlineData("gh pr view 1 --json=headRefName -q=.headRefName", TextKind.Branch)]
    [InlineData("gh pr view 1 --json headRefOid --jq .headRefOid", TextKind.Fixed)]
    [InlineData("gh pr view 1 --json baseRefName -q .baseRefName", TextKind.Fixed)]
    [InlineData("gh pr view 1 --json author -q .author.login", TextKind.Login)]
    [InlineData("gh pr view 1 --json author -q .author.name", TextKind.Author)]
    [InlineData("gh pr view 1 --json files --jq .files[].path", TextKind.FileNames)]
    [InlineData("gh pr view 1 --json files --jq .files.[].path", TextKind.FileNames)]
    [InlineData("gh pr view 1 --json files --jq '.files | length'", TextKind.Fixed)]
    [InlineData("gh pr view 1 --json labels --jq '.labels[].name'", TextKind.Label)]
    [InlineData("gh pr view 1 --json labels --jq '.labels | map(.name) | any(. == \"safe\")'", TextKind.Fixed)]
    [InlineData("gh pr view 1 --json body,comments -q '.body, .comments[].body'", TextKind.Body)]
    [InlineData("gh pr view 1 --json commits --jq '.commits[-1].messageHeadline'", TextKind.CommitMessage)]
    [InlineData("gh pr view 1 --json commits --jq '.commits[-1].oid'", TextKind.Fixed)]
    [InlineData("gh pr view 1 --json title --template '{{.title}}'", TextKind.Title)]
    [InlineData("gh pr view 1 --json number -t '{{.number}}'", TextKind.Fixed)]
    [InlineData("gh -R a/b pr view 1 --json state", TextKind.Fixed)]
    [InlineData("gh pr --repo a/b view 1 --json isDraft,mergeable", TextKind.Fixed)]
    [InlineData("gh pr list --json number --jq '.[0].number'", TextKind.Fixed)]
    [InlineData("gh pr list --head x --json number,title --jq '.[] | select(.title | startswith(\"a\")) | .number'", TextKind.Fixed)]
    [InlineData("gh pr list --json number,title --jq '.[] | \"\\(.number) \\(.title)\"'", TextKind.Title)]
    [InlineData("gh pr list --json number,url --jq '.[] | [.number, .url] | @tsv'", TextKind.Fixed)]
    [InlineData("gh pr diff 1", TextKind.Changes)]
    [InlineData("gh pr diff 1 --name-only", TextKind.FileNames)]
    [InlineData("gh pr create --fill", TextKind.Fixed)]
    [InlineData("gh issue view 1 --json title --jq .title", TextKind.Title)]
    [InlineData("gh issue view 1 --json body -q .body", TextKind.Body)]
    [InlineData("gh issue view 1 --json comments --jq .comments[-1].body", TextKind.Body)]
    [InlineData("gh issue list --label bug", TextKind.ApiAnswer)]
    [InlineData("gh issue create --title x --body y", TextKind.Fixed)]
    [InlineData("gh run view 1 --json conclusion -q .conclusion", TextKind.Fixed)]
    [InlineData("gh run list --json databaseId --jq '.[0].databaseId // empty'", TextKind.Fixed)]
    [InlineData("gh run view 1 --json headBranch --jq .headBranch", TextKind.Branch)]
    [InlineData("gh run view 1 --log", TextKind.AnyText)]
    [InlineData("gh run download 1", TextKind.Fixed)]
    [InlineData("gh auth token", TextKind.Fixed)]
    [InlineData("gh models run x", TextKind.Answer)]
    // Its calls of the API.
    [InlineData("gh api repos/a/b/pulls/1", TextKind.ApiAnswer)]
    [InlineData("gh api /repos/a/b/pulls/1 --jq .head.ref", TextKind.Branch)]
    [InlineData("gh api /repos/a/b/pulls/1 --jq .head.sha", TextKind.Fixed)]
    [InlineData("gh api /repos/a/b/pulls/1 --jq .base.ref", TextKind.Fixed)]
    [InlineData("gh api /repos/a/b/pulls/1 --jq .user.login", TextKind.Login)]
    [InlineData("gh api /repos/a/b/pulls/1 --jq .head.repo.full_name", TextKind.Login)]
    [InlineData("gh api -H 'Accept: x' /repos/a/b/pulls/1/files --jq '.[].filename'", TextKind.FileNames)]
    [InlineData("gh api --paginate repos/a/b/issues/1/comments -q '[.[] | select(.user.login == \"x\")] | last | .id'", TextKind.Fixed)]
    [InlineData("gh api repos/a/b/issues/1/comments --jq '.[0].body'", TextKind.Body)]
    [InlineData("gh api repos/a/b/commits/x --jq .commit.message", TextKind.CommitMessage)]
    [InlineData("gh api repos/a/b/commits/x --jq .commit.author.email", TextKind.Author)]
    [InlineData("gh api repos/a/b/collaborators/x/permission --jq .permission", TextKind.Fixed)]
    [InlineData("gh api repos/a/b/collaborators/x/permission", TextKind.Fixed)]
    [InlineData("gh api repos/a/b/actions/runs/1/artifacts --jq '.artifacts[] | select(.name == \"pr\") | .id'", TextKind.Fixed)]
    [InlineData("gh api repos/a/b/x --jq .nobody_knows", TextKind.ApiAnswer)]
    [InlineData("gh api repos/a/b/x --jq 'reduce .[] as $x (0; . + 1)'", TextKind.ApiAnswer)]
    [InlineData("gh api repos/a/b/x --jq 'if .draft then .number else .title end'", TextKind.Title)]
    [InlineData("gh api repos/a/b/x --jq '{n: .number, \"t\": .title}'", TextKind.Title)]
    [InlineData("gh api repos/a/b/x --jq '.pull_request as $p | $p.number'", TextKind.Fixed)]
    [InlineData("gh api repos/a/b/x --jq '.[\"title\"]'", TextKind.Title)]
    // Git.
    [InlineData("git log -1 --format=%s", TextKind.CommitSubject)]
    [InlineData("git log -n 1 --format=%h-%s", TextKind.CommitSubject)]
    [InlineData("git show --format=%s HEAD", TextKind.Changes)]
    [InlineData("git show -s --format=%s HEAD", TextKind.CommitSubject)]
    [InlineData("git log --format=%s", TextKind.CommitMessage)]
    [InlineData("git log -1 --pretty=format:%H", TextKind.Fixed)]
    [InlineData("git log -1 --pretty=format:'%h %ct'", TextKind.Fixed)]
    [InlineData("git log -1 --format %an", TextKind.Author)]
    [InlineData("git log -1 --format='%an %s'", TextKind.AnyText)]
    [InlineData("git log --oneline", TextKind.CommitMessage)]
    [InlineData("git log --format=oneline -1", TextKind.CommitMessage)]
    [InlineData("git log -1", TextKind.CommitMessage)]
    [InlineData("git log -p", TextKind.Changes)]
    [InlineData("git log --name-only --format= a..b", TextKind.FileNames)]
    [InlineData("git -C x log -1 --format=%ae", TextKind.Author)]
    [InlineData("git --no-pager diff --name-only origin/main", TextKind.FileNames)]
    [InlineData("git diff --stat", TextKind.FileNames)]
    [InlineData("git diff HEAD~1", TextKind.Changes)]
    [InlineData("git diff --quiet", TextKind.Fixed)]
    [InlineData("git diff-tree --no-commit-id --name-only -r HEAD", TextKind.FileNames)]
    [InlineData("git show -s --format=%B HEAD", TextKind.CommitMessage)]
    [InlineData("git show -s --format=%ct HEAD", TextKind.Fixed)]
    [InlineData("git show --format=%H HEAD", TextKind.Changes)]
    [InlineData("git show --no-patch HEAD", TextKind.CommitMessage)]
    [InlineData("git branch --show-current", TextKind.Branch)]
    [InlineData("git rev-parse --abbrev-ref HEAD", TextKind.Branch)]
    [InlineData("git rev-parse --short HEAD", TextKind.Fixed)]
    [InlineData("git rev-list --count HEAD", TextKind.Fixed)]
    [InlineData("git rev-list -1 HEAD", TextKind.Fixed)]
    [InlineData("git for-each-ref --format='%(refname:short)'", TextKind.Branch)]
    [InlineData("git for-each-ref --format='%(objectname)'", TextKind.Fixed)]
    [InlineData("git for-each-ref --format='%(authorname)'", TextKind.Author)]
    [InlineData("git for-each-ref --format='%(contents:subject)'", TextKind.CommitMessage)]
    [InlineData("git for-each-ref", TextKind.Branch)]
    [InlineData("git shortlog -sn", TextKind.Author)]
    [InlineData("git ls-files", TextKind.WorkspaceNames)]
    [InlineData("git ls-remote origin", TextKind.Branch)]
    [InlineData("git merge-base a b", TextKind.Fixed)]
    [InlineData("git describe --tags", null)]
    // Other forges, and addresses.
    [InlineData("glab mr view 1", TextKind.ApiAnswer)]
    [InlineData("glab mr diff 1", TextKind.Changes)]
    [InlineData("glab api projects/1/merge_requests", TextKind.ApiAnswer)]
    [InlineData("hub pr show", TextKind.ApiAnswer)]
    [InlineData("curl -s https://api.github.com/repos/a/b/pulls/1", TextKind.ApiAnswer)]
    [InlineData("curl -s $GITHUB_API_URL/repos/a/b", TextKind.ApiAnswer)]
    [InlineData("curl --header x ${CI_API_V4_URL}/projects/1", TextKind.ApiAnswer)]
    [InlineData("curl -s -o /dev/null -w %{http_code} https://api.github.com/x", TextKind.Fixed)]
    [InlineData("wget -qO- https://api.github.com/x", TextKind.ApiAnswer)]
    [InlineData("curl -L https://github.com/a/b/pull/1.diff", TextKind.Changes)]
    [InlineData("curl https://example.com", null)]
    // What nobody chooses, what lies here, what is set here.
    [InlineData("date +%s", TextKind.Fixed)]
    [InlineData("nproc", TextKind.Fixed)]
    [InlineData("mktemp -d", TextKind.Fixed)]
    [InlineData("ls", TextKind.WorkspaceNames)]
    [InlineData("find . -name *.py", TextKind.WorkspaceNames)]
    [InlineData("env", TextKind.Environment)]
    [InlineData("printenv HOME", null)]
    [InlineData("claude -p x", TextKind.Answer)]
    [InlineData("echo x", null)]
    [InlineData("npm audit", null)]
    public void What_a_command_answers_with_is_known_by_its_words(string line, TextKind? kind)
    {
        var words = Split(line);

        Assert.Equal(kind, CommandAnswers.Of(words[0], words[1..]));
    }

    [Theory]
    [InlineData(".pull_request.title", TextKind.Title)]
    [InlineData(".pull_request.number", TextKind.Fixed)]
    [InlineData("-", TextKind.ApiAnswer)]
    [InlineData(".", TextKind.ApiAnswer)]
    [InlineData("", TextKind.ApiAnswer)]
    [InlineData(".comment.body | test(\"^/run\")", TextKind.Fixed)]
    [InlineData(".comment.body | split(\" \")[1]", TextKind.Body)]
    [InlineData(".issue.pull_request != null", TextKind.Fixed)]
    [InlineData(".commits[].modified | .[]", TextKind.FileNames)]
    [InlineData(".head_commit.message // \"none\"", TextKind.CommitMessage)]
    [InlineData("\"\\(.number)", TextKind.ApiAnswer)]
    [InlineData(".a[", TextKind.ApiAnswer)]
    public void What_a_program_of_jq_takes_out_of_an_event_is_known_by_its_fields(string program, TextKind kind) => Assert.Equal(kind, CommandAnswers.OfQuery(program));

    [Theory]
    [InlineData("(")]
    [InlineData("-")]
    [InlineData("{a:")]
    [InlineData("[")]
    [InlineData(".a[")]
    [InlineData("\"\\(")]
    [InlineData("if ")]
    public void A_program_of_jq_without_end_is_given_up(string piece) =>
        Assert.Equal(TextKind.ApiAnswer, CommandAnswers.OfQuery(string.Concat(Enumerable.Repeat(piece, 100_000))));

    [Fact]
    public void No_text_is_too_odd_to_be_asked_about() =>
        Gen.Char[".|[](){}\"\\:,;$@%+-*/<>=!? abcHsx01"].Array[0, 40].Select(signs => new string(signs)).Sample(text =>
        {
            _ = CommandAnswers.OfQuery(text);
            _ = CommandAnswers.Of("gh", ["pr", "view", "--json", text, "--jq", text]);
            _ = CommandAnswers.Of("gh", ["api", text, "--template", "{{" + text]);
            Assert.NotNull(CommandAnswers.Of("git", ["log", "--format=%" + text]));
        });

    // As a shell splits it, with single quotes alone.
    private static List<string> Split(string line)
    {
        var parts = line.Split('\'');
        var words = new List<string> { "" };
        for (var index = 0; index < parts.Length; index++)
        {
            var pieces = index % 2 == 1 ? [parts[index]] : parts[index].Split(' ');
            words[^1] += pieces[0];
            words.AddRange(pieces[1..]);
        }

        return [.. words.Where(word => word.Length > 0)];
    }
}
