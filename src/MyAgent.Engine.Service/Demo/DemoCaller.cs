using MyAgent.Engine.Service.Api.Contacts;
using MyAgent.Engine.Service.Client;

namespace MyAgent.Engine.Service.Demo;

/// <summary>Plays one caller: sends what a telephony, fax or mail system sends for a contact.</summary>
/// <param name="scripted">What is played.</param>
/// <param name="connector">The system's client.</param>
/// <param name="pace">How fast.</param>
/// <param name="say">Receives what the journal does not show.</param>
internal sealed class DemoCaller(ScriptedContact scripted, ApiClient connector, Pace pace, Action<string> say)
{
    private const double MessageBeats = 1.5;

    private string Path => $"queues/{scripted.Queue}/contacts/{scripted.ContactId}";

    /// <summary>Arrives, and does what the script says.</summary>
    public async Task PlayAsync(CancellationToken cancel)
    {
        await pace.WaitAsync(scripted.At, cancel);
        await connector.PostAsync<ContactResponse>(
            $"queues/{scripted.Queue}/contacts", new { contactId = scripted.ContactId, media = scripted.Media, caller = scripted.Caller }, cancel);
        if (scripted.LeavesMessageAfter is { } patience)
            await Attempt.UntilRefusedAsync(() => LeaveMessageAsync(patience, cancel));
        if (scripted.HangsUpAfter is { } after)
            await Attempt.UntilRefusedAsync(() => HangUpAsync(after, cancel));
    }

    private async Task LeaveMessageAsync(double patience, CancellationToken cancel)
    {
        await pace.WaitAsync(patience, cancel);
        await connector.PostAsync<ContactResponse>($"{Path}/record", null, cancel);
        await pace.WaitAsync(MessageBeats, cancel);
        var sound = VoiceNote.Create();
        await connector.PutAsync($"{Path}/message", sound, VoiceNote.MediaType, cancel);
        var callback = await connector.PostAsync<ContactResponse>($"{Path}/callback", new { number = scripted.Caller }, cancel);
        say($"{scripted.Name}'s message ({sound.Length / 1024} KiB) is stored: a callback request, still at place {callback.Position}");
    }

    /// <summary>A caller who is with an agent already does not run out of patience.</summary>
    private async Task HangUpAsync(double after, CancellationToken cancel)
    {
        await pace.WaitAsync(after, cancel);
        if ((await connector.GetAsync<ContactResponse>(Path, cancel)).State != Contacts.ContactState.Engaged)
            await connector.PostAsync<ContactResponse>($"{Path}/hang-up", null, cancel);
    }
}
