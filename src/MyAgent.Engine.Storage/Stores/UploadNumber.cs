namespace MyAgent.Engine.Storage;

/// <summary>Gives numbers to the uploads of voice messages.</summary>
internal static class UploadNumber
{
    /// <summary>A random number from 1, so that two nodes do not take the same one; 0 and below are reserved for the engine.</summary>
    public static long Next() => Random.Shared.NextInt64(1, long.MaxValue);
}
