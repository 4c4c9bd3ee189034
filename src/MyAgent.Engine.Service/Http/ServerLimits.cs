namespace MyAgent.Engine.Service.Http;

/// <summary>What clients may take of the server. Each can be set in the environment: <c>MYAGENT_LIMITS__CONCURRENTUPLOADS</c>.</summary>
internal sealed record ServerLimits
{
    /// <summary>The section of the configuration that it is read from.</summary>
    public const string Section = "Limits";

    /// <summary>The most uploads of voice messages under way at once; default 32. One more is refused with 503.</summary>
    public int ConcurrentUploads { get; init; } = 32;

    /// <summary>The most an upload of a voice message may last, in seconds; default 120. A slower one is refused with 408.</summary>
    public double UploadSeconds { get; init; } = 120;
}
