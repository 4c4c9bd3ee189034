using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using MyAgent.Engine.Service.Security;

namespace MyAgent.Engine.Service.Tests.Http;

/// <summary>Browsers keep the files of the pages and ask whether they are still the same; what the engine answers they do not keep.</summary>
[IntegrationTests]
public sealed class WebFileTests(RunningServer server) : IClassFixture<RunningServer>
{
    [Theory]
    [InlineData("/desk")]
    [InlineData("/web/style.css")]
    [InlineData("/web/text/en.js")]
    public async Task A_file_that_the_browser_has_is_not_sent_again(string path)
    {
        using var client = Plain();
        var first = await client.GetAsync(path);
        first.StatusCode.ShouldBe(HttpStatusCode.OK);
        first.Headers.CacheControl!.ToString().ShouldBe("no-cache");
        var tag = first.Headers.ETag.ShouldNotBeNull();

        var again = await AskAsync(client, path, ifNoneMatch: tag);
        again.StatusCode.ShouldBe(HttpStatusCode.NotModified);
        again.Headers.ETag.ShouldBe(tag);
        again.Headers.CacheControl!.ToString().ShouldBe("no-cache");
        (await again.Content.ReadAsByteArrayAsync()).ShouldBeEmpty();
        (await AskAsync(client, path, ifNoneMatch: new EntityTagHeaderValue("\"another\""))).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("gzip, deflate, br", "br")]
    [InlineData("gzip", "gzip")]
    [InlineData("br;q=0, gzip;q=0.5", "gzip")]
    [InlineData("GZIP", "gzip")]
    [InlineData("identity", null)]
    [InlineData("", null)]
    public async Task A_file_is_compressed_as_the_browser_takes_it_and_each_form_has_a_tag_of_its_own(string accepted, string? encoding)
    {
        using var client = Plain();
        var whole = await client.GetAsync("/web/style.css");
        var answer = await AskAsync(client, "/web/style.css", accepted);
        answer.Content.Headers.ContentEncoding.SingleOrDefault().ShouldBe(encoding);
        answer.Headers.Vary.ShouldContain("Accept-Encoding");
        answer.Content.Headers.ContentType!.ToString().ShouldBe("text/css; charset=utf-8");
        answer.Headers.ETag!.Equals(whole.Headers.ETag).ShouldBe(encoding is null);
        await using var content = Expanded(await answer.Content.ReadAsStreamAsync(), encoding);
        using var reader = new StreamReader(content);
        (await reader.ReadToEndAsync()).ShouldBe(await whole.Content.ReadAsStringAsync());
        if (encoding is not null)
            answer.Content.Headers.ContentLength!.Value.ShouldBeLessThan(whole.Content.Headers.ContentLength!.Value);
    }

    [Fact]
    public async Task What_the_engine_answers_is_neither_kept_nor_compressed()
    {
        using var client = await server.AsAsync(Role.Admin);
        client.DefaultRequestHeaders.AcceptEncoding.ParseAdd("gzip, br");
        foreach (var path in new[] { "/v1/agents", "/v1/nothing", "/health/live" })
        {
            var answer = await client.GetAsync(path);
            answer.Headers.CacheControl!.ToString().ShouldBe("no-store", path);
            answer.Content.Headers.ContentEncoding.ShouldBeEmpty(path);
        }
    }

    private HttpClient Plain() => new(new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.None })
    {
        BaseAddress = new Uri(server.App.Urls.First()), Timeout = TimeSpan.FromMinutes(2),
    };

    private static async Task<HttpResponseMessage> AskAsync(HttpClient client, string path, string? accepted = null, EntityTagHeaderValue? ifNoneMatch = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (accepted is not null)
            request.Headers.TryAddWithoutValidation("Accept-Encoding", accepted);
        if (ifNoneMatch is not null)
            request.Headers.IfNoneMatch.Add(ifNoneMatch);
        return await client.SendAsync(request);
    }

    private static Stream Expanded(Stream content, string? encoding) => encoding switch
    {
        "br" => new BrotliStream(content, CompressionMode.Decompress),
        "gzip" => new GZipStream(content, CompressionMode.Decompress),
        _ => content,
    };
}
