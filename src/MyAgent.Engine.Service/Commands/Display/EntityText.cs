using MyAgent.Engine.Akka.Operators;

namespace MyAgent.Engine.Service.Commands.Display;

/// <summary>Entities and their actors as people read them.</summary>
internal static class EntityText
{
    /// <summary>Writes where an entity lives.</summary>
    public static void WriteWhere(Terminal terminal, EntityView entity)
    {
        terminal.Line($"{entity.Entity}: {PlaceOf(entity)}");
        WriteTrouble(terminal, entity);
    }

    /// <summary>Writes where an entity lives and what state it is in.</summary>
    public static void Write(Terminal terminal, EntityView entity)
    {
        terminal.Heading(entity.Entity);
        WriteField(terminal, "Lives", PlaceOf(entity));
        if (entity.Revision is { } revision)
        {
            WriteField(terminal, "Revision", entity.LastEventAt is { } at ? $"{DisplayFormat.Number(revision)}, of {DisplayFormat.Instant(at)}" : DisplayFormat.Number(revision));
            WriteField(terminal, "Snapshot", entity.SnapshotRevision is { } snapshot ? $"of revision {DisplayFormat.Number(snapshot)}" : "none");
            WriteField(terminal, "Deadline", DisplayFormat.Instant(entity.NextDeadline) ?? "none");
        }
        if (entity.State is { } state)
        {
            WriteField(terminal, "State", $"{DisplayFormat.Number(entity.StateBytes ?? 0)} bytes");
            terminal.Json(state);
        }
        else if (entity.StateBytes is { } bytes)
        {
            WriteField(terminal, "State", $"{DisplayFormat.Number(bytes)} bytes: too long to show");
        }
        WriteTrouble(terminal, entity);
    }

    private static string PlaceOf(EntityView entity) => entity switch
    {
        { Awake: false, Trouble: null } => "not awake: an entity has no actor while it is not used",
        { Awake: false } => "not found",
        { Node: { } node } => $"on {NodeName.Of(node)}, shard {entity.Shard}, {entity.Path}",
        _ => $"in this process, {entity.Path}",
    };

    private static void WriteField(Terminal terminal, string name, string value) => terminal.Paragraph($"  {name,-10}", value);

    private static void WriteTrouble(Terminal terminal, EntityView entity)
    {
        if (entity.Trouble is { } trouble)
            terminal.Line(trouble);
        ClusterText.WriteSilent(terminal, entity.Silent);
    }
}
