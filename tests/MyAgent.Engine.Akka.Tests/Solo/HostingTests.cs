using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using MyAgent.Engine.Agents;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Storage;
using MyAgent.Engine.Storage.Sqlite;

namespace MyAgent.Engine.Akka.Tests.Solo;

/// <summary>The engine inside any .NET host.</summary>
public sealed class HostingTests : IDisposable
{
    private static readonly EntityAddress Ana = new AgentId("ana").Address;

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("myagent-");

    private SqliteDatabase Database => new(Path.Combine(_directory.FullName, "engine.db"));

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public async Task The_engine_starts_and_stops_with_its_host_and_gives_its_database_back()
    {
        using (var host = Build())
        {
            Should.Throw<InvalidOperationException>(() => host.Services.GetRequiredService<IEngineHost>());
            await host.StartAsync();
            (await host.Services.GetRequiredService<IEngineHost>().SendAsync(Ana, new DefineAgent("Ana"), new Cause("test"))).ShouldBeOfType<AgentAnswer>();
            (await host.Services.GetRequiredService<IJournalReader>().LastOrderingAsync()).ShouldBe(1);
            Should.Throw<JournalInUseException>(() => EngineStore.Open(Database, _ => { }));
            await host.StopAsync();
        }
        EngineStore.Open(Database, _ => { }).Dispose();
    }

    private IHost Build()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddMyAgentEngine(_ => SoloHarness.Options(Database, config: ""));
        return builder.Build();
    }
}
