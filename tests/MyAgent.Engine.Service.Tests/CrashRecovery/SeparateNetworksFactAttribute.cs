namespace MyAgent.Engine.Service.Tests.CrashRecovery;

/// <summary>A test with network namespaces and PostgreSQL.</summary>
public sealed class SeparateNetworksFactAttribute : FactAttribute
{
    private static readonly Lazy<string?> WhyNot = new(() =>
    {
        if (!PostgresServer.IsInstalled)
            return "No PostgreSQL server is installed.";
        try
        {
            using var networks = new SeparateNetworks(1);
            return null;
        }
        catch (Exception refused) when (refused is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return $"Network namespaces cannot be made: {refused.Message}";
        }
    });

    public SeparateNetworksFactAttribute() => Skip = Requirement.Skip(WhyNot.Value is null, WhyNot.Value ?? "");
}
