using System.Globalization;
using System.Net;
using MyAgent.Engine.Service.Security;

namespace MyAgent.Engine.Service.Tests.Http;

/// <summary>Every time in seconds that a body may name: taken at both ends of its range, refused beyond them, and never anything but a number.</summary>
[IntegrationTests]
public sealed class DurationInputTests(RunningServer server) : IClassFixture<RunningServer>
{
    private const double TenYears = 3650 * 86400.0;
    private const double AlmostNothing = 0.001;

    public static TheoryData<string, double, double> QueueTimes => new()
    {
        { "offerTimeoutSeconds", 1, TenYears },
        { "rejectCoolDownSeconds", 0, TenYears },
        { "rejectRepeatSeconds", 1, 3600 },
        { "preferredHoldSeconds", 0, TenYears },
        { "maxWaitSeconds", 1, TenYears },
        { "serviceLevelSeconds", 0, TenYears },
        { "popUpLimitSeconds", 0, TenYears },
        { "recordingLimitSeconds", 5, 3600 },
        { "alarms.longestWaitSeconds", AlmostNothing, TenYears },
    };

    public static TheoryData<string, double, double> AssignmentTimes => new()
    {
        { "wrapUpSeconds", 0, TenYears },
        { "wrapUpExtensionSeconds", 0, TenYears },
        { "maxWrapUpSeconds", 0, TenYears },
        { "overflowAfterSeconds", 0, TenYears },
    };

    [Theory, MemberData(nameof(QueueTimes))]
    public Task A_queue_s_time_is_taken_within_its_range_alone(string field, double min, double max) =>
        CheckAsync(Role.Admin, HttpMethod.Put, "/v1/queues/sales", field, min, max, more: "\"name\":\"Sales\"");

    [Theory, MemberData(nameof(AssignmentTimes))]
    public Task An_assignment_s_time_is_taken_within_its_range_alone(string field, double min, double max) =>
        CheckAsync(Role.Admin, HttpMethod.Put, "/v1/agents/ana/assignments/sales", field, min, max, more: "\"skill\":1");

    [Fact]
    public Task A_break_s_time_is_taken_within_its_range_alone() =>
        CheckAsync(Role.Supervisor, HttpMethod.Post, "/v1/agents/ana/break", "seconds", AlmostNothing, TenYears, more: "\"reason\":\"lunch\"");

    private async Task CheckAsync(Role role, HttpMethod method, string path, string field, double min, double max, string more)
    {
        using var client = await server.AsAsync(role);
        foreach (var taken in (string[])[Text(min), Text(max)])
            (await SendAsync(taken)).StatusCode.ShouldBe(HttpStatusCode.OK, $"{field}: {taken}");
        foreach (var refused in (string[])[Text(min - AlmostNothing), Text(max + AlmostNothing), "-1", "1e308", "-1e308", "1e400"])
            (await (await SendAsync(refused)).ProblemAsync()).ShouldBe((400, "outOfRange", field), $"{field}: {refused}");
        foreach (var notANumber in (string[])["NaN", "Infinity", "\"NaN\"", "\"60\"", "true"])
            (await (await SendAsync(notANumber)).ProblemAsync()).Item2.ShouldBe("badBody", $"{field}: {notANumber}");

        Task<HttpResponseMessage> SendAsync(string seconds)
        {
            var names = field.Split('.');
            var body = names.Reverse().Aggregate(seconds, (inner, name) => $"{{\"{name}\":{inner}}}");
            return client.SendAsync(new HttpRequestMessage(method, path)
            {
                Content = new StringContent($"{{{more},{body[1..]}", System.Text.Encoding.UTF8, "application/json"),
            });
        }
    }

    private static string Text(double seconds) => seconds.ToString("0.###", CultureInfo.InvariantCulture);
}
