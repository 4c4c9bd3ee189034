using MyAgent.Engine.Agents;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Tests.ModelBased;

/// <summary>An engine with one different setting behaves differently from the model, and the history that shows it is shortened to a few steps.</summary>
[ChaosTests]
public sealed class ModelSensitivityTests
{
    private const int Length = 250, MaxSeeds = 200, MaxSteps = 25;

    private static readonly List<Lazy<List<Step>>> Histories = [.. Enumerable.Range(1, MaxSeeds).Select(seed => new Lazy<List<Step>>(() => RandomHistory.Generate(seed, Length)))];

    public static TheoryData<string> Differences => [.. Policies.Keys];

    [Theory]
    [MemberData(nameof(Differences))]
    public void A_difference_in_one_setting_is_found_and_shown_by_a_short_history(string what)
    {
        var difference = Histories.Select(history => Difference.Find(history.Value, Policies[what])).FirstOrDefault(found => found is not null);
        difference.ShouldNotBeNull().Steps.Count.ShouldBeLessThanOrEqualTo(MaxSteps, difference.ToString());
    }

    [Fact]
    public void A_history_is_shortened_to_the_steps_that_are_needed() =>
        HistoryShrinker.Shrink([.. Enumerable.Range(0, 100).Select(number => new Step(number, Verb.LogIn, "ana"))], steps =>
            steps.Any(step => step.After == 17) && steps.Any(step => step.After == 80)).Count.ShouldBe(2);

    private static readonly IReadOnlyDictionary<string, CentreConfiguration> Policies = new Dictionary<string, CentreConfiguration>
    {
        ["an offer lasts a second longer"] = Queue("sales", queue => queue with { OfferTimeoutSeconds = queue.OfferTimeoutSeconds + 1 }),
        ["the second miss is not the last"] = Queue("sales", queue => queue with { MissedLimit = 3 }),
        ["the repeat time after a rejection is longer"] = Queue("late", queue => queue with { RejectRepeatSeconds = queue.RejectRepeatSeconds + 1 }),
        ["the second reject is not the last"] = Queue("sales", queue => queue with { RejectedLimit = 3 }),
        ["a rejected contact is not kept from the agent"] = Queue("sales", queue => queue with { RejectCoolDownSeconds = 0 }),
        ["no contact is held for a preferred agent"] = Queue("sales", queue => queue with { PreferredHoldSeconds = 0 }),
        ["one more may wait"] = Queue("sales", queue => queue with { MaxWaiting = queue.MaxWaiting + 1 }),
        ["no wait is too long"] = Queue("late", queue => queue with { MaxWaitSeconds = null }),
        ["a pop-up is never overdue"] = Queue("sales", queue => queue with { PopUpLimitSeconds = null }),
        ["the alarm is raised later"] = Queue("sales", queue => queue with { Alarms = queue.Alarms with { Waiting = 5 } }),
        ["the second attempt is not the last"] = Queue("sales", queue => queue with { Callbacks = queue.Callbacks with { MaxAttempts = 3 } }),
        ["a busy number is not called again"] = Queue("late", queue => queue with
        {
            Callbacks = queue.Callbacks with { Retry = queue.Callbacks.Retry! with { Busy = queue.Callbacks.Retry.Busy! with { Attempts = 1 } } },
        }),
        ["a busy number is called later"] = Queue("late", queue => queue with
        {
            Callbacks = queue.Callbacks with { Retry = queue.Callbacks.Retry! with { Busy = queue.Callbacks.Retry.Busy! with { DelaySeconds = 5.9 } } },
        }),
        ["an own callback waits longer for its agent"] = Queue("late", queue => queue with { Callbacks = queue.Callbacks with { OwnCallbackHoldSeconds = 26.3 } }),
        ["a window holds one less"] = Queue("sales", queue => queue with
        {
            Callbacks = queue.Callbacks with { Windows = queue.Callbacks.Windows! with { Capacity = 1 } },
        }),
        ["no callback is promised"] = Queue("sales", queue => queue with { Callbacks = queue.Callbacks with { Windows = null } }),
        ["the last agent is not preferred"] = Queue("sales", queue => queue with { PreferLastAgentDays = null }),
        ["a recording lasts longer"] = Queue("sales", queue => queue with { RecordingLimitSeconds = queue.RecordingLimitSeconds + 1 }),
        ["any number is called back"] = Queue("sales", queue => queue with { Callbacks = queue.Callbacks with { ForbiddenNumbers = [] } }),
        ["a callback comes back in its original place"] = Queue("late", queue => queue with { Callbacks = queue.Callbacks with { Reentry = Reentry.Original } }),
        ["the one idle longest is chosen, not the most skilled"] = Queue("late", queue => queue with { Selection = Selection.LongestIdle }),
        ["a callback is not resumed"] = Queue("sales", queue => queue with { ResumeCallback = false }),
        ["a callback is resumed"] = Queue("desk", queue => queue with { ResumeCallback = true }),
        ["callbacks are taken"] = Queue("mail", queue => queue with { Callbacks = queue.Callbacks with { Enabled = true } }),
        ["who comes to a closed queue is refused"] = Queue("desk", queue => queue with { ClosedQueue = null }),
        ["the queue is never closed"] = Queue("mail", queue => queue with { OpeningHours = null }),
        ["wrap-up is longer"] = Agent("ana", "sales", works => works with { WrapUpSeconds = works.WrapUpSeconds + 1 }),
        ["wrap-up is extended by more"] = Agent("ana", "sales", works => works with { WrapUpExtensionSeconds = works.WrapUpExtensionSeconds + 1 }),
        ["wrap-up has no limit"] = Agent("ana", "sales", works => works with { MaxWrapUpSeconds = null }),
        ["an agent takes callbacks"] = Agent("ben", "sales", works => works with { Callbacks = true }),
        ["an overflow agent comes earlier"] = Agent("cleo", "sales", works => works with { OverflowAfterSeconds = works.OverflowAfterSeconds - 1 }),
        ["an overflow agent comes for fewer"] = Agent("dan", "sales", works => works with { OverflowAfterContacts = works.OverflowAfterContacts - 1 }),
        ["a code is not required"] = Queue("sales", queue => queue with { WrapUpCodes = queue.WrapUpCodes! with { Required = false } }),
        ["no code is the default"] = Queue("late", queue => queue with { WrapUpCodes = queue.WrapUpCodes! with { Default = null } }),
        ["a lease is longer"] = Settings(settings => settings with { LeaseSeconds = settings.LeaseSeconds + 1 }),
        ["no agent has a lease"] = Settings(settings => settings with { LeaseSeconds = null }),
        ["no pop-up closes by itself"] = Settings(settings => settings with { AutoClosePopUp = false }),
        ["the preferred agents are in another order"] = CentreConfiguration.Default with
        {
            Callers = CentreConfiguration.Default.Callers.ToDictionary(caller => caller.Key, caller => caller.Value.Reverse().ToArray()),
        },
    };

    private static CentreConfiguration Queue(string name, Func<QueueSettings, QueueSettings> other) => CentreConfiguration.Default with
    {
        Queues = CentreConfiguration.Default.Queues.ToDictionary(queue => queue.Key, queue => queue.Key == name ? other(queue.Value) : queue.Value),
    };

    private static CentreConfiguration Settings(Func<AgentSettings, AgentSettings> other) => CentreConfiguration.Default with
    {
        Settings = CentreConfiguration.Default.Settings.ToDictionary(agent => agent.Key, agent => other(agent.Value)),
    };

    private static CentreConfiguration Agent(string name, string inQueue, Func<Assignment, Assignment> other) => CentreConfiguration.Default with
    {
        Agents = CentreConfiguration.Default.Agents.ToDictionary(agent => agent.Key, agent => agent.Key != name
            ? agent.Value
            : (IReadOnlyDictionary<string, Assignment>)agent.Value.ToDictionary(works => works.Key, works => works.Key == inQueue ? other(works.Value) : works.Value)),
    };
}
