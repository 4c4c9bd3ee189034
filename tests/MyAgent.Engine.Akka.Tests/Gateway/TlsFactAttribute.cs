using Akka.Remote;

namespace MyAgent.Engine.Akka.Tests.Gateway;

/// <summary>Needs to say for this process alone which authority it trusts.</summary>
internal sealed class TlsFactAttribute : FactAttribute
{
    public TlsFactAttribute() => Skip = Lacking;

    /// <summary>Why TLS cannot be tested here; null where it can.</summary>
    public static string? Lacking => OperatingSystem.IsLinux() ? null : "Only on Linux does a process choose whom it trusts.";
}

/// <inheritdoc cref="TlsFactAttribute"/>
internal sealed class TlsTheoryAttribute : TheoryAttribute
{
    public TlsTheoryAttribute() => Skip = TlsFactAttribute.Lacking;
}

/// <summary>Needs an Akka.NET in which the listening side asks for a certificate.</summary>
internal sealed class MutualTlsTheoryAttribute : TheoryAttribute
{
    private static readonly Version First = new(1, 5, 53);

    public MutualTlsTheoryAttribute() => Skip = TlsFactAttribute.Lacking
        ?? (typeof(RemoteActorRefProvider).Assembly.GetName().Version >= First ? null : $"Akka.NET before {First} does not ask the peer for a certificate.");
}
