namespace MyAgent.Engine.Akka.Tests.Gateway;

/// <summary>Needs to say for this process alone which authority it trusts.</summary>
internal sealed class TlsFactAttribute : FactAttribute
{
    public TlsFactAttribute() => Skip = WhyNot;

    /// <summary>Why TLS cannot be tested here; null where it can.</summary>
    public static string? WhyNot => Requirement.Skip(OperatingSystem.IsLinux(), "Only on Linux does a process choose whom it trusts.");
}

/// <inheritdoc cref="TlsFactAttribute"/>
internal sealed class TlsTheoryAttribute : TheoryAttribute
{
    public TlsTheoryAttribute() => Skip = TlsFactAttribute.WhyNot;
}
