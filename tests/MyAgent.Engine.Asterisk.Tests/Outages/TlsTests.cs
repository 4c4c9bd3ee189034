using MyAgent.Engine.Asterisk.Ari;
using MyAgent.Engine.Asterisk.Settings;
using MyAgent.Engine.Asterisk.Tests.Site;
using MyAgent.Engine.Asterisk.Tests.Stub;

namespace MyAgent.Engine.Asterisk.Tests.Outages;

/// <summary>TLS, whichever side dials.</summary>
[IntegrationTests]
public sealed class TlsTests
{
    [Fact]
    public async Task An_Asterisk_with_TLS_is_trusted_by_its_certificate_and_no_other()
    {
        using var own = new TestCertificate();
        using var other = new TestCertificate();
        await using var asterisk = await AsteriskStub.StartAsync(certificate: own.Certificate);
        var settings = new AsteriskSettings { Address = asterisk.Address };

        using (var trusting = new AsteriskServer(settings with { TrustedCertificate = own.CertificateFile }, AsteriskStub.Password))
            await (await trusting.ConnectAsync(CancellationToken.None)).DisposeAsync();
        using var mistrusting = new AsteriskServer(settings with { TrustedCertificate = other.CertificateFile }, AsteriskStub.Password);
        (await Should.ThrowAsync<AriUnavailableException>(() => mistrusting.ConnectAsync(CancellationToken.None))).Message.ShouldContain("certificate");
    }

    [Fact]
    public void A_certificate_that_cannot_be_read_is_named() => Should.Throw<SettingsException>(
        () => new AsteriskServer(new AsteriskSettings { TrustedCertificate = "/nowhere.pem" }, AsteriskStub.Password)).Message.ShouldContain("/nowhere.pem");

    [Fact]
    public async Task A_connector_with_TLS_presents_its_certificate_to_an_Asterisk_that_dials()
    {
        using var own = new TestCertificate();
        var connector = new Uri($"https://127.0.0.1:{Ports.Take()}");
        await using var site = await TelephoneSite.StartAsync(settings => settings with
        {
            Address = null, Listen = connector, Certificate = own.CertificateFile, CertificateKey = own.KeyFile,
        });
        await Eventually.TrueAsync(async () => await site.Asterisk.DialAsync(connector, trusted: own.Certificate) is null);
        await site.ConnectedAsync(before: 0);
        await site.AgentAsync("ana", "2001");
        await site.TalkAsync();
    }
}
