using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.Logging.Console;

namespace MyAgent.Engine.Service.Telemetry;

/// <summary>What is logged, and how: to standard error, one line a message. Everything here can be set otherwise by the configuration (<c>Logging:…</c>), in
/// <c>appsettings.json</c> in the working directory or in the environment. Of a request no more than method and path is ever told.</summary>
internal static class EngineLogging
{
    private static readonly Dictionary<string, string?> Defaults = new()
    {
        ["Logging:LogLevel:Default"] = "Information",
        ["Logging:LogLevel:Microsoft"] = "Warning",
        // Its errors are told elsewhere: a start that fails by the command that wanted it, a background service that fails as critical.
        ["Logging:LogLevel:Microsoft.Extensions.Hosting.Internal.Host"] = "Critical",
        // It tells of every request without a token, and of nothing else.
        ["Logging:LogLevel:MyAgent.Engine.Service.Security.TokenAuthentication"] = "Warning",
        // It warns that its keys are not encrypted, which ProtectionKeys says why of.
        ["Logging:LogLevel:Microsoft.AspNetCore.DataProtection.KeyManagement.XmlKeyManager"] = "Error",
        // Of each node, shard and singleton it tells every step. What of that concerns an operator the engine says itself.
        ["Logging:LogLevel:Akka"] = "Warning",
        ["Logging:Console:LogToStandardErrorThreshold"] = "Trace",
        ["Logging:Console:FormatterName"] = "simple",
        ["Logging:Console:FormatterOptions:SingleLine"] = "true",
        ["Logging:Console:FormatterOptions:UseUtcTimestamp"] = "true",
        ["Logging:Console:FormatterOptions:TimestampFormat"] = "yyyy-MM-ddTHH:mm:ss.fffZ ",
        ["Logging:Console:FormatterOptions:ColorBehavior"] = "Disabled",
    };

    /// <summary>Has a server log.</summary>
    public static void UseEngineLogging(this WebApplicationBuilder builder)
    {
        ((IConfigurationBuilder)builder.Configuration).Sources.Insert(0, new MemoryConfigurationSource { InitialData = Defaults });
        builder.Logging.ClearProviders();
        builder.Logging.AddConfiguration(builder.Configuration.GetSection("Logging"));
        builder.Logging.AddConsole();
        // The framework's builder chooses its own formatter, whatever is configured.
        builder.Services.PostConfigure<ConsoleLoggerOptions>(console => console.FormatterName = builder.Configuration["Logging:Console:FormatterName"]);
        TelemetryExport.SendLogs(builder.Logging, Environment.GetEnvironmentVariable);
    }
}
