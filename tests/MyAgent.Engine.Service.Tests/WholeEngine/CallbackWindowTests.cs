using System.Net;
using System.Text.Json;
using MyAgent.Engine.Service.Security;
using MyAgent.Engine.Service.Tests.Http;

namespace MyAgent.Engine.Service.Tests.WholeEngine;

/// <summary>Rule 39 over HTTP.</summary>
[IntegrationTests]
public sealed class CallbackWindowTests
{
    private const string Contacts = "/v1/queues/sales/contacts";
    private const string Windows = "/v1/queues/sales/callback-windows";

    private static readonly string Weekly =
        string.Join(',', Enum.GetNames<DayOfWeek>().Select(day => $"{{\"day\":\"{day.ToLowerInvariant()}\",\"from\":\"00:00\",\"to\":\"00:00\"}}"));

    [Fact]
    [Rule("39")]
    public async Task A_connector_books_a_free_window_and_a_full_one_names_those_that_are_free()
    {
        await using var engine = await EngineOnDisk.StartAsync(EngineHost.Solo);
        var (admin, connector) = (await engine.AsAsync(Role.Admin), await engine.AsAsync(Role.Connector));
        await ConfigureAsync(admin);
        var listed = await ListAsync(connector, "?limit=3");
        var starts = listed.GetProperty("windows").EnumerateArray().Select(window => window.GetProperty("from").GetString()!).ToList();
        (starts.Count, listed.GetProperty("windows")[0].GetProperty("free").GetInt32()).ShouldBe((3, 1));
        (await ListAsync(connector, $"?limit=1&from={listed.GetProperty("next").GetString()}")).GetProperty("windows")[0].GetProperty("from").GetString()
            .ShouldBe(listed.GetProperty("next").GetString());

        var booked = await connector.PostAsync(Contacts, Request("+33 1 23 45 67 89", starts[0]));
        booked.StatusCode.ShouldBe(HttpStatusCode.Created);
        (await booked.JsonAsync()).GetProperty("window").GetProperty("from").GetString().ShouldBe(starts[0]);

        var refused = await connector.PostAsync(Contacts, Request("+33 1 23 45 67 80", starts[0]));
        var problem = await refused.JsonAsync();
        (refused.StatusCode, problem.GetProperty("code").GetString(), problem.GetProperty("field").GetString())
            .ShouldBe((HttpStatusCode.UnprocessableEntity, "windowNotFree", "window"));
        var free = problem.GetProperty("freeWindows").EnumerateArray().Select(start => start.GetDateTimeOffset()).ToList();
        free.Count.ShouldBe(5);
        free.Take(2).ShouldBe(starts.Skip(1).Select(start => DateTimeOffset.Parse(start, System.Globalization.CultureInfo.InvariantCulture)));

        (await connector.PostAsync(Contacts, Request("+33 1 23 45 67 80", starts[1]))).StatusCode.ShouldBe(HttpStatusCode.Created);
        (await ListAsync(connector, "?limit=3")).GetProperty("windows").EnumerateArray().Select(window => window.GetProperty("free").GetInt32()).ShouldBe([0, 0, 1]);
        (await (await admin.GetAsync("/v1/reports/queues?bucketSeconds=86400")).JsonAsync()).EnumerateArray()
            .Sum(row => row.GetProperty("callbacksPromised").GetInt32()).ShouldBe(2);
    }

    [Theory]
    [Rule("39")]
    [InlineData("?limit=0", "limit")]
    [InlineData("?limit=1001", "limit")]
    [InlineData("?from=2026-05-04T09:00:00Z&to=2026-05-03T09:00:00Z", "to")]
    [InlineData("?from=2026-05-04T09:00:00Z&to=2026-09-04T09:00:00Z", "to")]
    [InlineData("?from=yesterday", "from")]
    public async Task A_list_that_makes_no_sense_is_refused(string query, string field)
    {
        await using var engine = await EngineOnDisk.StartAsync(EngineHost.Solo);
        var admin = await engine.AsAsync(Role.Admin);
        await ConfigureAsync(admin);
        var refused = await admin.GetAsync(Windows + query);
        (refused.StatusCode, (await refused.JsonAsync()).GetProperty("field").GetString()).ShouldBe((HttpStatusCode.BadRequest, field));
    }

    [Theory]
    [Rule("39")]
    [InlineData("{\"capacity\":0,\"weekly\":[]}", "outOfRange", "callbacks.windows.capacity")]
    [InlineData("{\"capacity\":1,\"slotMinutes\":45,\"weekly\":[]}", "outOfRange", "callbacks.windows.slotMinutes")]
    [InlineData("{\"capacity\":1,\"timeZone\":\"Mars/Base\",\"weekly\":[]}", "badTimeZone", "callbacks.windows.timeZone")]
    [InlineData("{\"capacity\":1,\"weekly\":[{\"day\":\"monday\",\"from\":\"09:00\",\"to\":\"11:00\"},{\"day\":\"monday\",\"from\":\"10:00\",\"to\":\"12:00\"}]}",
        "windowsOverlap", "callbacks.windows.weekly")]
    public async Task Windows_that_make_no_sense_are_refused(string windows, string code, string field)
    {
        await using var engine = await EngineOnDisk.StartAsync(EngineHost.Solo);
        var admin = await engine.AsAsync(Role.Admin);
        var refused = await admin.PutAsync("/v1/queues/sales", $"{{\"name\":\"Sales\",\"callbacks\":{{\"windows\":{windows}}}}}");
        var problem = await refused.JsonAsync();
        (refused.StatusCode, problem.GetProperty("code").GetString(), problem.GetProperty("field").GetString()).ShouldBe((HttpStatusCode.BadRequest, code, field));
    }

    [Theory]
    [Rule("39")]
    [InlineData("{\"kind\":\"callback\",\"number\":\"4711\",\"window\":\"2026-05-04T09:30:00Z\",\"notBefore\":\"2026-05-04T09:30:00Z\"}")]
    [InlineData("{\"media\":\"call\",\"window\":\"2026-05-04T09:30:00Z\"}")]
    public async Task A_window_is_for_a_callback_and_in_place_of_a_date(string body)
    {
        await using var engine = await EngineOnDisk.StartAsync(EngineHost.Solo);
        var admin = await engine.AsAsync(Role.Admin);
        await ConfigureAsync(admin);
        var problem = await (await admin.PostAsync(Contacts, body)).JsonAsync();
        (problem.GetProperty("code").GetString(), problem.GetProperty("field").GetString()).ShouldBe(("badBody", "window"));
    }

    private static async Task ConfigureAsync(HttpClient admin) =>
        (await admin.PutAsync("/v1/queues/sales", $"{{\"name\":\"Sales\",\"callbacks\":{{\"windows\":{{\"capacity\":1,\"weekly\":[{Weekly}]}}}}}}"))
            .StatusCode.ShouldBe(HttpStatusCode.OK);

    private static async Task<JsonElement> ListAsync(HttpClient client, string query) => await (await client.GetAsync(Windows + query)).JsonAsync();

    private static string Request(string number, string window) => JsonSerializer.Serialize(new { kind = "callback", number, window });
}
