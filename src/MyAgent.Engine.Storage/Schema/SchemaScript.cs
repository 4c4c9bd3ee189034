using System.Globalization;
using System.Reflection;

namespace MyAgent.Engine.Storage.Schema;

/// <summary>One step from one version of the engine's tables to the next. A script that has been released is never changed: what it has
/// got wrong the next one mends. It leaves an engine of the version before able to go on, since the nodes of a cluster are exchanged one
/// at a time.</summary>
/// <param name="Version">The version it leads to, from 1.</param>
/// <param name="Name">Its file's name.</param>
/// <param name="Sql">What it does. It is run in a transaction.</param>
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
