using System.Net;
using Microsoft.Extensions.Configuration;
using MyAgent.Engine.Service.Limits;

namespace MyAgent.Engine.Service.Tests.Limits;

[IntegrationTests]
public sealed class ServerLimitsTests
{
    [Fact]
    public void Each_limit_can_be_set_and_the_others_stay()
    {
        var limits = Read(("Limits:connections", "5"), ("LIMITS:BODYSECONDS", "2.5"));
        limits.ShouldBe(new ServerLimits { Connections = 5, BodySeconds = 2.5 });
        Read().ShouldBe(new ServerLimits());
    }

    [Theory]
    [InlineData("Limits:Connections", "0", "MYAGENT_LIMITS__CONNECTIONS: '0' is not a whole number of at least 1.")]
    [InlineData("Limits:Connections", "many", "MYAGENT_LIMITS__CONNECTIONS: 'many' is not a whole number of at least 1.")]
    [InlineData("Limits:BodySeconds", "-1", "MYAGENT_LIMITS__BODYSECONDS: '-1' is not a number of at least 1.")]
    [InlineData("Limits:Conections", "5", "MYAGENT_LIMITS__CONECTIONS: there is no such limit.")]
    public void What_is_no_limit_is_refused_by_name(string name, string value, string message) =>
        Should.Throw<ArgumentException>(() => Read((name, value))).Message.ShouldStartWith(message);

    [Theory]
    [InlineData("192.0.2.7", "::ffff:192.0.2.7", true)]
    [InlineData("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::1", true)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:3::1", false)]
    [InlineData("192.0.2.7", "192.0.2.8", false)]
    public void An_IPv4_address_or_a_64_of_IPv6_is_one_client(string one, string other, bool same) =>
        (ClientAddress.PartitionOf(IPAddress.Parse(one)) == ClientAddress.PartitionOf(IPAddress.Parse(other))).ShouldBe(same);

    private static ServerLimits Read(params (string Name, string Value)[] settings) =>
        ServerLimits.Read(new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(setting => setting.Name, setting => (string?)setting.Value)).Build());
}
