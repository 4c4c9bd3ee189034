using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using MyAgent.Engine.Service.Api.Health;
using MyAgent.Engine.Service.Hosting;
using MyAgent.Engine.Service.Limits;
using MyAgent.Engine.Service.Pages;
using MyAgent.Engine.Service.Security;
using MyAgent.Engine.Service.Telemetry;
using MyAgent.Engine.Service.Tests.Http;

namespace MyAgent.Engine.Service.Tests.Limits;

[IntegrationTests]
public sealed class ConnectionTests
{
    private static readonly IPAddress Here = IPAddress.Loopback;
    private static readonly IPAddress Elsewhere = IPAddress.Parse("127.0.0.2");

    [Fact]
    public async Task While_silent_connections_take_all_there_are_health_is_told_at_its_own_address()
    {
        await using var server = await StartedAsync(new() { Connections = 10, ConnectionsPerAddress = 100 });
        using var telemetry = TelemetryExport.Start(_ => null);
        await using var health = new HealthServer("http://127.0.0.1:0", telemetry.Metrics);
        await health.Server.StartAsync();
        using var watcher = new HttpClient { BaseAddress = new Uri(health.Server.Urls.First()) };
        (await (await watcher.GetAsync("/health/ready")).ProblemAsync()).Code.ShouldBe("unavailable");
        health.SetSource(server.Server.App.Services.GetRequiredService<HealthReports>());

        using var silent = await SilentUntilNobodyIsLetInAsync(server, Elsewhere);

        (await watcher.GetAsync("/health/live")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await watcher.GetAsync("/health/ready")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await watcher.GetStringAsync("/metrics")).ShouldContain("target_info");
        (await watcher.GetAsync("/v1/queues")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task One_address_cannot_take_the_connections_of_all()
    {
        await using var server = await StartedAsync(new() { Connections = 100, ConnectionsPerAddress = 5 });
        using var silent = await SilentAsync(server, Elsewhere, 5);
        using var sixth = await ConnectAsync(server, Elsewhere);
        (await EndsAsync(sixth)).ShouldBeTrue();

        using var other = server.Server.Anonymous();
        (await other.GetAsync("/health/live")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_known_proxy_stands_for_many_clients()
    {
        await using var server = await StartedAsync(new() { Connections = 100, ConnectionsPerAddress = 5 }, KnownProxies.Read("127.0.0.2"));
        using var silent = await SilentAsync(server, Elsewhere, 20);
        foreach (var socket in silent.Sockets)
        {
            await socket.SendAsync("GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n"u8.ToArray());
            var answer = new byte[4096];
            Encoding.ASCII.GetString(answer, 0, await socket.ReceiveAsync(answer)).ShouldStartWith("HTTP/1.1 200");
        }
    }

    [Fact]
    public async Task A_connection_on_which_no_request_comes_is_closed_and_makes_room_and_one_that_has_asked_stays()
    {
        var time = new ManualTimeProvider();
        await using var server = await StartedAsync(new() { Connections = 3, ConnectionsPerAddress = 100 }, clock: time);
        using var asking = server.Server.Anonymous();
        (await asking.GetAsync("/health/live")).StatusCode.ShouldBe(HttpStatusCode.OK);
        using var stammering = await ConnectAsync(server, Here);
        await stammering.SendAsync(Encoding.ASCII.GetBytes("GET /health/live HTTP/1.1\r\nHost: x\r\nX-Slow"));
        using var silent = await SilentUntilNobodyIsLetInAsync(server, Here);

        time.Advance(TimeSpan.FromSeconds(11));

        (await EndsAsync(silent.Sockets[0])).ShouldBeTrue();
        (await EndsAsync(stammering)).ShouldBeTrue();
        (await asking.GetAsync("/health/live")).StatusCode.ShouldBe(HttpStatusCode.OK);
        using var next = server.Server.Anonymous();
        (await next.GetAsync("/health/live")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_body_that_does_not_come_is_not_waited_for()
    {
        await using var server = await StartedAsync(new() { BodySeconds = 0.5 });
        using var client = await server.Server.AsAsync(Role.Connector);
        using var socket = await ConnectAsync(server, Here);
        await socket.SendAsync(Encoding.ASCII.GetBytes(
            $"POST /v1/queues/sales/contacts HTTP/1.1\r\nHost: {client.BaseAddress!.Authority}\r\nContent-Type: application/json\r\n"
            + $"Authorization: Bearer {client.DefaultRequestHeaders.Authorization!.Parameter}\r\nContent-Length: 1000\r\n\r\n{{"));
        var answer = new byte[4096];
        var length = await socket.ReceiveAsync(answer);
        Encoding.ASCII.GetString(answer, 0, length).ShouldStartWith("HTTP/1.1 408");
        Encoding.ASCII.GetString(answer, 0, length).ShouldContain("\"code\":\"bodyTooSlow\"");
    }

    private static async Task<Started> StartedAsync(ServerLimits limits, IReadOnlyList<System.Net.IPNetwork>? proxies = null, TimeProvider? clock = null)
    {
        var server = new RunningServer { Clock = clock ?? TimeProvider.System, Limits = limits, Web = new WebSettings(DemoCallers: false, proxies) };
        await server.InitializeAsync();
        return new Started(server);
    }

    private static async Task<Silent> SilentAsync(Started server, IPAddress from, int count)
    {
        var silent = new Silent([]);
        for (var number = 0; number < count; number++)
            silent.Sockets.Add(await ConnectAsync(server, from));
        return silent;
    }

    /// <summary>One more at a time: the server may still count connections that have been closed.</summary>
    private static async Task<Silent> SilentUntilNobodyIsLetInAsync(Started server, IPAddress from)
    {
        var silent = await SilentAsync(server, from, 1);
        await Eventually.TrueAsync(async () =>
        {
            silent.Sockets.Add(await ConnectAsync(server, from));
            using var late = server.Server.Anonymous();
            try
            {
                await late.GetAsync("/health/live");
                return false;
            }
            catch (Exception closed) when (closed is HttpRequestException or SocketException)
            {
                // A connection that the server closes while the client still asks for its peer fails as a socket.
                return true;
            }
        });
        return silent;
    }

    private static async Task<Socket> ConnectAsync(Started server, IPAddress from)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(from, 0));
        try
        {
            await socket.ConnectAsync(Here, new Uri(server.Server.App.Urls.First()).Port);
        }
        catch (SocketException refused) when (refused.SocketErrorCode == SocketError.ConnectionReset)
        {
            // The server has closed it before the connect was reported.
        }
        return socket;
    }

    private static async Task<bool> EndsAsync(Socket socket)
    {
        try
        {
            using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(30));
            while (await socket.ReceiveAsync(new byte[4096], timeout.Token) > 0)
            {
            }
            return true;
        }
        catch (SocketException)
        {
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private sealed record Started(RunningServer Server) : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => new(Server.DisposeAsync());
    }

    private sealed record Silent(List<Socket> Sockets) : IDisposable
    {
        public void Dispose() => Sockets.ForEach(socket => socket.Dispose());
    }
}
