using System.Net.Sockets;
using System.Text;
using MyAgent.Engine.Service.Tests.Http;

namespace MyAgent.Engine.Service.Tests.Limits;

[IntegrationTests]
public sealed class RequestHeadLimitsTests(RunningServer server) : IClassFixture<RunningServer>
{
    [Fact]
    public async Task An_address_or_headers_that_are_too_long_are_refused_with_a_document()
    {
        using var client = server.Anonymous();
        (await (await client.GetAsync("/health/live?" + new string('x', 9000))).ProblemAsync()).ShouldBe((414, "addressTooLong", null));
        client.DefaultRequestHeaders.Add("X-Long", new string('x', 17_000));
        (await (await client.GetAsync("/health/live")).ProblemAsync()).ShouldBe((431, "headersTooLarge", null));
        using var many = server.Anonymous();
        for (var number = 0; number < 101; number++)
            many.DefaultRequestHeaders.Add($"X-{number}", "x");
        (await (await many.GetAsync("/health/live")).ProblemAsync()).ShouldBe((431, "headersTooLarge", null));
    }

    [Theory]
    [InlineData("GARBAGE\r\n\r\n", 400)]
    [InlineData("GET / HTTP/3.7\r\nHost: x\r\n\r\n", 505)]
    [InlineData("GET / HTTP/1.1\r\n\r\n", 400)]
    [InlineData("GET / HTTP/1.1\r\nHost: x\r\nbad header\r\n\r\n", 400)]
    [InlineData("GET /?LONG HTTP/1.1\r\nHost: x\r\n\r\n", 414)]
    [InlineData("GET / HTTP/1.1\r\nHost: x\r\nX: LONG\r\n\r\n", 431)]
    public async Task What_is_no_request_is_answered_by_Kestrel_with_a_status_alone(string request, int status)
    {
        using var socket = new TcpClient();
        var address = new Uri(server.App.Urls.First());
        await socket.ConnectAsync(address.Host, address.Port);
        await socket.GetStream().WriteAsync(Encoding.ASCII.GetBytes(request.Replace("LONG", new string('x', 70_000), StringComparison.Ordinal)));
        using var reader = new StreamReader(socket.GetStream(), Encoding.ASCII);
        (await reader.ReadLineAsync())!.ShouldStartWith($"HTTP/1.1 {status} ");
        string? line;
        while ((line = await reader.ReadLineAsync()) is { Length: > 0 })
            line.ShouldNotContain("problem+json");
    }

    [Fact]
    public async Task Every_answer_forbids_to_be_taken_for_a_page_or_another_type()
    {
        using var client = server.Anonymous();
        foreach (var path in (string[])["/health/live", "/v1/queues", "/nowhere", "/openapi/v1.json"])
        {
            var answer = await client.GetAsync(path);
            answer.Headers.GetValues("Content-Security-Policy").ShouldBe(["default-src 'none'; frame-ancestors 'none'"], path);
            answer.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"], path);
        }
    }
}
