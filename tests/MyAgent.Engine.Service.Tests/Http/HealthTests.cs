using System.Net;

namespace MyAgent.Engine.Service.Tests.Http;

[IntegrationTests]
public sealed class HealthTests : IAsyncLifetime
{
    private readonly RunningServer _server = new();

    public Task InitializeAsync() => _server.InitializeAsync();

    public Task DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Ready_says_why_the_engine_takes_no_work()
    {
        using var watcher = _server.Anonymous();
        (await watcher.GetAsync("/health/ready")).StatusCode.ShouldBe(HttpStatusCode.OK);
        _server.HasTrouble("The journal cannot be written.");
        (await (await watcher.GetAsync("/health/ready")).JsonAsync()).GetProperty("detail").GetString().ShouldBe("The journal cannot be written.");
        (await watcher.GetAsync("/health/live")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }
}
