using MyAgent.Engine.Projections;
using MyAgent.Engine.Service.Telemetry;
using MyAgent.Engine.Service.Tests.Http;

namespace MyAgent.Engine.Service.Tests.Telemetry;

[IntegrationTests]
public sealed class RefusedSignInsTests : IDisposable
{
    private readonly ManualTimeProvider _time = new();
    private readonly KeptLog _log = new();
    private readonly ServiceMetrics _metrics;
    private readonly RefusedSignIns _refused;

    public RefusedSignInsTests()
    {
        var follower = new JournalFollower(new JournalScript(), [], _time, _log.Of<JournalFollower>());
        _metrics = new ServiceMetrics(new ScriptedStatus(), follower);
        _refused = new RefusedSignIns(_metrics, _time, _log.Of<RefusedSignIns>());
    }

    public void Dispose() => _metrics.Dispose();

    [Fact]
    public void A_client_is_logged_at_once_and_then_once_a_minute_with_the_number()
    {
        _refused.UnknownToken("192.0.2.7");
        _log.Messages.ShouldHaveSingleItem().ShouldContain("192.0.2.7");
        for (var attempt = 0; attempt < 100; attempt++)
            _refused.TooManyAttempts("192.0.2.7");
        _log.Messages.Count.ShouldBe(1);

        _time.Advance(RefusedSignIns.Interval);
        _refused.UnknownToken("192.0.2.7");
        _log.Messages.Count.ShouldBe(2);
        _log.Messages[1].ShouldContain("101");
    }

    [Fact]
    public void Clients_are_told_apart_until_there_are_very_many()
    {
        for (var client = 0; client < 5_000; client++)
            _refused.UnknownToken($"client {client}");
        _log.Messages.Count.ShouldBe(1_001);
        _log.Messages[^1].ShouldContain("other addresses");
        _time.Advance(RefusedSignIns.Interval);
        _refused.UnknownToken("another");
        _log.Messages[^1].ShouldContain("another");
    }

    [Fact]
    public void All_are_counted_whether_they_are_logged_or_not()
    {
        using var probe = new MeterProbe(_metrics.Meter);
        for (var attempt = 0; attempt < 3; attempt++)
            _refused.UnknownToken("192.0.2.7");
        _refused.TooManyAttempts("192.0.2.7");
        probe.Now("myagent.sign_in.refused", "myagent.sign_in.reason=unknownToken").ShouldBe(3);
        probe.Now("myagent.sign_in.refused", "myagent.sign_in.reason=tooManyAttempts").ShouldBe(1);
    }
}
