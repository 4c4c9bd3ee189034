namespace MyAgent.Engine.Storage;

/// <summary>Numbers the uploads of voice messages.</summary>
internal static class UploadNumber
{
    /// <summary>A number by chance, so that several nodes never take the same; 0 and below are the engine's own.</summary>
    public static long Next() => Random.Shared.NextInt64(1, long.MaxValue);
}
