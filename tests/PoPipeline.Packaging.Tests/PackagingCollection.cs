namespace PoPipeline.Packaging.Tests;

/// <summary>All packaging tests build from one copy of the sources, one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class PackagingCollection : ICollectionFixture<SourceCopy>
{
    public const string Name = "Packagings";
}
