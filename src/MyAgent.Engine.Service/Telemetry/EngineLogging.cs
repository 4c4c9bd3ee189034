using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.Logging.Console;

namespace MyAgent.Engine.Service.Telemetry;

/// <summary>Configures logging: to standard error, one line a message. The configuration can change everything here (<c>Logging:…</c>), in
/// <c>appsettings.json</c> in the working directory or in the environment. Of a request, only method and path are logged.</summary>
internal static class EngineLogging
{
    private static readonly Dictionary<string, string?> Defaults = new()
    {
        ["Logging:LogLevel:Default"] = "Information",
        ["Logging:LogLevel:Microsoft"] = "Warning",
        // Its errors are reported elsewhere: the command reports a failed start, and the host logs a failed background service as critical.
        ["Logging:LogLevel:Microsoft.Extensions.Hosting.Internal.Host"] = "Critical",
        // It logs every request without a token, and nothing else.
        ["Logging:LogLevel:MyAgent.Engine.Service.Security.TokenAuthentication"] = "Warning",
        // It warns that its keys are not encrypted; ProtectionKeys says why.
        ["Logging:LogLevel:Microsoft.AspNetCore.DataProtection.KeyManagement.XmlKeyManager"] = "Error",
        // It logs every step of each node, shard and singleton. The engine itself logs what concerns an operator.
        ["Logging:LogLevel:Akka"] = "Warning",
        ["Logging:Console:LogToStandardErrorThreshold"] = "Trace",
        ["Logging:Console:FormatterName"] = "simple",
        ["Logging:Console:FormatterOptions:SingleLine"] = "true",
        ["Logging:Console:FormatterOptions:UseUtcTimestamp"] = "true",
        ["Logging:Console:FormatterOptions:TimestampFormat"] = "yyyy-MM-ddTHH:mm:ss.fffZ ",
        ["Logging:Console:FormatterOptions:ColorBehavior"] = "Disabled",
    };

    /// <summary>Adds logging to a server, or to another host.</summary>
    public static void UseEngineLogging(this IHostApplicationBuilder builder)
    {
        builder.Configuration.Sources.Insert(0, new MemoryConfigurationSource { InitialData = Defaults });
        builder.Logging.ClearProviders();
        builder.Logging.AddConfiguration(builder.Configuration.GetSection("Logging"));
        builder.Logging.AddConsole();
        // The framework's builder chooses its own formatter, whatever is configured.
        builder.Services.PostConfigure<ConsoleLoggerOptions>(console => console.FormatterName = builder.Configuration["Logging:Console:FormatterName"]);
        TelemetryExport.SendLogs(builder.Logging, Environment.GetEnvironmentVariable);
    }
}
