using Akka.Actor;
using MyAgent.Engine.Agents;
using MyAgent.Engine.Akka.Gateway;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Hosting;

namespace MyAgent.Engine.Akka.Tests.Gateway;

/// <summary>Remoting with <c>remote-tls.conf</c>.</summary>
[IntegrationTests]
public sealed class TlsTests : IAsyncLifetime
{
    /// <summary>For a peer that accepts whatever certificate it is shown.</summary>
    private const string NoQuestions = "akka.remote.dot-netty.tcp.ssl { suppress-validation = true, validate-certificate-hostname = false }\n";

    private static readonly EntityAddress Ana = new AgentId("ana").Address;

    private readonly RunningNode _running = new() { Certificate = OperatingSystem.IsLinux() ? TestAuthority.Certificate : null };

    public Task InitializeAsync() => _running.InitializeAsync();

    public Task DisposeAsync() => _running.DisposeAsync();

    [TlsFact]
    public async Task Who_shows_a_trusted_certificate_is_served()
    {
        _running.Address.ShouldStartWith("akka.ssl.tcp://");
        using var service = ExternalService.Start(TestAuthority.Hocon(TestAuthority.Certificate));
        (await service.Client(_running.Address).SendAsync<AgentAnswer>(Ana, new DefineAgent("Ana"))).Name.ShouldBe("Ana");
    }

    [TlsFact]
    public async Task Who_does_not_speak_TLS_is_not_served()
    {
        using var service = ExternalService.Start();
        await ShouldNotBeServedAsync(service, _running.Address.Replace("akka.ssl.tcp:", "akka.tcp:", StringComparison.Ordinal));
    }

    [TlsTheory]
    [InlineData("another authority's")]
    [InlineData("expired")]
    [InlineData("none")]
    public async Task Who_shows_no_acceptable_certificate_is_not_served(string shown)
    {
        var own = shown == "none" ? "akka.remote.dot-netty.tcp.ssl.require-mutual-authentication = false\n" : "";
        using var service = ExternalService.Start(TestAuthority.Hocon(CertificateOf(shown)) + own + NoQuestions);
        await ShouldNotBeServedAsync(service, _running.Address);
    }

    [TlsTheory]
    [InlineData("another authority's")]
    [InlineData("expired")]
    [InlineData("another host's")]
    public async Task Nothing_is_said_to_an_engine_that_shows_no_acceptable_certificate(string shown)
    {
        using var impostor = ExternalService.Start(TestAuthority.Hocon(CertificateOf(shown)) + NoQuestions);
        impostor.ActorOf(Props.Create(() => new Impostor()), "engine");
        var address = ExternalService.AddressOf(impostor);

        using var careless = ExternalService.Start(TestAuthority.Hocon(TestAuthority.Certificate) + NoQuestions);
        (await careless.Client(address).SendAsync(Ana, new GetAgent())).ShouldBeOfType<Refusal>().Code.ShouldBe("heard");

        using var careful = ExternalService.Start(TestAuthority.Hocon(TestAuthority.Certificate));
        await Should.ThrowAsync<EngineUnavailableException>(Impatient(careful, address).SendAsync(Ana, new GetAgent()));
    }

    private static string CertificateOf(string what) => what switch
    {
        "another authority's" => TestAuthority.CertificateOfAnother,
        "another host's" => TestAuthority.CertificateOfAnotherHost,
        "expired" => TestAuthority.ExpiredCertificate,
        _ => TestAuthority.Certificate,
    };

    /// <summary>No answer comes, and nothing has happened.</summary>
    private async Task ShouldNotBeServedAsync(ActorSystem service, string address)
    {
        await Should.ThrowAsync<EngineUnavailableException>(Impatient(service, address).SendAsync(Ana, new DefineAgent("Mallory")));
        (await _running.JournalAsync(Ana)).ShouldBeEmpty();
        using var trusted = ExternalService.Start(TestAuthority.Hocon(TestAuthority.Certificate));
        (await trusted.Client(_running.Address).SendAsync<AgentAnswer>(Ana, new DefineAgent("Ana"))).Name.ShouldBe("Ana");
    }

    private static EngineClient Impatient(ActorSystem service, string address) => new(service, new EngineClientOptions
    {
        Nodes = [address],
        By = "crm",
        Timeout = TimeSpan.FromSeconds(1),
        Attempts = 2,
    });

    /// <summary>Answers to everything.</summary>
    private sealed class Impostor : ReceiveActor
    {
        public Impostor() => ReceiveAny(_ => Sender.Tell(Refusal.Invalid("heard", "I am the engine.")));
    }
}
