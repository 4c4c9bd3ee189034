using MyAgent.Engine.Asterisk.Checks;
using MyAgent.Engine.Asterisk.Engine;
using MyAgent.Engine.Asterisk.Settings;
using MyAgent.Engine.Asterisk.Tests.Site;
using MyAgent.Engine.Asterisk.Tests.Stub;

namespace MyAgent.Engine.Asterisk.Tests.Checks;

/// <summary>The check says in plain words what is wrong.</summary>
[IntegrationTests]
public sealed class AsteriskCheckTests : IAsyncLifetime
{
    private TelephoneSite _site = null!;
    private AsteriskStub _asterisk = null!;

    public async Task InitializeAsync()
    {
        _site = await TelephoneSite.StartAsync(settings => settings with { AgentCodes = new Dictionary<string, string>(), QueueNumbers = new Dictionary<string, string>() });
        _asterisk = await AsteriskStub.StartAsync();
        _asterisk.Register("PJSIP/2001");
        _asterisk.Sounds = [.. _site.Settings.Sounds.Files];
        _asterisk.Modules = [.. AsteriskCheck.Modules, AsteriskCheck.MediaCache];
    }

    public async Task DisposeAsync()
    {
        await _asterisk.DisposeAsync();
        await _site.DisposeAsync();
    }

    [Fact]
    public async Task A_site_that_is_right_has_nothing_wrong() => (await WrongAsync()).ShouldBeEmpty();

    [Fact]
    public async Task A_connector_that_runs_is_not_disturbed()
    {
        (await FindAsync(_ => _site.Settings)).ShouldNotBeEmpty();
        _site.Asterisk.IsConnected.ShouldBeTrue();
        var caller = await _site.Asterisk.CallAsync("+49301", "sales");
        await _site.ContactIsAsync(caller, "waiting");
        _site.Warnings.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_engine_that_is_only_starting_is_waited_for()
    {
        await _site.StopEngineAsync();
        var found = WrongAsync();
        // Asterisk comes first: the next question is for the engine.
        await Eventually.TrueAsync(() => _asterisk.Requests.Contains("GET endpoints/PJSIP"));
        await _site.StartEngineAsync();
        (await found).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_wrong_password() => (await WrongAsync(password: "wrong")).ShouldHaveSingleItem().ShouldContain("password is wrong");

    [Fact]
    public async Task An_Asterisk_that_does_not_run() =>
        (await WrongAsync(settings => settings with { Address = new Uri($"http://127.0.0.1:{Ports.Take()}") })).ShouldHaveSingleItem().ShouldContain("cannot be reached");

    [Fact]
    public async Task A_user_that_may_only_read()
    {
        _asterisk.IsReadOnly = true;
        (await WrongAsync()).ShouldHaveSingleItem().ShouldContain("read_only=no");
    }

    [Theory]
    [InlineData("18.26.4", false)]
    [InlineData("20.13.0", false)]
    [InlineData("20.14.0", true)]
    [InlineData("22.4.1", true)]
    [InlineData("23.0.0", true)]
    [InlineData("GIT-master-f0c1c1a7b7", true)]
    public async Task An_Asterisk_that_is_too_old(string version, bool isNewEnough)
    {
        _asterisk.Version = version;
        (await WrongAsync()).Any(wrong => wrong.Contains(version, StringComparison.Ordinal)).ShouldBe(!isNewEnough);
    }

    [Fact]
    public async Task Missing_modules_sounds_recordings_and_telephones_are_named()
    {
        _asterisk.Modules = [.. AsteriskCheck.Modules.Where(module => module != "res_stasis_recording.so")];
        _asterisk.Sounds = [.. _site.Settings.Sounds.Files.Where(sound => sound != "vm-intro")];
        _asterisk.CanRecord = false;
        await _asterisk.SetTelephoneAsync("PJSIP/2001", "offline");
        var wrong = await WrongAsync();
        wrong.ShouldContain(text => text.Contains("res_stasis_recording.so", StringComparison.Ordinal));
        wrong.ShouldContain(text => text.Contains("vm-intro", StringComparison.Ordinal));
        wrong.ShouldContain(text => text.Contains("recording", StringComparison.Ordinal));
        (await NotesAsync()).ShouldContain(note => note.Contains("Not registered: PJSIP/2001", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_Asterisk_that_cannot_fetch_sounds_is_told_what_is_not_heard()
    {
        (await NotesAsync()).ShouldNotContain(note => note.Contains("res_http_media_cache.so", StringComparison.Ordinal));
        _asterisk.Modules = [.. _asterisk.Modules.Where(module => module != AsteriskCheck.MediaCache)];
        (await WrongAsync()).ShouldBeEmpty();
        (await NotesAsync()).ShouldContain(note =>
            note.Contains("res_http_media_cache.so", StringComparison.Ordinal) && note.Contains("not heard by telephone", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Agents_and_queues_that_there_are_not() => (await WrongAsync(settings => settings with
    {
        AgentCodes = new Dictionary<string, string> { ["1"] = "unknown" }, QueueNumbers = new Dictionary<string, string> { ["5"] = "nowhere" },
    })).Count.ShouldBe(2);

    [Fact]
    public async Task A_token_that_the_engine_does_not_take() => (await WrongAsync(token: "mat_wrong")).ShouldHaveSingleItem().ShouldContain("401");

    private async Task<List<string>> WrongAsync(Func<AsteriskSettings, AsteriskSettings>? with = null, string password = AsteriskStub.Password, string? token = null) =>
        [.. (await FindAsync(with, password, token)).Where(finding => finding.Kind == FindingKind.Wrong).Select(finding => finding.Text)];

    private async Task<List<string>> NotesAsync() => [.. (await FindAsync()).Where(finding => finding.Kind == FindingKind.Note).Select(finding => finding.Text)];

    private async Task<List<Finding>> FindAsync(Func<AsteriskSettings, AsteriskSettings>? with = null, string password = AsteriskStub.Password, string? token = null)
    {
        var settings = _site.Settings with { Address = _asterisk.Address };
        using var http = _site.Client(token ?? _site.Token);
        List<Finding> found = [];
        await foreach (var finding in new AsteriskCheck(with?.Invoke(settings) ?? settings, password, new EngineApi(http, settings.Name, TimeProvider.System), TimeProvider.System)
            .RunAsync(CancellationToken.None))
            found.Add(finding);
        return found;
    }
}
