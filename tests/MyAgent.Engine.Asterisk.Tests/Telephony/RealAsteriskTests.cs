using MyAgent.Engine.Asterisk.Checks;
using MyAgent.Engine.Asterisk.Engine;
using MyAgent.Engine.Asterisk.Settings;
using MyAgent.Engine.Asterisk.Tests.Site;

namespace MyAgent.Engine.Asterisk.Tests.Telephony;

/// <summary>The whole of it, with the packaged configuration: a real Asterisk, and sipp as callers and telephones.</summary>
[IntegrationTests]
[Trait("Category", "Telephony")]
[Collection("Telephony")]
public sealed class RealAsteriskTests
{
    [TelephonyFact]
    public async Task A_call_is_answered_by_a_telephone_that_has_registered_and_a_restart_of_the_connector_keeps_who_waits()
    {
        await using var asterisk = await RealAsterisk.StartAsync();
        await using var site = await StartAsync(asterisk);
        var caller = await CallAsync(site, asterisk);
        await site.StopConnectorAsync();
        await site.StartConnectorAsync();
        await AnsweredAsync(site, asterisk, caller);
        await site.AgentIsAsync("ana", "postProcessing");
    }

    [TelephonyFact]
    public async Task Asterisk_dials_the_connector()
    {
        var connector = new Uri($"http://{Sipp.Local}:{Ports.Take()}");
        await using var asterisk = await RealAsterisk.StartAsync(new AsteriskVariant { Connector = connector });
        await using var site = await TelephoneSite.StartAsync(settings => settings with { Address = null, Listen = connector });
        await AnsweredAsync(site, asterisk, await CallAsync(site, asterisk));
    }

    [TelephonyFact]
    public async Task Asterisk_dials_the_connector_by_TLS()
    {
        using var certificate = new TestCertificate();
        var connector = new Uri($"https://{Sipp.Local}:{Ports.Take()}");
        await using var asterisk = await RealAsterisk.StartAsync(new AsteriskVariant { Connector = connector, Certificate = certificate });
        await using var site = await TelephoneSite.StartAsync(settings => settings with
        {
            Address = null, Listen = connector, Certificate = certificate.CertificateFile, CertificateKey = certificate.KeyFile,
        });
        await AnsweredAsync(site, asterisk, await CallAsync(site, asterisk));
    }

    [TelephonyFact]
    public async Task The_connector_dials_Asterisk_by_TLS()
    {
        using var certificate = new TestCertificate();
        await using var asterisk = await RealAsterisk.StartAsync(new AsteriskVariant { Certificate = certificate });
        await using var site = await TelephoneSite.StartAsync(settings => settings with { Address = asterisk.TlsAddress, TrustedCertificate = certificate.CertificateFile });
        await AnsweredAsync(site, asterisk, await CallAsync(site, asterisk));
    }

    [TelephonyFact]
    public async Task A_caller_leaves_a_message_and_is_called_back()
    {
        await using var asterisk = await RealAsterisk.StartAsync();
        await using var site = await StartAsync(asterisk);
        await Sipp.CallAsync("caller-message", asterisk.SipPort, "4930100", Ports.Take(), 31000);
        await WaitingAsync(site, "callback");
        await CalledBackAsync(site, asterisk, 31100);
    }

    [TelephonyFact(Module = AsteriskCheck.MediaCache)]
    public async Task A_message_whose_recording_is_lost_is_heard_from_the_engine()
    {
        await using var asterisk = await RealAsterisk.StartAsync();
        await using var site = await StartAsync(asterisk);
        await Sipp.CallAsync("caller-message", asterisk.SipPort, "4930100", Ports.Take(), 31300);
        await WaitingAsync(site, "callback");
        asterisk.ReplaceDisk();
        await CalledBackAsync(site, asterisk, 31400);
        site.Warnings.ShouldContain(warning => warning.Contains("played from the engine", StringComparison.Ordinal));
        site.Warnings.ShouldNotContain(warning => warning.Contains("does not hear", StringComparison.Ordinal));
    }

    [TelephonyFact]
    public async Task A_caller_is_answered_only_when_the_agent_answers()
    {
        await using var asterisk = await RealAsterisk.StartAsync();
        await using var site = await TelephoneSite.StartAsync(settings => settings with { Address = asterisk.Address, Answer = AnswerMoment.Agent });
        var caller = await CallAsync(site, asterisk, "caller-early");
        (await asterisk.ChannelStatesAsync()).ShouldBe(["Ring"]);
        await AnsweredAsync(site, asterisk, caller);
    }

    [TelephonyFact]
    public async Task The_packaged_configuration_has_nothing_wrong()
    {
        await using var asterisk = await RealAsterisk.StartAsync();
        await using var site = await StartAsync(asterisk);
        // An application has one connection.
        await site.StopConnectorAsync();
        using var http = site.Client(site.Token);
        List<Finding> found = [];
        var settings = site.Settings with { AgentCodes = new Dictionary<string, string>(), QueueNumbers = new Dictionary<string, string>() };
        await foreach (var finding in new AsteriskCheck(settings, RealAsterisk.Password, new EngineApi(http, settings.Name, TimeProvider.System), TimeProvider.System)
            .RunAsync(CancellationToken.None))
            found.Add(finding);
        found.Where(finding => finding.Kind == FindingKind.Wrong).Select(finding => finding.Text).ShouldBeEmpty();
        found.ShouldContain(finding => finding.Kind == FindingKind.Note && finding.Text.Contains("PJSIP/2001, PJSIP/2002", StringComparison.Ordinal));
    }

    private static Task<TelephoneSite> StartAsync(RealAsterisk asterisk) => TelephoneSite.StartAsync(settings => settings with { Address = asterisk.Address });

    /// <summary>A caller waits.</summary>
    /// <returns>The caller's call.</returns>
    private static async Task<Task> CallAsync(TelephoneSite site, RealAsterisk asterisk, string scenario = "caller")
    {
        var caller = Sipp.CallAsync(scenario, asterisk.SipPort, "4930100", Ports.Take(), 30000);
        await WaitingAsync(site, "call");
        return caller;
    }

    /// <summary>Ana registers her telephone, logs in and answers; the call comes to its end.</summary>
    private static async Task AnsweredAsync(TelephoneSite site, RealAsterisk asterisk, Task caller)
    {
        var port = Ports.Take();
        await Sipp.RegisterAsync(asterisk.SipPort, "2001", RealAsterisk.Password, port);
        using var telephone = Sipp.Telephone("agent", Sipp.Local, port, 30100);
        try
        {
            await site.AgentAsync("ana", "2001");
            await caller;
            await FinishedAsync(site, "served");
        }
        finally
        {
            telephone.Kill();
        }
    }

    /// <summary>Ana registers her telephone, logs in, hears the message, and talks with the caller.</summary>
    private static async Task CalledBackAsync(TelephoneSite site, RealAsterisk asterisk, int media)
    {
        var port = Ports.Take();
        await Sipp.RegisterAsync(asterisk.SipPort, "2001", RealAsterisk.Password, port);
        using var telephone = Sipp.Telephone("agent-callback", Sipp.Local, port, media);
        using var trunk = Sipp.Telephone("agent", Sipp.Trunk, asterisk.TrunkPort, media + 50);
        try
        {
            await site.AgentAsync("ana", "2001");
            await FinishedAsync(site, "completed");
        }
        finally
        {
            telephone.Kill();
            trunk.Kill();
        }
    }

    private static Task WaitingAsync(TelephoneSite site, string kind) => site.IsAsync(
        "contacts", open => open.GetProperty("contacts").EnumerateArray().Any(
            contact => contact.GetProperty("state").GetString() == "waiting" && contact.GetProperty("kind").GetString() == kind), $"a {kind} that waits");

    private static Task FinishedAsync(TelephoneSite site, string outcome) => site.IsAsync(
        "contacts?state=done", done => done.GetProperty("contacts").EnumerateArray().Any(contact => contact.GetProperty("outcome").GetString() == outcome), outcome);
}
