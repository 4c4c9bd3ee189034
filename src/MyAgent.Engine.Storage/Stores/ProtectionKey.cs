namespace MyAgent.Engine.Storage;

/// <summary>A key that protects cookies.</summary>
/// <param name="Name">The unique name of the key.</param>
/// <param name="Xml">The key, as ASP.NET Core's Data Protection writes it.</param>
internal sealed record ProtectionKey(string Name, string Xml);
