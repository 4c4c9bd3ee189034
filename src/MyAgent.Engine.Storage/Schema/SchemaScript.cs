using System.Globalization;
using System.Reflection;

namespace MyAgent.Engine.Storage.Schema;

/// <summary>A migration of the engine's tables from one schema version to the next. A released script is never changed: a later one corrects it. After it, an
/// engine of the version before must still work, because the nodes of a cluster are upgraded one at a time.</summary>
/// <param name="Version">The version after it, which counts from 1.</param>
/// <param name="Name">The name of its file.</param>
/// <param name="Sql">The statements, which run in one transaction.</param>
internal sealed record SchemaScript(int Version, string Name, string Sql)
{
    /// <summary>The scripts for SQLite, in order of their versions: the files in <c>Sqlite/Schema</c>.</summary>
    public static IReadOnlyList<SchemaScript> Sqlite { get; } = Read("Sqlite/Schema/");

    /// <summary>The scripts for PostgreSQL, in order of their versions: the files in <c>Postgres/Schema</c>.</summary>
    public static IReadOnlyList<SchemaScript> Postgres { get; } = Read("Postgres/Schema/");

    private static SchemaScript[] Read(string folder)
    {
        var assembly = Assembly.GetExecutingAssembly();
        return [.. assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(folder, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name => Read(assembly, name, name[folder.Length..]))];
    }

    private static SchemaScript Read(Assembly assembly, string resource, string name)
    {
        using var text = new StreamReader(assembly.GetManifestResourceStream(resource)!);
        return new SchemaScript(int.Parse(name.AsSpan(0, name.IndexOf('-')), NumberStyles.None, CultureInfo.InvariantCulture), name, text.ReadToEnd());
    }
}
