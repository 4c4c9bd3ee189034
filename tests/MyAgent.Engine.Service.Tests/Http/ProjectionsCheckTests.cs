using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging.Abstractions;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Projections;
using MyAgent.Engine.Service.Api.Health;

namespace MyAgent.Engine.Service.Tests.Http;

[IntegrationTests]
public sealed class ProjectionsCheckTests
{
    [Fact]
    public async Task Projections_that_stand_still_are_unhealthy_and_say_why()
    {
        using var follower = new JournalFollower(
            new JournalScript().Queue("sales", Happened.Arrived("c1")), [new Broken()], new StandingClock(JournalScript.Start), NullLogger<JournalFollower>.Instance);
        var check = new ProjectionsCheck(follower);
        var context = new HealthCheckContext { Registration = new HealthCheckRegistration("views", check, failureStatus: null, tags: null) };
        (await check.CheckHealthAsync(context)).Status.ShouldBe(HealthStatus.Healthy);

        await follower.StartAsync(CancellationToken.None);
        await follower.ExecuteTask!.WaitAsync(TimeSpan.FromSeconds(60));
        (await check.CheckHealthAsync(context)).ShouldBe(HealthCheckResult.Unhealthy(follower.Trouble));
        follower.Trouble.ShouldNotBeNull().ShouldContain("event 1");
    }

    private sealed class Broken : IProjection
    {
        public void Fold(JournalRecord record) => throw new InvalidOperationException("The view is broken.");
    }
}
