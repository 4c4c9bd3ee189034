using System.Text.Json;
using MyAgent.Engine.Service.Commands.Failures;
using MyAgent.Engine.Service.Tests.Telemetry;

namespace MyAgent.Engine.Service.Tests.Commands;

/// <summary><c>serve --keep-contacts-days</c>.</summary>
[IntegrationTests, Rule("40")]
public sealed class KeepContactsTests
{
    private static readonly (string, string) Token = ("MYAGENT_ADMIN_TOKEN", "uM0kqTzv7Yb2Xw9GfLr4Nd1Pc8Hs");

    [Theory]
    [InlineData("-1")]
    [InlineData("36501")]
    [InlineData("1.5")]
    [InlineData("ever")]
    public async Task A_number_of_days_out_of_range_is_refused_by_name(string days)
    {
        var run = (await CommandRun.OfAsync("serve", $"--keep-contacts-days={days}")).ShouldEndWith(ExitCode.WrongCall);
        run.Error.ShouldContain("--keep-contacts-days must be a whole number from 0 to 36500.");
    }

    [Fact]
    public async Task Contacts_that_were_done_long_ago_are_deleted_and_open_ones_stay()
    {
        await using var forEver = await ServedEngine.StartAsync(path => GoldenDatabase.CopyTo(path), [], Token);
        await forEver.SaysAsync("contacts kept for ever");
        var (open, done) = await ContactsAsync(forEver);
        (open.Count, done.Count).ShouldSatisfyAllConditions(each => each.Item1.ShouldBePositive(), each => each.Item2.ShouldBePositive());

        await using var forADay = await ServedEngine.StartAsync(path => GoldenDatabase.CopyTo(path), ["--keep-contacts-days", "1"], Token);
        await forADay.SaysAsync("contacts kept for 1 days");
        await forADay.SaysAsync("rows of contacts that were done before");
        var (stillOpen, stillDone) = await ContactsAsync(forADay);
        stillDone.ShouldBeEmpty();
        stillOpen.ShouldBe(open, ignoreOrder: true);
    }

    private static async Task<(List<string?> Open, List<string?> Done)> ContactsAsync(ServedEngine engine)
    {
        await engine.Admin.GetAsync("/v1/queues");
        const string All = "/v1/contacts?state=waiting,recording,offered,engaged,scheduled,done&limit=100";
        var all = JsonDocument.Parse(await engine.Admin.GetStringAsync(All)).RootElement.GetProperty("contacts").EnumerateArray()
            .ToLookup(contact => contact.GetProperty("state").GetString() == "done", contact => contact.GetProperty("contactId").GetString());
        return ([.. all[false]], [.. all[true]]);
    }
}
