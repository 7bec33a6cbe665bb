using PoPipeline.Rules.CodeOwners;
using PoPipeline.Rules.Model;

namespace PoPipeline.Rules.Tests.CodeOwners;

public sealed class OwnerNameTests
{
    [Theory]
    [InlineData("@octocat", Forge.GitHub, OwnerKind.Person)]
    [InlineData("@octo_corp", Forge.GitHub, OwnerKind.Person)]
    [InlineData("@octo-org/octo-team", Forge.GitHub, OwnerKind.Group)]
    [InlineData("docs@example.com", Forge.GitHub, OwnerKind.Person)]
    [InlineData("octocat", Forge.GitHub, OwnerKind.Invalid)]
    [InlineData("docs@", Forge.GitHub, OwnerKind.Invalid)]
    [InlineData("@a/b/c", Forge.GitHub, OwnerKind.Invalid)]
    [InlineData("@@owner", Forge.GitHub, OwnerKind.Invalid)]
    [InlineData("@", Forge.GitHub, OwnerKind.Invalid)]
    [InlineData("@name", Forge.GitLab, OwnerKind.PersonOrGroup)]
    [InlineData("@group/with-nested/subgroup", Forge.GitLab, OwnerKind.Group)]
    [InlineData("@@Developers", Forge.GitLab, OwnerKind.Group)]
    [InlineData("@@reporter", Forge.GitLab, OwnerKind.Invalid)]
    [InlineData("janedoe@gitlab.com", Forge.GitLab, OwnerKind.Person)]
    [InlineData("user_without_at_symbol", Forge.GitLab, OwnerKind.Invalid)]
    [InlineData("", Forge.GitLab, OwnerKind.Invalid)]
    public void A_name_stands_for_what_its_forge_says(string name, Forge forge, OwnerKind expected) => Assert.Equal(expected, OwnerName.KindOf(name, forge));
}
