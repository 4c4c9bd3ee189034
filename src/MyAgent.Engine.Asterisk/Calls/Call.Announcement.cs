using System.Globalization;

namespace MyAgent.Engine.Asterisk.Calls;

/// <summary>A waiting caller is told the position, which never rises, and the estimated wait (rule 35).</summary>
internal sealed partial class Call
{
    private bool _isAnnouncing;
    private int _announcements;
    private int _messages;

    private string AnnouncementId => $"an-{Contact}";

    private void ScheduleAnnouncement(double seconds)
    {
        if (_connection.Settings.Announcements.EverySeconds <= 0)
            return;
        var turn = ++_announcements;
        Later(TimeSpan.FromSeconds(Math.Max(seconds, 0.5)), () => turn == _announcements ? AnnounceAsync() : Task.CompletedTask);
    }

    private async Task AnnounceAsync()
    {
        if (State != CallerState.Waiting)
            return;
        // A telephone that rings will be answered soon: the wait is no longer announced.
        if (Leg is null && await Engine.WaitOfAsync(Contact, Cancel).ConfigureAwait(false) is { State: "waiting" } wait && State == CallerState.Waiting)
            _isAnnouncing = await Asterisk.PlayAsync(Caller!, AnnouncementId, SoundsOf(wait)).ConfigureAwait(false);
        ScheduleAnnouncement(_connection.Settings.Announcements.EverySeconds);
    }

    private List<string> SoundsOf(Engine.Wait wait)
    {
        var (settings, sounds) = (_connection.Settings.Announcements, _connection.Settings.Sounds);
        List<string> said = [];
        if (settings.Position && wait.PositionToSay is { } position)
            said.AddRange(position == 1 ? sounds.First : sounds.Position.Select(sound => sound.Replace("{position}", Text(position), StringComparison.Ordinal)));
        if (settings.EstimatedWait && wait.EstimatedWait?.Seconds is { } seconds)
            said.AddRange(sounds.EstimatedWait.Select(sound => sound.Replace("{minutes}", Text(Math.Max(1, (int)Math.Ceiling(seconds / 60))), StringComparison.Ordinal)));
        return said;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>After an announcement the music goes on.</summary>
    private async Task EndAnnouncementAsync()
    {
        _isAnnouncing = false;
        if (State == CallerState.Waiting)
            await PlayMusicAsync().ConfigureAwait(false);
    }

    private Task StopAnnouncingAsync()
    {
        if (!_isAnnouncing)
            return Task.CompletedTask;
        _isAnnouncing = false;
        return Asterisk.StopPlayingAsync(AnnouncementId);
    }
}
