namespace MyAgent.Engine.Service.Api;

/// <summary>The largest size of a body, where that differs from <see cref="Body.MaxJsonBytes"/>.</summary>
/// <param name="bytes">In bytes.</param>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class MaxBytesAttribute(int bytes) : Attribute
{
    /// <summary>In bytes.</summary>
    public int Bytes { get; } = bytes;
}
