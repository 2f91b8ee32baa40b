namespace Foedus.Server.Tests;

/// <summary>The tests of one PostgreSQL server stand behind each other: one of them restarts it, which cuts everybody's sessions.</summary>
[CollectionDefinition(Name)]
public sealed class OneServer
{
    public const string Name = "PostgreSQL server";
}
