using System.Net;
using MyAgent.Engine.Asterisk.Ari;
using MyAgent.Engine.Asterisk.Engine;
using MyAgent.Engine.Asterisk.Settings;

namespace MyAgent.Engine.Asterisk.Checks;

/// <summary>Looks at a running Asterisk, and at the engine, as the connector will, and says in plain words what is wrong.</summary>
/// <param name="settings">The settings of the connector.</param>
/// <param name="password">The password of the settings' user.</param>
/// <param name="engine">The engine.</param>
/// <param name="clock">The clock.</param>
internal sealed class AsteriskCheck(AsteriskSettings settings, string password, EngineApi engine, TimeProvider clock)
{
    /// <summary>How long it waits for an Asterisk that dials the connector: it tries every half second by default.</summary>
    private static readonly TimeSpan DialsIn = TimeSpan.FromSeconds(10);

    /// <summary>How long it waits for an engine that does not answer yet: it may have been started just before.</summary>
    private static readonly TimeSpan EngineStarts = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan AskInterval = TimeSpan.FromMilliseconds(250);

    /// <summary>With an application of its own, which takes no connector's place: Asterisk gives an application to one connection.</summary>
    private readonly AsteriskSettings _own = settings with { Application = $"{settings.Application}-check" };

    /// <summary>The versions from which on requests go over the WebSocket.</summary>
    private static readonly Dictionary<int, int> OldestMinor = new() { [20] = 14, [21] = 9, [22] = 4 };

    internal static readonly string[] Modules =
    [
        "app_stasis.so", "res_stasis.so", "res_stasis_answer.so", "res_stasis_playback.so", "res_stasis_recording.so", "res_stasis_device_state.so", "res_ari.so",
        "res_ari_channels.so", "res_ari_bridges.so", "res_ari_endpoints.so", "res_ari_recordings.so", "res_ari_playbacks.so", "res_ari_applications.so", "res_ari_asterisk.so",
        "res_ari_device_states.so", "res_ari_sounds.so", "res_http_websocket.so", "res_musiconhold.so", "bridge_simple.so", "bridge_softmix.so", "chan_pjsip.so", "format_wav.so",
    ];

    /// <summary>The module that plays sounds by HTTP: without it, telephones work, but for messages that Asterisk has lost.</summary>
    internal const string MediaCache = "res_http_media_cache.so";

    /// <summary>Checks everything that can be reached.</summary>
    public async IAsyncEnumerable<Finding> RunAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        foreach (var finding in await AsteriskAsync(cancel).ConfigureAwait(false))
            yield return finding;
        foreach (var finding in await EngineAsync(cancel).ConfigureAwait(false))
            yield return finding;
        if (settings.HttpAddress is null)
            yield return Finding.Note("Without an address of Asterisk, voice messages stay on its disk: agents hear them by telephone, not at the desk.");
        if (settings.Dial is null)
            yield return Finding.Note("Without dial, an agent who has heard a message dials the number by hand.");
    }

    private async Task<List<Finding>> AsteriskAsync(CancellationToken cancel)
    {
        List<Finding> found = [];
        try
        {
            using var server = settings.HttpAddress is null ? null : new AsteriskServer(_own, password);
            await using var listener = settings.Listen is null ? null : await AsteriskListener.StartAsync(settings, password, cancel).ConfigureAwait(false);
            await using var ari = listener is null ? await server!.ConnectAsync(cancel).ConfigureAwait(false) : await WaitAsync(listener, cancel).ConfigureAwait(false);
            found.Add(Finding.Right(listener is null ? $"Asterisk takes user '{settings.User}' at {settings.HttpAddress}." : $"Asterisk has dialled {settings.Listen}."));
            await LookAsync(new AsteriskCommands(ari, listener is null ? _own.Application : settings.Application), found).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is AriUnavailableException or AriRefusedException or IOException or SettingsException)
        {
            found.Add(Finding.Wrong(failure.Message));
        }
        return found;
    }

    private async Task<AriConnection> WaitAsync(AsteriskListener listener, CancellationToken cancel)
    {
        using var patience = new CancellationTokenSource(DialsIn, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, patience.Token);
        try
        {
            return await listener.NextAsync(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new AriUnavailableException(
                $"Asterisk has not dialled {settings.Listen} within {DialsIn.TotalSeconds:0} seconds as '{settings.User}' with the right password: "
                + "look at websocket_client.conf and ari.conf (type=outbound_websocket), and at Asterisk's log.");
        }
    }

    private async Task LookAsync(AsteriskCommands asterisk, List<Finding> found)
    {
        string version;
        try
        {
            version = (await asterisk.InfoAsync().ConfigureAwait(false)).System.Version;
        }
        catch (AriUnavailableException)
        {
            found.Add(Finding.Wrong("Asterisk does not take requests over the WebSocket: it is older than 20.14 and 22.4."));
            return;
        }
        found.Add(IsNewEnough(version) ? Finding.Right($"Asterisk is {version}.") : Finding.Wrong($"Asterisk is {version}: the connector needs 20.14, 22.4 or newer."));
        await MayWriteAsync(asterisk, found).ConfigureAwait(false);
        var modules = (await asterisk.ModulesAsync().ConfigureAwait(false)).Where(module => module.Status == "Running").Select(module => module.Name).ToHashSet();
        var missing = Modules.Where(module => !modules.Contains(module)).ToList();
        found.Add(missing.Count == 0 ? Finding.Right("Every module that is needed runs.") : Finding.Wrong($"Modules are not loaded (modules.conf): {string.Join(", ", missing)}."));
        found.Add(modules.Contains(MediaCache)
            ? Finding.Right($"Messages that are lost on Asterisk's disk are played from {settings.EngineAddress ?? engine.Address}, which Asterisk must reach.")
            : Finding.Note($"{MediaCache} is not loaded: a message that is lost on Asterisk's disk is not heard by telephone, only at the desk."));
        var sounds = (await asterisk.SoundsAsync().ConfigureAwait(false)).Select(sound => sound.Id).ToHashSet();
        var silent = settings.Sounds.Files.Where(sound => !sounds.Contains(sound)).ToList();
        found.Add(silent.Count == 0
            ? Finding.Right("Every sound is there.")
            : Finding.Wrong($"Asterisk does not have the sounds {string.Join(", ", silent)}: install its core sounds, or name others in 'sounds'."));
        found.Add(await asterisk.CanRecordAsync().ConfigureAwait(false)
            ? Finding.Right("Voice messages can be recorded.")
            : Finding.Wrong("Asterisk cannot open its directory of recordings: make 'recording' below its spool directory, for the user it runs as."));
        await TelephonesAsync(asterisk, found).ConfigureAwait(false);
    }

    private async Task MayWriteAsync(AsteriskCommands asterisk, List<Finding> found)
    {
        try
        {
            await asterisk.SubscribeAsync("deviceState:").ConfigureAwait(false);
            found.Add(Finding.Right($"User '{settings.User}' may act."));
        }
        catch (AriRefusedException)
        {
            found.Add(Finding.Wrong($"User '{settings.User}' may only read: set read_only=no in ari.conf."));
        }
    }

    private static async Task TelephonesAsync(AsteriskCommands asterisk, List<Finding> found)
    {
        var telephones = await asterisk.EndpointsAsync("PJSIP").ConfigureAwait(false);
        var away = telephones.Where(telephone => telephone.State == "offline").Select(telephone => telephone.Id).Order(StringComparer.Ordinal).ToList();
        found.Add(telephones.Count == 0
            ? Finding.Wrong("Asterisk has no PJSIP telephones (pjsip.conf).")
            : Finding.Right($"{telephones.Count - away.Count} of {telephones.Count} PJSIP telephones can be reached."));
        if (away.Count > 0)
            found.Add(Finding.Note($"Not registered: {string.Join(", ", away)}. Their agents are offered no calls."));
    }

    private async Task<List<Finding>> EngineAsync(CancellationToken cancel)
    {
        List<Finding> found = [];
        try
        {
            await WaitForEngineAsync(cancel).ConfigureAwait(false);
            found.Add(Finding.Right("The engine takes the token."));
            foreach (var agent in settings.AgentCodes.Values.Distinct().Order(StringComparer.Ordinal))
            {
                if (await engine.AgentAsync(agent, cancel).ConfigureAwait(false) is null)
                    found.Add(Finding.Wrong($"agentCodes: there is no agent '{agent}', or the token does not speak for its telephone (token create --role connector --agents)."));
            }
            foreach (var queue in settings.QueueNumbers.Values.Distinct().Order(StringComparer.Ordinal))
            {
                if (!await engine.HasQueueAsync(queue, cancel).ConfigureAwait(false))
                    found.Add(Finding.Wrong($"queueNumbers: there is no queue '{queue}', or the token is bound to others."));
            }
        }
        catch (HttpRequestException failure)
        {
            found.Add(Finding.Wrong($"The engine: {failure.Message}"));
        }
        return found;
    }

    private async Task WaitForEngineAsync(CancellationToken cancel)
    {
        for (var until = clock.GetUtcNow() + EngineStarts;;)
        {
            try
            {
                await engine.OpenContactsAsync(cancel).ConfigureAwait(false);
                return;
            }
            catch (HttpRequestException failure) when (failure.StatusCode is null or HttpStatusCode.ServiceUnavailable && clock.GetUtcNow() < until)
            {
                await Task.Delay(AskInterval, clock, cancel).ConfigureAwait(false);
            }
        }
    }

    private static bool IsNewEnough(string version)
    {
        var parts = version.Split('.', '-');
        // A build of the development branch names no version.
        if (parts.Length < 2 || !int.TryParse(parts[0], out var major) || !int.TryParse(parts[1], out var minor))
            return true;
        return major > 22 || (OldestMinor.TryGetValue(major, out var oldest) && minor >= oldest);
    }
}
