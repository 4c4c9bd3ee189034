using System.Net;
using MyAgent.Engine.Service.Security;
using MyAgent.Engine.Service.Tests.Http;

namespace MyAgent.Engine.Service.Tests.WholeEngine;

/// <summary>Agents whose pop-ups close by themselves, over HTTP.</summary>
[IntegrationTests]
public sealed class AutoClosePopUpTests
{
    private const string Ana = "/v1/agents/ana";

    [Theory]
    [EveryHost]
    [Rule("1")]
    public async Task The_setting_is_given_shown_changed_and_kept_and_ends_post_processing_with_the_contact(EngineHost host)
    {
        await using var engine = await EngineOnDisk.StartAsync(host);
        var admin = await engine.AsAsync(Role.Admin);
        await Answers.OkAsync(admin.PutAsync("/v1/queues/sales", """{"name": "Sales"}"""));
        (await ClosesAsync(admin.PutAsync(Ana, """{"name": "Ana"}"""))).ShouldBeFalse();
        (await ClosesAsync(admin.PutAsync(Ana, """{"name": "Ana", "autoClosePopUp": true}"""))).ShouldBeTrue();
        (await ClosesAsync(admin.PatchAsync(Ana, """{"name": "Anna"}"""))).ShouldBeTrue();
        await Answers.OkAsync(admin.PutAsync($"{Ana}/assignments/sales", """{"wrapUpSeconds": 3600}"""));
        await Answers.OkAsync(admin.PostAsync($"{Ana}/log-in"));
        (await Answers.OkAsync(admin.GetAsync("/v1/agents"))).GetProperty("agents")[0].GetProperty("autoClosePopUp").GetBoolean().ShouldBeTrue();

        await engine.RestartAsync();
        admin = await engine.AsAsync(Role.Admin);
        (await ClosesAsync(admin.GetAsync(Ana))).ShouldBeTrue();
        await ServeAsync(admin, "c1");
        (await Answers.OkAsync(admin.PostAsync($"{Ana}/end-contact"))).GetProperty("status").GetString().ShouldBe("wrapUp");

        await Answers.OkAsync(admin.PostAsync($"{Ana}/available"));
        (await ClosesAsync(admin.PatchAsync(Ana, """{"autoClosePopUp": false}"""))).ShouldBeFalse();
        await ServeAsync(admin, "c2");
        (await Answers.OkAsync(admin.PostAsync($"{Ana}/end-contact"))).GetProperty("status").GetString().ShouldBe("postProcessing");
    }

    private static async Task<bool> ClosesAsync(Task<HttpResponseMessage> agent) => (await Answers.OkAsync(agent)).GetProperty("autoClosePopUp").GetBoolean();

    private static async Task ServeAsync(HttpClient admin, string contact)
    {
        await Answers.OkAsync(
            admin.PostAsync("/v1/queues/sales/contacts", $$"""{"contactId": "{{contact}}", "media": "call", "caller": "+33123456789"}"""), HttpStatusCode.Created);
        var offer = (await admin.OfferAsync("ana")).GetProperty("offerId").GetString();
        await Answers.OkAsync(admin.PostAsync($"{Ana}/accept", $$"""{"offerId": "{{offer}}"}"""));
    }
}
