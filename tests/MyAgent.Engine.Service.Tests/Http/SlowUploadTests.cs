using System.Net.Sockets;
using System.Text;
using MyAgent.Engine.Service.Security;

namespace MyAgent.Engine.Service.Tests.Http;

[IntegrationTests]
public sealed class SlowUploadTests : IAsyncLifetime
{
    private readonly RunningServer _server = new() { Limits = new() { ConcurrentUploads = 1, UploadSeconds = 0.5 } };

    public Task InitializeAsync() => _server.InitializeAsync();

    public Task DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task An_upload_that_does_not_go_on_is_ended_and_makes_room_for_another()
    {
        using var connector = await _server.AsAsync(Role.Connector);
        for (var number = 0; number < 2; number++)
        {
            using var socket = new TcpClient();
            await socket.ConnectAsync(connector.BaseAddress!.Host, connector.BaseAddress.Port);
            var stream = socket.GetStream();
            await stream.WriteAsync(Encoding.ASCII.GetBytes(
                $"PUT /v1/queues/sales/contacts/c1/message HTTP/1.1\r\nHost: {connector.BaseAddress.Authority}\r\nContent-Type: audio/wav\r\n"
                + $"Authorization: Bearer {connector.DefaultRequestHeaders.Authorization!.Parameter}\r\nContent-Length: 1000\r\n\r\nRIFF....WAVEfmt "));
            using var reader = new StreamReader(stream, Encoding.ASCII);
            (await reader.ReadLineAsync())!.ShouldStartWith("HTTP/1.1 408");
            var rest = await ReadToProblemAsync(reader);
            rest.ShouldContain("\"code\":\"uploadTooSlow\"");
        }
        _server.Sounds.Sounds.ShouldBeEmpty();
    }

    private static async Task<string> ReadToProblemAsync(StreamReader reader)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            if (line.Contains("\"code\"", StringComparison.Ordinal))
                return line;
        }
        throw new InvalidOperationException("The answer has no problem document.");
    }
}
