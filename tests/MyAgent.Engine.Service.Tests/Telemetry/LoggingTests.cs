using System.Text.Json;

namespace MyAgent.Engine.Service.Tests.Telemetry;

[IntegrationTests]
public sealed class LoggingTests
{
    [Fact]
    public async Task The_start_is_told_with_version_and_configuration_and_without_secrets_as_json_where_that_is_asked_for()
    {
        const string Token = "uM0kqTzv7Yb2Xw9GfLr4Nd1Pc8Hs";
        await using var engine = await ServedEngine.StartAsync(("Logging__Console__FormatterName", "json"), ("MYAGENT_ADMIN_TOKEN", Token), ("MYAGENT_LIMITS__CONNECTIONS", "777"));
        await Eventually.TrueAsync(() => engine.Log.Any(line => line.Contains("Configuration in force", StringComparison.Ordinal)));
        var messages = engine.Log.Select(line => JsonDocument.Parse(line).RootElement).ToList();

        var started = messages.Single(message => message.GetProperty("Message").GetString()!.Contains("has started", StringComparison.Ordinal)).GetProperty("State");
        started.GetProperty("Version").GetString().ShouldStartWith("1.");
        started.GetProperty("EngineHost").GetString().ShouldBe("solo");
        started.GetProperty("Urls").GetString().ShouldStartWith("http://127.0.0.1:");
        var configured = messages.Single(message => message.GetProperty("Message").GetString()!.StartsWith("Configuration in force", StringComparison.Ordinal))
            .GetProperty("State");
        configured.GetProperty("Limits").GetString()!.ShouldContain("Connections = 777");
        configured.GetProperty("Variables").GetString()!.ShouldContain("MYAGENT_ADMIN_TOKEN");
        engine.Log.ShouldAllBe(line => !line.Contains(Token));
    }

    [Fact]
    public async Task An_alarm_is_told_when_it_is_raised_and_when_it_is_over()
    {
        await using var engine = await ServedEngine.StartAsync();
        await engine.PutAsync("queues/sales", new { name = "Sales", alarms = new { waiting = 1 } });
        await engine.PostAsync("queues/sales/contacts", new { contactId = "c1", media = "call", caller = "+33123456789" });
        await engine.PostAsync("queues/sales/contacts/c1/hang-up");
        await Eventually.TrueAsync(() => engine.Log.Any(line => line.Contains("Alarm Waiting cleared in queue sales", StringComparison.Ordinal)));
        engine.Log.ShouldContain(line => line.Contains("warn: MyAgent.Engine") && line.Contains("Alarm Waiting raised in queue sales, at 1."));
    }

    [Fact]
    public async Task Levels_are_those_of_the_environment()
    {
        await using var engine = await ServedEngine.StartAsync(("Logging__LogLevel__Default", "Warning"));
        await engine.PutAsync("agents/ana", new { name = "Ana" });
        engine.Log.ShouldNotContain(line => line.Contains("info:"));
    }
}
