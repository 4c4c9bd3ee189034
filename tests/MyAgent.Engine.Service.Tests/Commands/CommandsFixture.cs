using System.Text.Json;
using MyAgent.Engine.Service.Client;
using MyAgent.Engine.Service.Commands.Demo;
using MyAgent.Engine.Service.Commands.Options;

namespace MyAgent.Engine.Service.Tests.Commands;

/// <summary>A real engine on a free port with one queue, one agent and two calls, for commands to look at.</summary>
public sealed class CommandsFixture : IAsyncLifetime
{
    private RunningEngine? _engine;

    internal DataDirectory Data { get; } = new(Directory.CreateTempSubdirectory("myagent-commands-").FullName);

    internal string Token { get; private set; } = "";

    internal Uri Address => _engine!.Clients.Address;

    internal ApiClient Admin => _engine!.Clients.Admin;

    public async Task InitializeAsync()
    {
        _engine = await RunningEngine.StartAsync(Data, CancellationToken.None);
        Token = (await File.ReadAllTextAsync(Data.AdminToken)).Trim();
        await Admin.PutAsync("queues/sales", new { name = "Sales" }, CancellationToken.None);
        await Admin.PutAsync("agents/ana", new { name = "Ana" }, CancellationToken.None);
        await Admin.PutAsync("agents/ana/assignments/sales", new { wrapUpSeconds = 4 }, CancellationToken.None);
        await PostAsync("agents/ana/log-in", null);
        await ArriveAsync("c1");
        await ArriveAsync("c2");
        await PostAsync("queues/sales/contacts/c2/callback", new { number = "+33123456789" });
    }

    public async Task DisposeAsync()
    {
        await StopAsync();
        Directory.Delete(Data.FullPath, recursive: true);
    }

    /// <summary>Stops the engine; its journal stays.</summary>
    internal async Task StopAsync()
    {
        if (_engine is { } running)
            await running.DisposeAsync();
        _engine = null;
    }

    internal Task<JsonElement> ArriveAsync(string contact) =>
        PostAsync("queues/sales/contacts", new { contactId = contact, media = "call", caller = "+33123456789", subject = "Order 17", attributes = new { vip = true } });

    internal Task<JsonElement> PostAsync(string path, object? body) => Admin.PostAsync<JsonElement>(path, body, CancellationToken.None);

    /// <summary>Runs a command as an admin of this engine.</summary>
    internal Task<CommandRun> AskAsync(params string[] args) => CommandRun.OfAsync([.. args, "--server", Address.AbsoluteUri, "--token", Token]);
}
