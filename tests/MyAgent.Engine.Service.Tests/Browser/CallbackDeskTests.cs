using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace MyAgent.Engine.Service.Tests.Browser;

[Trait("Category", "Browser")]
[Collection(BrowserOfTests.Name)]
[IntegrationTests]
public sealed class CallbackDeskTests(BrowserOfTests browser)
{
    private static readonly object[] EveryDay = [.. Enum.GetNames<DayOfWeek>().Select(day => new { day = day.ToLowerInvariant(), from = "00:00", to = "00:00" })];

    [BrowserFact]
    public async Task The_preferred_agent_hears_the_callback_and_completes_it_and_schedules_the_next()
    {
        await using var centre = await PagesHarness.StartAsync(browser);
        await LeaveAsync(centre, "c1");
        await centre.PostAsync("agents/ben/log-in");
        var desk = await centre.SignInAsync("/desk", "agent", "ana", width: 390, height: 844);
        await Press(desk, "Log in as agent");
        await Expect(desk.GetByRole(AriaRole.Alertdialog)).ToContainTextAsync("Agent callback for you");
        await Press(desk, "Accept");

        await Expect(desk.Locator(".number")).ToHaveAttributeAsync("href", "tel:+33123456789");
        await HearAsync(desk);
        await Expect(Button(desk, "Close pop-up")).ToBeDisabledAsync();
        await PagesHarness.PictureAsync(desk, "desk-callback-phone");
        await NothingSticksOutAsync(desk);
        await Press(desk, "Completed");
        await Press(desk, "Close pop-up");
        await Expect(desk.Locator(".status-word")).ToHaveTextAsync("Wrap-up");
        (await centre.GetAsync("callbacks?state=done"))["callbacks"]!.AsArray().ShouldHaveSingleItem()!["outcome"]!.GetValue<string>().ShouldBe("completed");

        await centre.PostAsync("agents/ben/log-out");
        await LeaveAsync(centre, "c2");
        await Press(desk, "Available");
        await Press(desk, "Accept");
        await desk.Locator("#due").FillAsync("2000-01-01T10:00");
        await desk.EvaluateAsync("() => document.querySelector('#due').removeAttribute('min')");
        await Press(desk, "Schedule");
        await Expect(desk.Locator(".problem")).ToBeVisibleAsync();
        await desk.Locator("#due").FillAsync(await TomorrowAsync(desk));
        await Press(desk, "Schedule");
        await Expect(desk.Locator(".pop-up.contact .queue")).ToContainTextAsync("call again");
        await Press(desk, "Close pop-up");
        (await centre.GetAsync("callbacks?state=scheduled"))["callbacks"]!.AsArray().ShouldHaveSingleItem()!["contactId"]!.GetValue<string>().ShouldBe("c2");
    }

    [BrowserFact]
    [Rule("37")]
    public async Task An_attempt_that_failed_comes_back_by_the_rule_for_its_cause_or_on_the_date_that_the_agent_gives()
    {
        await using var centre = await PagesHarness.StartAsync(browser);
        await centre.PatchAsync("queues/support", new { callbacks = new { retry = new { busy = new { delaySeconds = 900, attempts = 3 } } } });
        await LeaveAsync(centre, "c1");
        var desk = await centre.SignInAsync("/desk", "agent", "ana", width: 390, height: 844);
        await Press(desk, "Log in as agent");
        await Press(desk, "Accept");
        var cause = desk.GetByLabel("or not reached");
        await Expect(desk.Locator("#after-cause")).ToHaveTextAsync("Choose when to call again.");
        await cause.SelectOptionAsync("busy");
        await Expect(desk.Locator("#after-cause")).ToContainTextAsync("after 15 minutes");
        await PagesHarness.PictureAsync(desk, "desk-callback-busy");
        await NothingSticksOutAsync(desk);
        await Press(desk, "Record as not reached");
        await Expect(desk.Locator(".pop-up.contact .queue")).ToContainTextAsync("call again");
        await Press(desk, "Close pop-up");
        await Press(desk, "Available");
        var busy = (await centre.GetAsync("callbacks?state=scheduled"))["callbacks"]!.AsArray().ShouldHaveSingleItem()!;
        ((string)busy["failedAttempts"]![0]!["cause"]!).ShouldBe("busy");

        await LeaveAsync(centre, "c2");
        await Press(desk, "Accept");
        await cause.SelectOptionAsync("wrongNumber");
        await Expect(desk.Locator("#next-attempt")).ToBeHiddenAsync();
        await Press(desk, "Record as not reached");
        await Expect(desk.Locator(".pop-up.contact .queue")).ToContainTextAsync("Not reached");
        await Press(desk, "Close pop-up");
        await Press(desk, "Available");

        await LeaveAsync(centre, "c3");
        await Press(desk, "Accept");
        await cause.SelectOptionAsync("voicemail");
        await desk.Locator("#next-attempt").FillAsync(await TomorrowAsync(desk));
        await Press(desk, "Record as not reached");
        await Expect(desk.Locator(".pop-up.contact .queue")).ToContainTextAsync("call again");
        var voicemail = (await centre.GetAsync("callbacks?state=scheduled"))["callbacks"]!.AsArray().Single(callback => (string)callback!["contactId"]! == "c3")!;
        voicemail["dueAt"]!.GetValue<DateTimeOffset>().ShouldBeGreaterThan(busy["dueAt"]!.GetValue<DateTimeOffset>().AddHours(20));
    }

    [BrowserFact]
    [Rule("39")]
    public async Task An_agent_promises_a_free_window_and_one_that_was_taken_meanwhile_is_refused_in_words()
    {
        await using var centre = await PagesHarness.StartAsync(browser);
        await centre.PatchAsync("queues/support", new { callbacks = new { windows = new { capacity = 1, slotMinutes = 60, weekly = EveryDay } } });
        await LeaveAsync(centre, "c1");
        var desk = await centre.SignInAsync("/desk", "agent", "ana", width: 390, height: 844);
        await Press(desk, "Log in as agent");
        await Press(desk, "Accept");
        var window = desk.GetByLabel("Promised window");
        await Expect(window.Locator("option")).ToHaveCountAsync(25);
        var starts = await window.Locator("option").EvaluateAllAsync<string[]>("options => options.map(option => option.value)");
        await window.SelectOptionAsync(starts[1]);
        await Expect(desk.Locator("#due")).ToBeDisabledAsync();
        await PagesHarness.PictureAsync(desk, "desk-callback-window");
        await NothingSticksOutAsync(desk);
        await centre.PostAsync("queues/support/contacts", new { kind = "callback", number = "+33 1 11 11 11 11", window = starts[1] });
        await Press(desk, "Schedule");
        await Expect(desk.Locator(".problem")).ToHaveTextAsync("This time has just been taken, or has passed. Choose another one.");
        await Expect(window.Locator("option").Nth(1)).ToHaveAttributeAsync("value", starts[2]);
        await window.SelectOptionAsync(starts[2]);
        await Press(desk, "Schedule");
        await Expect(desk.Locator(".pop-up.contact .queue")).ToContainTextAsync("call again");
        var callback = (await centre.GetAsync("callbacks?state=scheduled"))["callbacks"]!.AsArray().Single(each => (string)each!["contactId"]! == "c1")!;
        ((string)callback["window"]!["from"]!).ShouldBe(starts[2]);
    }

    [BrowserFact]
    [Rule("38")]
    public async Task A_callback_is_scheduled_as_the_agents_own()
    {
        await using var centre = await PagesHarness.StartAsync(browser);
        await LeaveAsync(centre, "c1");
        var desk = await centre.SignInAsync("/desk", "agent", "ana");
        await Press(desk, "Log in as agent");
        await Press(desk, "Accept");
        await desk.Locator("#due").FillAsync(await TomorrowAsync(desk));
        await desk.GetByLabel("Offer it to me first").CheckAsync();
        await PagesHarness.PictureAsync(desk, "desk-callback-own");
        await Press(desk, "Schedule");
        await Expect(desk.Locator(".pop-up.contact .queue")).ToContainTextAsync("call again");
        (await centre.EventsAsync()).Single(happened => (string)happened["type"]! == "callback-scheduled")["data"]!["own"]!.GetValue<bool>().ShouldBeTrue();
    }

    [BrowserFact]
    public async Task A_caller_leaves_a_message_and_the_preferred_agent_calls_back_although_the_server_is_killed_in_between()
    {
        await using var centre = await PagesHarness.StartAsync(browser);
        var caller = await centre.SignInAsync("/call", "connector", width: 390, height: 844);
        await caller.Locator("#queue").FillAsync("support");
        await caller.Locator("#caller").FillAsync(PagesHarness.Caller);
        await Press(caller, "Call");
        await Expect(caller.Locator(".place")).ToHaveTextAsync("You are number 1 in the queue.");
        await PagesHarness.PictureAsync(caller, "call-waiting");
        await Press(caller, "Leave a message instead");
        await Press(caller, "Start recording");
        await Expect(Button(caller, "Stop recording")).ToBeVisibleAsync();
        await Expect(caller.Locator(".length")).ToHaveTextAsync("● 0:01");
        await Press(caller, "Stop recording");
        await Expect(caller.Locator("audio")).ToBeVisibleAsync();
        await PagesHarness.PictureAsync(caller, "call-message");
        await NothingSticksOutAsync(caller);
        await Press(caller, "Request a callback");
        await Expect(caller.Locator(".place")).ToHaveTextAsync("You will be called back. Your place: 1.");

        await centre.PostAsync("agents/ben/log-in");
        var desk = await centre.SignInAsync("/desk", "agent", "ana");
        await Press(desk, "Log in as agent");
        await Press(desk, "Accept");
        await Expect(caller.Locator(".place")).ToHaveTextAsync("An agent is calling you back.");
        await centre.Engine.KillAsync();
        await Expect(desk.Locator(".lost")).ToBeVisibleAsync();
        await centre.Engine.StartAsync();
        await Expect(desk.Locator(".lost")).ToBeHiddenAsync();

        await HearAsync(desk);
        (await desk.EvaluateAsync<double>("() => document.querySelector('audio').duration")).ShouldBeGreaterThan(0.2);
        await PagesHarness.PictureAsync(desk, "desk-callback");
        await Press(desk, "Completed");
        await Press(desk, "Close pop-up");
        await Expect(desk.Locator(".status-word")).ToHaveTextAsync("Wrap-up");
        await Expect(caller.Locator(".place")).ToHaveTextAsync("The call is over.");
    }

    private static async Task LeaveAsync(PagesHarness centre, string contact)
    {
        await centre.CallAsync(contact);
        await centre.PostAsync($"queues/support/contacts/{contact}/record");
        await centre.PutSoundAsync($"queues/support/contacts/{contact}/message");
        await centre.PostAsync($"queues/support/contacts/{contact}/callback", new { number = PagesHarness.Caller });
    }

    private static Task<string> TomorrowAsync(IPage desk) => desk.EvaluateAsync<string>(
        "() => { const at = new Date(Date.now() + 86400000); return new Date(at - at.getTimezoneOffset() * 60000).toISOString().slice(0, 16); }");

    private static async Task HearAsync(IPage desk)
    {
        await desk.EvaluateAsync("() => document.querySelector('audio').play()");
        await desk.WaitForFunctionAsync("() => document.querySelector('audio').ended");
    }

    private static async Task NothingSticksOutAsync(IPage page) =>
        (await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth")).ShouldBeTrue();

    private static ILocator Button(IPage page, string name) => page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    private static Task Press(IPage page, string name) => Button(page, name).ClickAsync();
}
